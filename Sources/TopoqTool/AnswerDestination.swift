// Where one answer goes, and in which format: standard output, or the file that the sentence names.

import TopoqExchange
import TopoqQuery
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `--format`, the sentence's own `as FORMAT into "file"`, and the terminal come to.
struct AnswerDestination {
  let format: AnswerFormat
  /// The file that the sentence names, or nil for standard output.
  let path: String?
  private let layout: TableLayout

  init(_ statement: TopoqSyntax.Statement, format asked: AnswerFormat?, console: Console) throws {
    var own: AnswerFormat?
    var path: String?
    if case .inquiry(let inquiry) = statement {
      own = inquiry.format.flatMap { AnswerFormat(rawValue: $0.text.lowercased()) }
      path = inquiry.file?.text
    }
    self.path = path
    let byName = path.flatMap(AnswerDestination.format(byNameOf:))
    let fallback = path == nil ? console.defaultFormat : .csv
    format = own ?? (path == nil ? asked : byName ?? asked) ?? fallback
    switch statement {
    case .help, .describe, .explain:
      // These are read through: nothing of a line is cut, the terminal folds it.
      layout = TableLayout(isColored: console.layout.isColored)
    default: layout = path == nil ? console.layout : TableLayout()
    }
  }

  var isTable: Bool { format == .table && path == nil }

  /// - Throws: `FileError` where the file cannot be made.
  func writer() throws -> any AnswerWriter & ~Copyable {
    guard let path else {
      return format.writer(into: ByteSink(descriptor: STDOUT_FILENO), layout: layout)
    }
    return format.writer(into: try ByteSink(path: path), layout: layout)
  }

  /// `works.geojson` says its format itself.
  private static func format(byNameOf path: String) -> AnswerFormat? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    switch path[path.index(after: dot)...].lowercased() {
    case "csv": return .csv
    case "json": return .json
    case "jsonl", "ndjson": return .jsonl
    case "geojson": return .geojson
    case "md": return .markdown
    case "txt": return .table
    default: return nil
    }
  }
}
