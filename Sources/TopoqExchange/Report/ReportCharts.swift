// Small charts of the report: a column a month, one chart a figure, each with its own scale.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// Draws an answer whose rows are months. A chart says its last value, and where it was highest.
struct ReportCharts {
  private let answer: HeldRows
  private let shape: AnswerShape
  private let figures: [String]
  /// A chart has room for so many columns at least, lest a few of them look like walls.
  private static let fewest = 12

  init(_ answer: HeldRows, _ figures: [String]) {
    self.answer = answer
    self.figures = figures
    shape = AnswerShape(answer.header)
  }

  /// Whether no month has any of the figures.
  var isEmpty: Bool {
    let columns = figures.compactMap { name in
      shape.columns.firstIndex { $0.name == name }
    }
    return answer.rows.allSatisfy { row in
      columns.allSatisfy { (row.values[$0].real ?? 0) == 0 }
    }
  }

  var html: String {
    var text = "<div class=\"charts\">\n"
    for name in figures {
      if let column = shape.columns.firstIndex(where: { $0.name == name }) {
        text += chart(column)
      }
    }
    return text + "</div>\n"
      + "<details open><summary>The same as a table</summary>\n"
      + ReportTable(answer, isRounded: true).html + "</details>\n"
  }

  private func chart(_ column: Int) -> String {
    let values = answer.rows.map { max(0, $0.values[column].real ?? 0) }
    let most = values.max() ?? 0
    let name = shape.names[column].split(separator: "_").joined(separator: " ")
    let unit = shape.columns[column].currency.map { ", \($0)" } ?? ""
    let tone = Self.tone(of: shape.names[column])
    var text = """
      <figure><figcaption><b>\(ReportPage.escaped(name + unit))</b> \
      <span>\(ReportPage.escaped(shown(answer.rows.count - 1, column)))</span></figcaption>
      <svg class="months \(tone.rawValue)" viewBox="0 0 \(10 * max(values.count, Self.fewest)) 40" \
      preserveAspectRatio="none" role="img" aria-label="\(ReportPage.escaped(name)) by month">

      """
    for (index, value) in values.enumerated() {
      let height = most > 0 ? value / most * 40 : 0
      text += """
        <rect x="\(10 * index + 1)" y="\(NumberText.fixed(40 - height, decimals: 1))" width="8" \
        height="\(NumberText.fixed(height, decimals: 1))"\
        \(index == values.count - 1 ? " class=\"now\"" : "")>\
        <title>\(ReportPage.escaped("\(month(index)): \(shown(index, column))"))</title></rect>

        """
    }
    return text + """
      </svg>
      <div class="axis"><span>\(month(0))</span>\(highest(values, column))\
      <span>\(values.count > 1 ? month(values.count - 1) : "")</span></div></figure>

      """
  }

  /// How much it was in the highest month, where that is not the last.
  private func highest(_ values: [Double], _ column: Int) -> String {
    guard let most = values.max(), most > 0, values.count > 2,
      let index = values.lastIndex(of: most), index != values.count - 1
    else { return "" }
    return "<span>highest \(ReportPage.escaped(shown(index, column)))</span>"
  }

  private static func tone(of figure: String) -> ReportSection.Tone {
    switch figure {
    case "found", "left", "churn": .loss
    case "recovered", "collected", "joined": .gain
    default: .plain
    }
  }

  private func month(_ index: Int) -> String {
    ReportPage.escaped(answer.rows[index].values.first?.text ?? "")
  }

  private func shown(_ index: Int, _ column: Int) -> String {
    let text = ShownValue.text(
      answer.rows[index].values, column, shape, isBare: true, isRounded: true)
    return text.isEmpty ? "–" : text
  }
}
