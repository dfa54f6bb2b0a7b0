// A table of the report: an answer's rows, with a bar under what each row is called.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// Draws an answer as a table.
struct ReportTable {
  private let answer: HeldRows
  private let shape: AnswerShape
  /// The column that is drawn, or nil.
  private let drawn: Int?
  private let tone: ReportSection.Tone
  private let most: Int
  /// Whether money is shown in whole units.
  private let isRounded: Bool

  init(
    _ answer: HeldRows, figure: String? = nil, tone: ReportSection.Tone = .plain,
    most: Int = .max, isRounded: Bool = false
  ) {
    self.answer = answer
    shape = AnswerShape(answer.header)
    drawn = answer.header.columns.firstIndex { $0.name == figure }
    self.tone = tone
    self.most = most
    self.isRounded = isRounded
  }

  var html: String {
    var text = "<table><thead><tr>"
    for column in visible {
      text += "<th scope=\"col\"\(alignment(column))>\(ReportPage.escaped(title(column)))</th>"
    }
    text += "</tr></thead><tbody>\n"
    let fullWidth = scale
    for row in answer.rows.prefix(most) { text += tableRow(row.values, of: fullWidth) }
    if answer.rows.count > most {
      text += "<tr class=\"more\"><td colspan=\"\(visible.count)\">\(rest)</td></tr>\n"
    }
    return text + "</tbody></table>\n"
  }

  /// The columns that are shown: a currency stands with its amounts.
  private var visible: [Int] {
    shape.columns.indices.filter { shape.columns[$0].name != shape.currencyName }
  }

  /// The column that names a row: the first of text.
  private var naming: Int? {
    visible.first { shape.columns[$0].type == .text }
  }

  private func title(_ column: Int) -> String {
    let words = shape.names[column].split(separator: "_").joined(separator: " ")
    guard shape.columns[column].type == .money, let currency = shape.columns[column].currency
    else { return words }
    return "\(words), \(currency)"
  }

  private func alignment(_ column: Int) -> String {
    switch shape.columns[column].type {
    case .day: " class=\"day\""
    case let type: ShownValue.isRightAligned(type) ? " class=\"number\"" : ""
    }
  }

  /// What a full bar stands for: the largest figure, or of shares the whole.
  private var scale: Double {
    guard let drawn else { return 0 }
    if shape.columns[drawn].type == .percent { return 1 }
    return answer.rows.map { abs($0.values[drawn].real ?? 0) }.max() ?? 0
  }

  private func tableRow(_ values: [SQLiteValue], of fullWidth: Double) -> String {
    var text = "<tr>"
    for column in visible {
      let shown = ReportPage.escaped(self.text(values, column))
      if column == naming {
        text += "<th scope=\"row\">\(shown)"
        if let drawn, let value = values[drawn].real { text += bar(abs(value), of: fullWidth) }
        text += "</th>"
      } else {
        text += "<td\(alignment(column))>\(shown)</td>"
      }
    }
    return text + "</tr>\n"
  }

  private func text(_ values: [SQLiteValue], _ column: Int) -> String {
    if case .null = values[column] {
      let isName = column == naming && drawn != nil
      return isName ? "no \(title(column))" : "–"
    }
    return ShownValue.text(
      values, column, shape, isBare: shape.columns[column].currency != nil, isRounded: isRounded)
  }

  private func bar(_ value: Double, of most: Double) -> String {
    let share = most > 0 ? min(1, value / most) * 100 : 0
    return """
      <svg class="bar \(tone.rawValue)" viewBox="0 0 100 4" preserveAspectRatio="none" \
      aria-hidden="true"><rect class="track" width="100" height="4"/>\
      <rect width="\(NumberText.fixed(share, decimals: 1))" height="4"/></svg>
      """
  }

  /// What of the rows is not shown, and what it comes to.
  private var rest: String {
    let left = answer.rows.dropFirst(most)
    var text = "and \(NumberText.grouped(left.count)) more"
    if let drawn, let currency = shape.columns[drawn].currency {
      let sum = left.reduce(0) { $0 + ($1.values[drawn].integer ?? 0) }
      let digits = Currency.minorDigits(of: currency) ?? 2
      let amount = NumberText.grouped(NumberText.money(minor: Int(sum), digits: digits))
      text += ", together \(amount) \(ReportPage.escaped(currency))"
    }
    return text
  }
}
