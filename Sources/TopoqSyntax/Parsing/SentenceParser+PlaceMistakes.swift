// What goes wrong with places: words of everyday English, and amounts where a place should be.
extension SentenceParser {
  /// Whether `under splitter S12`, `fed by S12`, `having 2 customers` stands here.
  var startsForeignPlace: Bool { foreignPlaceLength != nil }

  /// How many words stand before the thing of such a place.
  private var foreignPlaceLength: Int? {
    guard isPlainWord(token), noun(token) == nil else { return nil }
    let word = text(token).lowercased()
    if word == "having" { return peek(1).kind == .number ? 1 : nil }
    guard Self.foreignPlaces[word] != nil else { return nil }
    let joints: [Keyword] = [.by, .from, .of, .to, .at, .on]
    let length = peek(1).keyword.map { joints.contains($0) } ?? false ? 2 : 1
    let next = peek(length)
    // `by` may begin another part: `under by splitter`.
    let isThing = noun(next) != nil && (length == 1 || peek(length + 1).kind != .end)
    let isName = isPlainWord(next) && hasDigit(next) || next.kind == .open || next.kind == .point
    return isThing || isName ? length : nil
  }

  private static let foreignPlaces = [
    "under": "on", "below": "on", "beneath": "on", "behind": "on", "fed": "on", "served": "on",
    "supplied": "on", "from": "on", "off": "on", "inside": "in", "around": "near",
    "nearby": "near", "close": "near", "next": "near", "beside": "near",
  ]

  mutating func foreignPlace() -> Failure {
    let length = foreignPlaceLength ?? 1
    let word = text(token).lowercased()
    let range = token.range.through(peek(length - 1).range)
    let meant = word == "having" ? "with at least" : Self.foreignPlaces[word] ?? "on"
    let written = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    report(
      .otherLanguage, "`\(written)` is written `\(meant)` here", range,
      help: "`help places` lists the words that a place begins with",
      edits: [TextEdit(range, meant)])
    return Failure()
  }

  /// `with 2 customers`
  mutating func refuseBareAmount() throws(Failure) {
    guard token.kind == .number, noun(peek(1)) != nil else { return }
    report(
      .unexpected, "how many: at least, at most or exactly \(text(token))?", token.range,
      expected: ["`at`", "`exactly`"],
      edits: [TextEdit(at: token.range.lowerBound, "at least ")])
    throw Failure()
  }

  /// `on splitter S12 S13`: a list wants commas.
  mutating func refuseListWithoutComma() throws(Failure) {
    guard index > 0, hasDigit(tokens[index - 1]), hasDigit(token), isPlainWord(token),
      isPlainWord(tokens[index - 1])
    else { return }
    report(
      .unexpected, "several of one kind stand with a comma between", token.range,
      expected: ["`,`"], edits: [TextEdit(at: tokens[index - 1].range.upperBound, ",")])
    throw Failure()
  }

  /// `near 12.9716,77.5946`: a point begins with `@`.
  mutating func refuseBarePoint() throws(Failure) {
    let (comma, second) = (peek(1), peek(2))
    guard token.kind == .number, comma.kind == .comma, second.kind == .number else { return }
    let range = token.range.through(second.range)
    report(
      .badNumber, "a point begins with `@`", range,
      help: "latitude first, as in map links: @12.9716,77.5946",
      edits: [TextEdit(range, "@\(text(token)),\(text(second))")])
    throw Failure()
  }

  /// `trace from customer C1001`: up or down?
  mutating func missingDirection() -> Failure {
    let hasFrom = token.keyword == .from
    guard hasFrom || noun(token) != nil || token.kind == .open else { return fail() }
    report(
      .unexpected, "a trace leads `upstream` to the source, or `downstream` to who is fed",
      token.range, expected: ["`downstream`", "`upstream`"],
      edits: [TextEdit(at: token.range.lowerBound, hasFrom ? "upstream " : "upstream from ")])
    return Failure()
  }
}
