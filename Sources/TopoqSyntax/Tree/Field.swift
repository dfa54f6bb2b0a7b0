/// A field as it is written, relations chained with dots: `customer.splitter.olt`, `count`.
public struct Field: Hashable, Sendable {
  /// One word between each two dots, at least one.
  public let path: [Word]
  public let range: SourceRange

  public init(path: [Word], range: SourceRange) {
    precondition(!path.isEmpty, "a field has a name")
    self.path = path
    self.range = range
  }

  /// The whole as written.
  public var text: String { path.map(\.text).joined(separator: ".") }
}
