// What goes wrong in conditions.
extension SentenceParser {
  /// `where offline in area North`: read as if `and` stood between.
  mutating func reportPlaceAfterCondition(_ chain: ConditionChain) {
    var edits = [TextEdit(at: token.range.lowerBound, "and ")]
    if chain.isOr, let first = chain.items.first, let last = chain.items.last {
      edits =
        [
          TextEdit(at: first.range.lowerBound, "("), TextEdit(at: last.range.upperBound, ")"),
        ] + edits
    }
    report(
      .placeAfterCondition, "a place after a condition is joined to it with `and`", token.range,
      help: "or put it before `where`", edits: edits)
  }

  /// `where billed not`, `where plan not in (...)`.
  mutating func trailingNot(_ denied: Condition) -> Failure {
    let range = token.range
    let before = tokens[index - 1].range.upperBound
    report(
      .trailingNot, "`not` stands before what it denies", range,
      edits: [
        TextEdit(at: denied.range.lowerBound, "not "),
        TextEdit(SourceRange(before, range.upperBound), ""),
      ])
    return Failure()
  }

  /// `active and billed or suspended`: read with `and` the closer one.
  mutating func reportMixture(_ chain: ConditionChain, at range: SourceRange) {
    var edits: [TextEdit] = []
    for run in chain.runs where run.count > 1 {
      guard let first = run.first, let last = run.last else { continue }
      edits.append(TextEdit(at: first.range.lowerBound, "("))
      edits.append(TextEdit(at: last.range.upperBound, ")"))
    }
    report(
      .mixedAndOr, "`and` and `or` are mixed without parentheses", range,
      help: "say with parentheses which belong together", edits: edits)
  }

  /// `balance 500 INR`: an operator is missing.
  mutating func refuseValueWithoutOperator(
    _ field: Field, hasOperation: Bool
  ) throws(Failure) {
    guard !hasOperation else { return }
    switch token.kind {
    case .number, .string, .date, .parameter:
      report(
        .bareField, "`\(field.text)` needs an operator before its value", token.range,
        expected: ["a comparison such as `=` or `>`"],
        edits: [TextEdit(at: token.range.lowerBound, "= ")])
      throw Failure()
    default: return
    }
  }

  /// `= null`, and codes glued to what looks like a unit: `> 30dys`.
  mutating func refuseForeignValue(_ comparison: Comparison) throws(Failure) {
    guard token.kind == .word else { return }
    if text(token).lowercased() == "null" {
      let isNegated = comparison == .notEqual
      let range = tokens[index - 1].range.through(token.range)
      let meant = isNegated ? "is not empty" : "is empty"
      report(
        .otherLanguage, "a missing value is `empty`", range, edits: [TextEdit(range, meant)])
      throw Failure()
    }
    if comparison != .equal, comparison != .notEqual { try refuseGluedUnit() }
  }

  /// `is null`, `is "Home 50"`.
  mutating func refuseNull() throws(Failure) {
    if token.kind == .word, ["null", "nil", "none", "blank"].contains(text(token).lowercased()) {
      report(
        .otherLanguage, "a missing value is `empty`", token.range,
        edits: [TextEdit(token.range, "empty")])
      throw Failure()
    }
    guard token.kind == .string || token.kind == .number || token.kind == .date else { return }
    let isNegated = tokens[index - 1].keyword == .not
    let start = tokens[index - (isNegated ? 2 : 1)].range.lowerBound
    let range = SourceRange(start, tokens[index - 1].range.upperBound)
    let meant = isNegated ? "!=" : "="
    report(
      .otherLanguage, "a value is compared with `\(meant)`", range,
      help: "`is` asks only for `empty`", edits: [TextEdit(range, meant)])
    throw Failure()
  }
}
