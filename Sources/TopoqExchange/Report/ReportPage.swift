// The report as one page of HTML: sections with their bars, each above the sentence it answers.

public import TopoqText
internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqVocabulary

/// Writes a page that holds all it needs: no script, no font and no picture from elsewhere.
public struct ReportPage: ~Copyable {
  private var sink: ByteSink

  public init(_ sink: consuming ByteSink, title: String, day: String) {
    self.sink = sink
    let title = Self.escaped(title)
    self.sink.append(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header><h1>\(title)</h1><p>as of \(Self.escaped(day))</p></header>
      <main>

      """)
  }

  private static let style = """
    :root { color-scheme: light; --ink: #1d2733; --faint: #5b6875; --line: #d8dee5; --bar: #2f6db5;
      --leak: #c8442e; }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 1rem; color: var(--ink); background: #fff;
      font: 16px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    header { border-bottom: 2px solid var(--ink); margin-bottom: 1rem; }
    h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
    header p { margin: .2rem 0 .6rem; color: var(--faint); }
    h2 { font-size: 1.1rem; margin: 0 0 .4rem; }
    main { display: grid; gap: 1.4rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); }
    section { break-inside: avoid; min-width: 0; }
    section.wide { grid-column: 1 / -1; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
    th, td { padding: .2rem .5rem .2rem 0; text-align: left; border-bottom: 1px solid var(--line);
      vertical-align: middle; }
    th { font-weight: 600; color: var(--faint); }
    .number { text-align: right; white-space: nowrap; }
    td.bar { width: 30%; min-width: 5rem; padding-right: 0; }
    td.bar svg, svg.map { display: block; width: 100%; }
    td.bar svg { height: .8rem; }
    svg.map { height: auto; max-height: 44rem; border: 1px solid var(--line); }
    p.asked { margin: .35rem 0 0; color: var(--faint); font-size: .8rem; overflow-wrap: anywhere; }
    code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    p.none { color: var(--faint); margin: .2rem 0; }
    @media (max-width: 34rem) { td.bar, th.bar { display: none; } table { font-size: .74rem; }
      th, td { padding-right: .3rem; } }
    @media print { body { max-width: none; font-size: 11px; padding: 0; }
      main { display: block; } section { margin-bottom: 1rem; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """

  /// Text as it may stand in HTML, in an element or a quoted attribute.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      case 0..<9, 11..<32, 127: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Sections

  /// A section with its answers, in the order of its sentences.
  public mutating func add(_ section: ReportSection, _ answers: [HeldRows]) throws {
    sink.append(section.isMap ? "<section class=\"wide\">" : "<section>")
    sink.append("<h2>\(Self.escaped(section.title))</h2>\n")
    switch section.form {
    case .bars(let figure):
      for answer in answers { addTable(answer, figure) }
    case .map: sink.append(try ReportMap(answers).svg)
    }
    for sentence in section.sentences {
      sink.append("<p class=\"asked\"><code>\(Self.escaped(sentence))</code></p>\n")
    }
    sink.append("</section>\n")
  }

  /// A section that the file cannot answer, and why.
  public mutating func leaveOut(_ section: ReportSection, because reason: String) {
    let asked = section.sentences.map { "<code>\(Self.escaped($0))</code>" }
    sink.append(
      """
      <section><h2>\(Self.escaped(section.title))</h2>
      <p class="none">left out: \(Self.escaped(reason))</p>
      <p class="asked">\(asked.joined(separator: "; "))</p></section>

      """)
  }

  /// Ends the page.
  public consuming func finish() throws(FileError) {
    sink.append("</main>\n</body>\n</html>\n")
    try sink.finish()
  }

  // MARK: Tables

  private mutating func addTable(_ answer: HeldRows, _ figure: String) {
    guard !answer.rows.isEmpty else {
      sink.append("<p class=\"none\">nothing</p>\n")
      return
    }
    let shape = AnswerShape(answer.header)
    let drawn = answer.header.columns.firstIndex { $0.name == figure }
    let most = drawn.map { column in
      answer.rows.map { abs($0.values[column].real ?? 0) }.max() ?? 0
    }
    sink.append("<div class=\"scroll\"><table><thead><tr>")
    for column in shape.columns where column.name != shape.currencyName {
      let isNumber = ShownValue.isRightAligned(column.type)
      let name = column.name.split(separator: "_").joined(separator: " ")
      sink.append("<th\(isNumber ? " class=\"number\"" : "")>\(Self.escaped(name))</th>")
    }
    if drawn != nil { sink.append("<th class=\"bar\"></th>") }
    sink.append("</tr></thead><tbody>\n")
    for row in answer.rows {
      sink.append("<tr>")
      for (index, column) in shape.columns.enumerated() where column.name != shape.currencyName {
        let isNumber = ShownValue.isRightAligned(column.type)
        let text = Self.escaped(ShownValue.text(row.values, index, shape))
        sink.append("<td\(isNumber ? " class=\"number\"" : "")>\(text.isEmpty ? "–" : text)</td>")
      }
      if let drawn, let most { addBar(abs(row.values[drawn].real ?? 0), of: most) }
      sink.append("</tr>\n")
    }
    sink.append("</tbody></table></div>\n")
  }

  private mutating func addBar(_ value: Double, of most: Double) {
    let share = most > 0 ? NumberText.fixed(value / most * 100, decimals: 1) : "0"
    sink.append(
      """
      <td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect width="\(share)" height="10" fill="#2f6db5"/></svg></td>
      """)
  }
}
