// Figures over things of a plain network: counted, added up, group by group.

import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

extension Interpreter {
  func figures(_ question: Question, _ noun: TopoqVocabulary.Noun) throws -> PlainAnswer {
    let members = try found(question, noun)
    let measures = question.heading?.measures ?? [.count(question.range)]
    let isMoney = try measures.contains { try type(of: $0, noun) == .money }
    let isMixed = network.currencies.count > 1 && isMoney
    var answer = PlainAnswer(columns: [])
    for code in isMixed ? network.currencies : [currency] {
      var counting = self
      counting.currency = code
      try counting.add(
        question, noun, members, measures, currency: isMixed ? code : nil, to: &answer)
    }
    let groups = question.grouping.count + (isMixed ? 1 : 0)
    answer.descending = question.ordering.map(\.isDescending)
    answer.descending += [Bool](repeating: false, count: groups)
    answer.limit = question.limit?.count
    return answer
  }

  /// Adds the rows of one currency; `currency` is shown where there are several.
  private func add(
    _ question: Question, _ noun: TopoqVocabulary.Noun, _ members: [Member],
    _ measures: [TopoqSyntax.Measure], currency shown: String?, to answer: inout PlainAnswer
  ) throws {
    var groups: [[SQLiteValue]: [Member]] = [:]
    for member in members {
      let key = try question.grouping.map { try value($0.text, of: member, noun) }
      groups[key, default: []].append(member)
    }
    if question.grouping.isEmpty, groups.isEmpty, shown == nil { groups[[]] = [] }
    for (key, members) in groups {
      let values = try measures.map { try value($0, members, noun) }
      if let having = question.having {
        guard try holds(having, measures, members, noun, shown) else { continue }
      }
      let code: [SQLiteValue] = shown.map { [.text($0)] } ?? []
      answer.rows.append(key + values + code)
      let order = try question.ordering.map { sort -> SQLiteValue in
        if let index = measures.firstIndex(where: { isNamed($0, sort.field.text) }) {
          return values[index]
        }
        if let index = question.grouping.firstIndex(where: {
          $0.text.lowercased() == sort.field.text.lowercased()
        }) {
          return key[index]
        }
        guard sort.field.text == "count" else { throw Unknown("order by \(sort.field.text)") }
        return .integer(Int64(members.count))
      }
      answer.keys.append(order + key + code)
    }
  }

  private func isNamed(_ measure: TopoqSyntax.Measure, _ word: String) -> Bool {
    switch measure {
    case .count: word == "count"
    case .named(let name): name.key == word
    case .aggregate(let function, let field, _):
      word == field.text || word == "\(function.rawValue)_\(field.text)"
    }
  }

  private func type(
    of measure: TopoqSyntax.Measure, _ noun: TopoqVocabulary.Noun
  ) throws -> ValueType {
    switch measure {
    case .count: return .integer
    case .named(let word):
      guard let found = vocabulary.measure(word.key, of: noun) else {
        throw Unknown("measure \(word.text)")
      }
      return found.type
    case .aggregate(_, let field, _): return try type(of: field.text, noun)
    }
  }

  private func value(
    _ measure: TopoqSyntax.Measure, _ members: [Member], _ noun: TopoqVocabulary.Noun
  ) throws -> SQLiteValue {
    let values: [SQLiteValue]
    var function = Aggregate.sum
    if case .named(let word) = measure, word.key == "take_rate" {
      return try takeRate(members.map(\.thing), noun)
    }
    switch measure {
    case .count: return .integer(Int64(members.count))
    case .named(let word):
      switch (word.key, noun.name) {
      case ("length", _): values = try members.map { try value("length_m", of: $0, noun) }
      case ("revenue", _): values = try members.map { try value("price", of: $0, noun) }
      case ("mrr", _), ("arpu", _):
        values = try members.map { try value("mrr", of: $0, noun) }
        if word.key == "arpu" { function = .average }
      default: throw Unknown("measure \(word.text)")
      }
    case .aggregate(let named, let field, _):
      function = named
      values = try members.map { try value(field.text, of: $0, noun) }
    }
    return Self.combine(function, values.filter { !$0.isNull })
  }

  /// Connected over passed: premises with an active customer of those in service, or units with one
  /// of all units of buildings.
  private func takeRate(
    _ things: [Thing], _ noun: TopoqVocabulary.Noun
  ) throws -> SQLiteValue {
    let active = network.customers.indices.filter {
      network.customers[$0].status == "active"
        && runs(from: network.customers[$0].from, to: network.customers[$0].to)
    }
    var (connected, passed) = (0, 0)
    for case .node(let node) in things {
      if noun.name == "premises", network.nodes[node].state == "in service" {
        passed += 1
        if active.contains(where: { network.customers[$0].node == node }) { connected += 1 }
      } else if noun.name == "building", let units = network.nodes[node].units, units > 0 {
        passed += units
        let inside = network.housed(in: node)
        connected += active.count { network.customers[$0].node == node }
        connected += inside.count { unit in
          active.contains { network.customers[$0].node == unit }
        }
      }
    }
    return passed == 0 ? .null : .real(Double(connected) / Double(passed))
  }

  private static func combine(_ function: Aggregate, _ values: [SQLiteValue]) -> SQLiteValue {
    guard !values.isEmpty else { return .null }
    if values[0].text != nil {
      let sorted = values.compactMap(\.text).sorted()
      return .text(function == .min ? sorted[0] : sorted[sorted.count - 1])
    }
    let numbers = values.compactMap(\.real)
    switch function {
    case .sum: return .real(numbers.reduce(0, +))
    case .average: return .real(numbers.reduce(0, +) / Double(numbers.count))
    case .min: return .real(numbers.min()!)
    case .max: return .real(numbers.max()!)
    }
  }

  /// A test of a group by its figures.
  private func holds(
    _ condition: TopoqSyntax.Condition, _ measures: [TopoqSyntax.Measure], _ members: [Member],
    _ noun: TopoqVocabulary.Noun, _ currency: String?
  ) throws -> Bool {
    switch condition {
    case .and(let parts, _):
      return try parts.allSatisfy { try holds($0, measures, members, noun, currency) }
    case .or(let parts, _):
      return try parts.contains { try holds($0, measures, members, noun, currency) }
    case .not(let inner, _): return try !holds(inner, measures, members, noun, currency)
    case .place: throw Unknown("place of a group")
    case .test(let test):
      guard case .compare(_, let literal)? = test.operation else { throw Unknown("having") }
      let named = measures.first { isNamed($0, test.field.text) }
      guard let measure = named ?? (test.field.text == "count" ? .count(test.range) : nil) else {
        throw Unknown("having \(test.field.text)")
      }
      if let currency, case .quantity(let quantity) = literal,
        case .currency(let code)? = quantity.unit?.unit, code != currency
      {
        return false
      }
      return try holds(
        test.operation!, try value(measure, members, noun), try type(of: measure, noun))
    }
  }
}
