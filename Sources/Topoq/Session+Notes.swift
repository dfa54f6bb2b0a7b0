// What is said beside an empty answer: which words of the sentence left nothing.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqVocabulary

extension Session {
  /// More conditions than this are not taken apart.
  private static let mostParts = 6

  /// An empty answer gets a note that helps: what there is without the words that left nothing.
  func emptiness(
    _ bound: BoundAsked, _ asked: Asked, _ source: String, _ words: Words
  ) throws -> [Diagnostic] {
    if case .impact(let impact) = asked, case .question(let question) = bound {
      let target = text(of: impact.target.range, source)
      return [remark("no light of \(question.noun.plural) passes \(target)")]
    }
    switch bound {
    case .path(let way): return [remark(try absence(of: way, words))]
    case .trace(let trace): return [remark(absence(of: trace))]
    case .question: break
    }
    if case .report(let report) = asked, let target = report.target {
      return [remark("the \(report.word.text) of \(text(of: target.range, source)) is empty")]
    }
    guard case .question(let question) = bound, case .question(let syntax) = asked else {
      return []
    }
    guard !question.isGrouped, question.limit != 0 else { return [] }
    let things = question.noun.plural
    if question.filter != nil, let filter = syntax.filter {
      return try [remark(unmet(question, filter, syntax, source, words))]
    }
    let places = syntax.places.map { text(of: $0.range, source) }
    guard !places.isEmpty else {
      guard let thing = question.things?.first else { return [remark("no \(things) in this file")] }
      return [remark("\(thing.noun.name) \(thing.code) is in no joint")]
    }
    let all = places.joined(separator: " ")
    guard places.count > 1, places.count == question.places.count, places.count <= Self.mostParts
    else { return [remark("no \(things) \(all)" + hint(question))] }
    for index in places.indices {
      var wider = question
      wider.places.remove(at: index)
      let count = try count(wider, words)
      guard count > 0 else { continue }
      let rest = places.indices.filter { $0 != index }.map { places[$0] }
      return [
        remark(
          "\(amount(count, of: question)) \(rest.joined(separator: " ")), but none \(places[index])"
        )
      ]
    }
    return [remark("no \(things) \(all)")]
  }

  /// The condition that nothing meets, with what there is without it.
  private func unmet(
    _ question: BoundQuestion, _ filter: TopoqSyntax.Condition, _ syntax: Question,
    _ source: String, _ words: Words
  ) throws -> String {
    let places = syntax.places.map { " " + text(of: $0.range, source) }.joined()
    var kept = question
    kept.filter = nil
    var before = try count(kept, words)
    guard before > 0 else { return "no \(question.noun.plural)\(places)" + hint(question) }
    guard case .noun(let named) = syntax.things, words.vocabulary.noun(named.noun.canonical) != nil
    else { return "no \(question.noun.plural)\(places) meet the condition" }
    guard case .and(let parts)? = question.filter, case .and(let written, _) = filter,
      parts.count == written.count, parts.count <= Self.mostParts
    else {
      return "\(amount(before, of: question))\(places), but none where "
        + "`\(text(of: filter.range, source))`"
    }
    var met: [String] = []
    for index in parts.indices {
      kept.filter = .and(Array(parts[...index]))
      let count = try count(kept, words)
      let part = text(of: written[index].range, source)
      guard count > 0 else {
        let condition = met.isEmpty ? "" : " where " + met.joined(separator: " and ")
        return "\(amount(before, of: question))\(places)\(condition), but none where `\(part)`"
      }
      before = count
      met.append(part)
    }
    return "no \(question.noun.plural)\(places) meet the condition"
  }

  /// What is mistaken for another place is told apart.
  private func hint(_ question: BoundQuestion) -> String {
    let isHoused = question.places.contains {
      if case .at = $0.spot { !$0.isNegated } else { false }
    }
    if isHoused { return "; `at` is housed there, `on` is fed through it" }
    let isAffected = question.places.contains {
      if case .affected = $0.spot { !$0.isNegated } else { false }
    }
    let isAlong = question.places.contains {
      if case .along = $0.spot { !$0.isNegated } else { false }
    }
    if isAlong { return "; `along` is within 25 m of its line, or at its ends" }
    return isAffected ? "; who has a second feed, or no light to lose, is not affected" : ""
  }

  private func remark(_ text: String) -> Diagnostic {
    Diagnostic(nil, severity: .note, text, at: nil)
  }

  private func amount(_ count: Int, of question: BoundQuestion) -> String {
    "\(count) \(count == 1 ? question.noun.name : question.noun.plural)"
  }

  /// A part of the sentence on one line, cut where it is long.
  private func text(of range: SourceRange, _ source: String) -> String {
    let bytes = Array(source.utf8)[range.lowerBound..<range.upperBound]
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    guard line.unicodeScalars.count > 80 else { return line }
    return String(String.UnicodeScalarView(line.unicodeScalars.prefix(79))) + "…"
  }

  /// Prepares what a sentence became; one that asks for more at once than SQLite takes is wrong.
  func prepare(_ sql: String, _ range: SourceRange) throws -> TopoqSQLite.Statement {
    let handle = connection.handle
    do {
      return try handle.questioning { try handle.prepare(sql) }
    } catch let error as SQLiteError {
      let limits = ["stack overflow", "too many", "too large", "too big", "too complex", "at most"]
      guard limits.contains(where: { error.message.contains($0) }) else { throw error }
      throw WrongSentence([
        Diagnostic(
          .tooMuch, "this sentence asks for more at once than can be answered", at: range,
          help: "ask for its parts one by one")
      ])
    }
  }

  private func count(_ question: BoundQuestion, _ words: Words) throws -> Int {
    var question = question
    question.figures = [.count]
    question.shown = []
    question.ordering = []
    question.limit = nil
    question.isCard = false
    var generator = try Generator(connection.handle, words.vocabulary, today: words.today)
    let compiled = try generator.compile(.question(question), wantsGeometry: false)
    return Int(try connection.handle.first(compiled.sql, compiled.parameters)?.integer ?? 0)
  }
}
