// What is wrong with a CSV file, with the line and column where a text editor shows it.

/// A CSV file that cannot be read, or a field that does not hold what it should.
public struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case file(FileError.Reason)
    case empty
    case emptyHeaderName(number: Int)
    case duplicateHeaderName(String)
    case semicolons
    case wrongFieldCount(found: Int, expected: Int)
    case emptyLine
    case textAfterClosingQuote
    case quoteInsideField
    case unterminatedQuote
    case recordTooLong
    case nulByte
    case notUTF8(byte: UInt8)
    /// A field that does not hold what its reader wanted; the sentence says what.
    case field(String)
  }

  /// The file's path, or the name given to bytes in memory.
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  /// In bytes, from 1; 0 where the whole line is meant.
  public let column: Int
  public let reason: Reason

  public init(file: String, line: Int, column: Int, reason: Reason) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  public var description: String {
    if case .file(let reason) = reason {
      return FileError(path: file, reason: reason).description
    }
    let place =
      line == 0 ? file : column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    return "\(place): \(message)"
  }

  /// What is wrong and what puts it right, without the place.
  public var message: String {
    switch reason {
    case .file(let reason): FileError(path: file, reason: reason).description
    case .empty: "the file is empty; its first line must name the columns"
    case .emptyHeaderName(let number): "column \(number) has no name; name it, or remove it"
    case .duplicateHeaderName(let name): "two columns are named '\(name)'; rename one of them"
    case .semicolons: "the columns are separated by semicolons; save the file with commas"
    case .wrongFieldCount(let found, let expected):
      "this record has \(found) field\(found == 1 ? "" : "s") where the header has \(expected); "
        + (found > expected
          ? "put a field that holds a comma in double quotes" : "write a comma for each field")
    case .emptyLine: "this line is empty but records follow it; remove it"
    case .textAfterClosingQuote:
      "text after a closing quote; double the quotes inside a quoted field"
    case .quoteInsideField:
      "a quote inside an unquoted field; put the field in double quotes and double those inside"
    case .unterminatedQuote: "a quoted field starts here and does not end"
    case .recordTooLong: "a record of more than 16 MiB starts here; look for a missing quote"
    case .nulByte: "a NUL byte; save the file as UTF-8 text (UTF-16 has such bytes)"
    case .notUTF8(let byte):
      "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8"
    case .field(let sentence): sentence
    }
  }
}
