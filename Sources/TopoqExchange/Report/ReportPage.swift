// The report as one page of HTML: sections with their charts, each above the sentence it answers.

public import TopoqText
internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqVocabulary

/// Writes a page that holds all it needs: no script, no font and no picture from elsewhere.
public struct ReportPage: ~Copyable {
  private var sink: ByteSink
  private var chapter: String?

  public init(_ sink: consuming ByteSink, title: String, day: Day) {
    self.sink = sink
    let title = Self.escaped(title)
    self.sink.append(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title), \(day)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header><h1>\(title)</h1>
      <p>The state of the business on <time datetime="\(day)">\(Self.written(day))</time></p></header>
      <main>

      """)
  }

  /// A day as people write it: 4 May 2026.
  private static func written(_ day: Day) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(day.day) \(months[day.month - 1]) \(day.year)"
  }

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

  /// A section with its answers, in the order of its questions.
  public mutating func add(_ section: ReportSection, _ answers: [HeldRows]) throws {
    begin(section)
    switch section.form {
    case .figures: addFigures(section, answers)
    case .bars(let figure, let tone, let most):
      for answer in answers {
        sink.append(
          answer.rows.isEmpty
            ? Self.none(section.empty)
            : ReportTable(answer, figure: figure, tone: tone, most: most).html)
      }
    case .months(let figures):
      for answer in answers {
        let charts = ReportCharts(answer, figures)
        sink.append(charts.isEmpty ? Self.none(section.empty) : charts.html)
      }
    case .map: sink.append(try ReportMap(section, answers).html)
    }
    if case .figures = section.form {} else { addSentences(section) }
    sink.append("</section>\n")
  }

  /// A section that the file cannot answer, and why.
  public mutating func leaveOut(_ section: ReportSection, because reason: String) {
    begin(section)
    sink.append(Self.none("Left out: \(reason)"))
    addSentences(section)
    sink.append("</section>\n")
  }

  /// Ends the page.
  public consuming func finish() throws(FileError) {
    if chapter != nil { sink.append("</div>\n") }
    sink.append(
      """
      </main>
      <footer><p>Each figure is the answer to the sentence beneath it; a dash is what is not on record.</p></footer>
      </body>
      </html>

      """)
    try sink.finish()
  }

  private mutating func begin(_ section: ReportSection) {
    if section.chapter != chapter {
      if chapter != nil { sink.append("</div>\n") }
      if !section.chapter.isEmpty { sink.append("<h2>\(Self.escaped(section.chapter))</h2>\n") }
      sink.append("<div class=\"sections\">\n")
      chapter = section.chapter
    }
    sink.append(section.isWide ? "<section class=\"wide\">" : "<section>")
    let level = section.chapter.isEmpty ? "h2" : "h3"
    sink.append("<\(level)>\(Self.escaped(section.title))</\(level)>\n")
  }

  private mutating func addSentences(_ section: ReportSection) {
    for question in section.questions {
      sink.append("<p class=\"asked\"><code>\(Self.escaped(question.sentence))</code></p>\n")
    }
  }

  /// Why there is nothing to show; what stands between backticks is code.
  static func none(_ why: String) -> String {
    let parts = why.split(separator: "`", omittingEmptySubsequences: false)
    let text = parts.enumerated().map { index, part in
      let part = escaped(String(part))
      return index % 2 == 1 ? "<code>\(part)</code>" : part
    }
    return "<p class=\"none\">\(text.joined())</p>\n"
  }

  /// One figure each: the first row of its answer, of several currencies one beneath the other.
  private mutating func addFigures(_ section: ReportSection, _ answers: [HeldRows]) {
    sink.append("<dl class=\"figures\">\n")
    for (question, answer) in zip(section.questions, answers) {
      let shape = AnswerShape(answer.header)
      let values = answer.rows.first?.values ?? []
      let shown = shape.columns.indices.prefix(values.count).map { column in
        ShownValue.text(values, column, shape, isRounded: true)
      }.filter { !$0.isEmpty }
      let text = shown.isEmpty ? section.empty : shown.joined(separator: "\n")
      sink.append(
        """
        <div><dt>\(Self.escaped(question.name))</dt><dd>\(Self.escaped(text))</dd>\
        <dd class="asked"><code>\(Self.escaped(question.sentence))</code></dd></div>

        """)
    }
    sink.append("</dl>\n")
  }
}
