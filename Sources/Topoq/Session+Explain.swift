// `explain`: every stage of a question, and what each step of its plan was thought to leave and left.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText

extension Session {
  /// Every stage of a question, as lines.
  func explanation(
    _ inquiry: Inquiry, _ bound: BoundAsked, _ compiled: Compiled
  ) throws -> TextTable {
    var lines: [(String, String)] = []
    for line in SyntaxDump.text(.inquiry(inquiry)).split(separator: "\n") {
      lines.append(("syntax", String(line)))
    }
    for line in bound.described { lines.append(("bound", line)) }
    for line in try sizes(compiled, inquiry.range) { lines.append(("plan", line)) }
    for line in compiled.sql.split(separator: "\n") { lines.append(("sql", String(line))) }
    for (index, value) in compiled.parameters.enumerated() {
      lines.append(("parameter", "?\(index + 1) = \(text(value))"))
    }
    let steps = try prepare("EXPLAIN QUERY PLAN " + compiled.sql, inquiry.range)
    steps.bind(compiled.parameters)
    while try steps.step() { lines.append(("sqlite", steps.text(3))) }
    return TextTable(columns: ["stage", "text"], rows: lines.map { [$0.0, $0.1] })
  }

  /// The steps of the plan with the rows that each was thought to leave, and those it leaves; then
  /// the rows of the answer.
  private func sizes(_ compiled: Compiled, _ range: SourceRange) throws -> [String] {
    var known: Double?
    var lines: [String] = []
    for step in compiled.plan {
      var sizes: [String] = []
      switch step.estimate {
      case .rows(let rows)?: known = Double(rows)
      case .counted(let sql, let values)?:
        known = Double(try connection.handle.first(sql, values)?.integer ?? 0)
      case .share(let share)?: known = known.map { $0 * share }
      case nil: if step.counting != nil { known = nil }
      }
      if step.estimate != nil, let known {
        sizes.append("about \(rows(Int(known.rounded(.up)))) expected")
      }
      if let sql = step.counting, let found = try number(sql, compiled, range) {
        sizes.append("\(rows(Int(found))) found")
        // What was found is known better than what was guessed.
        known = Double(found)
      }
      lines.append(step.text + (sizes.isEmpty ? "" : ": " + sizes.joined(separator: ", ")))
    }
    let answer = try prepare(compiled.sql, range)
    answer.bind(compiled.parameters)
    var count = 0
    while try answer.step() { count += 1 }
    return lines + ["answer: \(rows(count))"]
  }

  private func rows(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }

  private func number(
    _ sql: String, _ compiled: Compiled, _ range: SourceRange
  ) throws -> Int64? {
    let statement = try prepare(sql, range)
    statement.bind(compiled.parameters)
    return try statement.step() ? statement.value(0).integer : nil
  }

  private func text(_ value: SQLiteValue) -> String {
    switch value {
    case .null: "nothing"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): "\"\(text)\""
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
