// An answer as JSON Lines: one object a row and a row a line, for pipes.

public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes one JSON object a line (https://jsonlines.org); values are those of CSV.
public struct JSONLinesWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { false }

  private var sink: ByteSink
  private var members = JSONMembers(.none)

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { sink.bytes }

  public init(_ sink: consuming ByteSink) { self.sink = sink }

  public mutating func begin(_ header: AnswerHeader) throws {
    members = JSONMembers(AnswerShape(header))
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    sink.append { [members] buffer in
      members.append(values, to: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    if let failure = sink.failure { throw failure }
  }

  public mutating func end() throws { try sink.finish() }
}
