/// A replacement in a sentence, of which corrected sentences are made.
public struct TextEdit: Hashable, Sendable {
  public let range: SourceRange
  public let replacement: String

  public init(_ range: SourceRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// An insertion before a byte.
  public init(at offset: Int, _ insertion: String) {
    self.init(SourceRange(offset, offset), insertion)
  }

  /// The part of a text between two offsets with the edits made; edits that overlap an earlier one
  /// are left out, and insertions at one place keep their order.
  ///
  /// - Complexity: O(part + edits × log edits)
  public static func apply(
    _ edits: [TextEdit], to bytes: [UInt8], within part: SourceRange
  ) -> String {
    let ordered = edits.enumerated()
      .filter {
        $0.element.range.lowerBound >= part.lowerBound
          && $0.element.range.upperBound <= part.upperBound
      }
      .sorted {
        ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
      }
    var result: [UInt8] = []
    var position = part.lowerBound
    for (_, edit) in ordered where edit.range.lowerBound >= position {
      result += bytes[position..<edit.range.lowerBound]
      result += Array(edit.replacement.utf8)
      position = edit.range.upperBound
    }
    result += bytes[position..<part.upperBound]
    return String(decoding: result, as: UTF8.self)
  }
}
