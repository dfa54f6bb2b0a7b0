// The formats that an answer is written in, and a writer for each.

public import TopoqQuery
public import TopoqText

/// A format of answers, by the name that `--format` and `as` take.
public enum AnswerFormat: String, CaseIterable, Sendable {
  /// Aligned columns, for people.
  case table
  /// RFC 4180 with a header, for spreadsheets and scripts.
  case csv
  /// One array of objects.
  case json
  /// One object a line.
  case jsonl
  /// An RFC 7946 FeatureCollection, for maps.
  case geojson
  /// A table for wikis and tickets.
  case markdown

  /// The names of all formats, in the order in which they are offered.
  public static var names: [String] { allCases.map(\.rawValue) }

  /// A writer that puts one answer into `sink` and finishes it. Only tables look at the layout.
  public func writer(
    into sink: consuming ByteSink, layout: TableLayout = TableLayout()
  ) -> any AnswerWriter & ~Copyable {
    switch self {
    case .table: TableWriter(sink, layout: layout)
    case .csv: CSVAnswerWriter(sink)
    case .json: JSONAnswerWriter(sink)
    case .jsonl: JSONLinesWriter(sink)
    case .geojson: GeoJSONAnswerWriter(sink)
    case .markdown: MarkdownWriter(sink)
    }
  }
}
