// An answer as a Markdown table, for wikis and tickets.

public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes a table of GitHub Flavored Markdown, values as people read them. Nothing in the data is
/// taken for a mark: pipes, stars, brackets and the like are escaped.
public struct MarkdownWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { false }

  private var sink: ByteSink
  private var shape = AnswerShape.none

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { sink.bytes }

  public init(_ sink: consuming ByteSink) { self.sink = sink }

  public mutating func begin(_ header: AnswerHeader) throws {
    shape = AnswerShape(header)
    row(shape.names)
    sink.append("|")
    for column in shape.columns {
      let rule: StaticString = ShownValue.isRightAligned(column.type) ? "---:|" : "---|"
      sink.append(rule)
    }
    sink.append("\n")
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    row(values.indices.map { ShownValue.text(values, $0, shape) })
    if let failure = sink.failure { throw failure }
  }

  public mutating func end() throws { try sink.finish() }

  private mutating func row(_ cells: [String]) {
    sink.append("|")
    for cell in cells {
      sink.append(" ")
      let text = DisplayWidth.escaped(cell)
      sink.append { buffer in
        for byte in text.utf8 {
          if MarkdownWriter.marks.contains(byte) { buffer.append(UInt8(ascii: "\\")) }
          buffer.append(byte)
        }
      }
      sink.append(" |")
    }
    sink.append("\n")
  }

  private static let marks = Set("\\|`*_[]<&".utf8)
}
