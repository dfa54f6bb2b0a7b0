// What is wrong with a JSON document, with the line and column where a text editor shows it.

/// A JSON document that cannot be read, or a value that is not what its reader wanted.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case file(FileError.Reason)
    /// Not JSON after RFC 8259; the sentence says what, and what was due.
    case syntax(String)
    /// Good JSON that does not hold what its reader wanted; the sentence says what.
    case content(String)
  }

  /// The file's path, or the name given to bytes in memory.
  public let file: String
  /// The byte in the document, from 0.
  public let offset: Int
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  /// In bytes, from 1.
  public let column: Int
  public let reason: Reason

  public init(file: String, offset: Int, line: Int, column: Int, reason: Reason) {
    self.file = file
    self.offset = offset
    self.line = line
    self.column = column
    self.reason = reason
  }

  public init(_ error: FileError) {
    self.init(file: error.path, offset: 0, line: 0, column: 0, reason: .file(error.reason))
  }

  public var description: String {
    switch reason {
    case .file(let reason): FileError(path: file, reason: reason).description
    case .syntax(let sentence), .content(let sentence): "\(file):\(line):\(column): \(sentence)"
    }
  }

  /// What is wrong, without the place.
  public var message: String {
    switch reason {
    case .file(let reason): FileError(path: file, reason: reason).description
    case .syntax(let sentence), .content(let sentence): sentence
    }
  }
}
