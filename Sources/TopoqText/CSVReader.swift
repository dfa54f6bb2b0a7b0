// Reads a CSV file (RFC 4180) record by record, without making a String of a field unasked.

/// A CSV file with a header line, read once from front to back.
///
/// Lines may end in CRLF, LF or CR, a UTF-8 byte order mark is skipped, and empty lines are allowed
/// at the end only. Every record has as many fields as the header.
///
///     var reader = try CSVReader(path: "nodes.csv")
///     let code = reader.column(named: "code")
///     while try reader.next() { print(reader.line, reader.string(code!)) }
public struct CSVReader: ~Copyable {
  /// The file's path, or the name given to bytes in memory.
  public let name: String
  /// The column names in the file's order: none empty, none twice.
  public private(set) var header: [String] = []
  /// The line on which the current record starts, from 1.
  public internal(set) var line = 0

  private var source: ByteSource
  /// The record in work lies at `start`; what has been read ends at `limit`.
  private var window: [UInt8]
  private var start = 0
  private var limit = 0
  private var isAtEnd = false
  private var nextLine = 1
  private var firstEmptyLine: Int?
  var scan: CSVRecordScan
  /// Quoted fields that hold doubled quotes, with single ones.
  private var unquoted: [UInt8] = []

  private static let longestRecord = 16 * 1024 * 1024

  /// Opens a file and reads its header.
  /// - Parameter delimiter: what separates fields; an ASCII character below `@`.
  public init(path: String, delimiter: UInt8 = UInt8(ascii: ",")) throws(CSVError) {
    let source = try CSVReader.open(path)
    try self.init(source: source, delimiter: delimiter)
  }

  /// Reads CSV text that is already in memory.
  public init(
    bytes: [UInt8], name: String = "text", delimiter: UInt8 = UInt8(ascii: ",")
  ) throws(CSVError) {
    try self.init(source: ByteSource(bytes: bytes, name: name), delimiter: delimiter)
  }

  private init(source: consuming ByteSource, delimiter: UInt8) throws(CSVError) {
    name = source.name
    self.source = source
    window = [UInt8](repeating: 0, count: ByteSource.bufferSize)
    scan = CSVRecordScan(delimiter: delimiter)
    try readHeader()
  }

  /// The index of a column, or nil where the file has none of that name.
  public func column(named name: String) -> Int? { header.firstIndex(of: name) }

  /// Goes to the next record; false after the last.
  public mutating func next() throws(CSVError) -> Bool {
    guard try advance() else { return false }
    if scan.fields.count != header.count {
      let reason = CSVError.Reason.wrongFieldCount(
        found: scan.fields.count, expected: header.count)
      throw CSVError(file: name, line: line, column: 0, reason: reason)
    }
    return true
  }

  /// Hands the bytes of a field to a closure: quotes removed, well-formed UTF-8, not normalised.
  public func withField<Result, Failure: Error>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let field = scan.fields[column]
    if field.isUnquoted {
      return try unquoted.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
        try body(UnsafeBufferPointer(rebasing: bytes[field.start..<field.end]))
      }
    }
    return try window.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
      try body(UnsafeBufferPointer(rebasing: bytes[field.start..<field.end]))
    }
  }

  /// The line and byte column, from 1, where a field of the current record starts.
  public func place(of column: Int) -> (line: Int, column: Int) {
    place(at: scan.fields[column].origin)
  }

  private static func open(_ path: String) throws(CSVError) -> ByteSource {
    do throws(FileError) {
      return try ByteSource(path: path)
    } catch {
      throw CSVError(file: path, line: 0, column: 0, reason: .file(error.reason))
    }
  }

  private mutating func readHeader() throws(CSVError) {
    try skipByteOrderMark()
    guard try advance() else {
      throw CSVError(file: name, line: 0, column: 0, reason: .empty)
    }
    var seen: Set<String> = []
    for index in scan.fields.indices {
      let title = string(index)
      let (line, column) = place(of: index)
      if title.isEmpty {
        let reason = CSVError.Reason.emptyHeaderName(number: index + 1)
        throw CSVError(file: name, line: line, column: column, reason: reason)
      }
      if !seen.insert(title).inserted {
        let reason = CSVError.Reason.duplicateHeaderName(title)
        throw CSVError(file: name, line: line, column: column, reason: reason)
      }
      header.append(title)
    }
    if header.count == 1, header[0].utf8.contains(UInt8(ascii: ";")) {
      throw CSVError(file: name, line: line, column: 0, reason: .semicolons)
    }
  }

  private mutating func skipByteOrderMark() throws(CSVError) {
    while limit < 3 && !isAtEnd { try refill() }
    if limit >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { start = 3 }
  }

  /// Brings the next record that is not an empty line into the window.
  private mutating func advance() throws(CSVError) -> Bool {
    while true {
      if !scan.fields.isEmpty { start = scan.end }
      line = nextLine
      try bringRecord()
      nextLine = line + scan.lineBreaks
      if scan.isEmptyLine {
        guard start < limit else {
          scan.fields.removeAll(keepingCapacity: true)
          return false
        }
        if firstEmptyLine == nil { firstEmptyLine = line }
        continue
      }
      if let firstEmptyLine {
        throw CSVError(file: name, line: firstEmptyLine, column: 0, reason: .emptyLine)
      }
      try removeQuotes()
      return true
    }
  }

  private mutating func bringRecord() throws(CSVError) {
    while true {
      let outcome = window.withUnsafeBufferPointer { bytes in
        scan.read(bytes, from: start, to: limit, isAtEnd: isAtEnd)
      }
      switch outcome {
      case .whole: return
      case .needsMore: try refill()
      case .broken(let offset, let reason): throw error(at: offset, reason)
      }
    }
  }

  /// Moves the unfinished record to the front and reads more behind it.
  private mutating func refill() throws(CSVError) {
    if start > 0 {
      let range = start..<limit
      window.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
      limit -= start
      start = 0
    } else if limit == window.count {
      guard window.count < CSVReader.longestRecord else { throw error(at: start, .recordTooLong) }
      window += [UInt8](repeating: 0, count: window.count)
    }
    do throws(FileError) {
      let count = try source.fill(&window, from: limit)
      limit += count
      isAtEnd = count == 0
    } catch {
      throw CSVError(file: name, line: 0, column: 0, reason: .file(error.reason))
    }
  }

  /// Halves doubled quotes, into `unquoted`: the window keeps the file's bytes for error places.
  private mutating func removeQuotes() throws(CSVError) {
    unquoted.removeAll(keepingCapacity: true)
    guard scan.hasDoubledQuotes else { return }
    for index in scan.fields.indices where scan.fields[index].isUnquoted {
      let field = scan.fields[index]
      let begin = unquoted.count
      var position = field.start
      while position < field.end {
        unquoted.append(window[position])
        position += window[position] == UInt8(ascii: "\"") ? 2 : 1
      }
      scan.fields[index].start = begin
      scan.fields[index].end = unquoted.count
    }
  }

  private func error(at offset: Int, _ reason: CSVError.Reason) -> CSVError {
    let (line, column) = place(at: offset)
    return CSVError(file: name, line: line, column: column, reason: reason)
  }

  private func place(at offset: Int) -> (line: Int, column: Int) {
    var line = line
    var lineStart = start
    for index in start..<offset {
      let isBreak =
        window[index] == UInt8(ascii: "\n")
        || window[index] == UInt8(ascii: "\r") && window[index + 1] != UInt8(ascii: "\n")
      guard isBreak else { continue }
      line += 1
      lineStart = index + 1
    }
    return (line, offset - lineStart + 1)
  }
}
