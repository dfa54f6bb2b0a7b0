// An answer as one JSON array of objects, a row a line.

public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes `[{...},{...}]` with a line for each row; values are those of CSV, unknown ones null.
public struct JSONAnswerWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { false }

  private var sink: ByteSink
  private var members = JSONMembers(.none)
  private var isEmpty = true

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { sink.bytes }

  public init(_ sink: consuming ByteSink) { self.sink = sink }

  public mutating func begin(_ header: AnswerHeader) throws {
    members = JSONMembers(AnswerShape(header))
    sink.append("[")
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    let separator: StaticString = isEmpty ? "\n" : ",\n"
    isEmpty = false
    sink.append(separator)
    sink.append { [members] buffer in members.append(values, to: &buffer) }
    if let failure = sink.failure { throw failure }
  }

  public mutating func end() throws {
    let closing: StaticString = isEmpty ? "]\n" : "\n]\n"
    sink.append(closing)
    try sink.finish()
  }
}
