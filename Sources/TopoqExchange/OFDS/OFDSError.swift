// What is wrong with an OFDS file, all of it at once as far as possible.

public import TopoqText

/// One thing that is wrong, or odd, and what puts it right.
public struct OFDSProblem: Hashable, Sendable, CustomStringConvertible {
  public let place: OFDSPlace
  public let sentence: String

  public init(place: OFDSPlace, sentence: String) {
    self.place = place
    self.sentence = sentence
  }

  public init(_ error: JSONError) {
    place = OFDSPlace(file: error.file, line: error.line, offset: error.offset)
    sentence = error.message
  }

  public var description: String {
    place.line == 0 ? sentence : "\(place.file):\(place.line): \(sentence)"
  }
}

/// Why an OFDS file cannot be taken in: at least one problem, in the file's order.
public struct OFDSError: Error, Hashable, Sendable, CustomStringConvertible {
  /// After so many a file is given up.
  public static let mostProblems = 100

  public let problems: [OFDSProblem]

  public init(problems: [OFDSProblem]) { self.problems = problems }

  /// One problem that concerns a file as a whole.
  public init(file: String, _ sentence: String) {
    let place = OFDSPlace(file: file, line: 0, offset: 0)
    problems = [OFDSProblem(place: place, sentence: "\(file): \(sentence)")]
  }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
