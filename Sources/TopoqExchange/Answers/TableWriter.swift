// An answer as aligned columns, for people at a terminal; one thing as a card, field by field.

public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes a table while its rows come: columns are sized by the first rows and widened later where
/// they must be. Numbers stand on the right. Control characters are spelled out, so that no data
/// can drive the terminal; cells are cut only where the layout knows the terminal's width.
public struct TableWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { false }

  private var sink: ByteSink
  private let layout: TableLayout
  private var shape = AnswerShape.none
  private var isCard = false
  private var rowName = "rows"
  private var rowCount = 0
  private var hasHeader = false
  /// The rows that wait for their columns' widths.
  private var waiting: [[TableCell]] = []
  private var widths: [Int] = []

  private static let rowsPerBatch = 200
  /// Columns of text are cut no narrower than this.
  private static let leastWidth = 8
  private static let gap = 2

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { sink.bytes }

  public init(_ sink: consuming ByteSink, layout: TableLayout = TableLayout()) {
    self.sink = sink
    self.layout = layout
  }

  public mutating func begin(_ header: AnswerHeader) throws {
    shape = AnswerShape(header)
    isCard = header.isCard
    rowName = header.rowName
    widths = shape.names.map { DisplayWidth.of(DisplayWidth.escaped($0)) }
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    rowCount += 1
    let cells = values.indices.map { TableCell(ShownValue.text(values, $0, shape)) }
    if isCard {
      writeCard(cells)
    } else {
      waiting.append(cells)
      if waiting.count == TableWriter.rowsPerBatch { writeBatch() }
    }
    if let failure = sink.failure { throw failure }
  }

  public mutating func end() throws {
    let isOnlyCount = rowCount == 0 && layout.showsCount
    if !isCard && !isOnlyCount { writeBatch() }
    if layout.showsCount && (!isCard || rowCount == 0) {
      sink.append(RowCount(rowCount, of: rowName).text + "\n")
    }
    try sink.finish()
  }

  private mutating func writeCard(_ cells: [TableCell]) {
    if rowCount > 1 { sink.append("\n") }
    let nameWidth = widths.max() ?? 0
    for (name, cell) in zip(shape.names, cells) {
      let field = TableCell(name)
      writeBold(field.text)
      pad(nameWidth - field.width + TableWriter.gap)
      sink.append((cell.text.isEmpty ? "-" : cell.text) + "\n")
    }
  }

  private mutating func writeBatch() {
    for cells in waiting {
      for (column, cell) in cells.enumerated() { widths[column] = max(widths[column], cell.width) }
    }
    let fitted = fittedWidths()
    if !hasHeader {
      hasHeader = true
      writeRow(shape.names.map(TableCell.init), fitted, isHeader: true)
      writeRow(fitted.map { TableCell(String(repeating: "-", count: $0)) }, fitted)
    }
    for cells in waiting { writeRow(cells, fitted) }
    waiting.removeAll(keepingCapacity: true)
  }

  private mutating func writeRow(_ cells: [TableCell], _ widths: [Int], isHeader: Bool = false) {
    var owed = 0
    for (column, whole) in cells.enumerated() {
      let cell = whole.width > widths[column] ? whole.cut(to: widths[column]) : whole
      let space = widths[column] - cell.width
      let isRight = ShownValue.isRightAligned(shape.columns[column].type)
      if !cell.text.isEmpty {
        pad(owed + (isRight ? space : 0))
        owed = isRight ? 0 : space
        if isHeader { writeBold(cell.text) } else { sink.append(cell.text) }
      } else {
        owed += space
      }
      owed += TableWriter.gap
    }
    sink.append("\n")
  }

  /// The widths at which the table fits the terminal, where it can: the widest texts give way.
  private func fittedWidths() -> [Int] {
    guard let width = layout.width else { return widths }
    let available = width - TableWriter.gap * (widths.count - 1)
    var cap = widths.max() ?? 0
    var fitted = widths
    while fitted.reduce(0, +) > available && cap > TableWriter.leastWidth {
      cap -= max(1, (cap - width) / 2)
      fitted = widths.indices.map { column in
        ShownValue.isRightAligned(shape.columns[column].type)
          ? widths[column] : min(widths[column], cap)
      }
    }
    return fitted
  }

  private mutating func writeBold(_ text: String) {
    sink.append(layout.isColored ? "\u{1b}[1m\(text)\u{1b}[0m" : text)
  }

  private mutating func pad(_ count: Int) {
    sink.append { $0.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
  }
}
