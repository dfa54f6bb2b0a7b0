// What stands after `where`, on a plain network: a thing meets a condition or it does not.

import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

extension Interpreter {
  func holds(
    _ condition: TopoqSyntax.Condition, for member: Member, _ noun: TopoqVocabulary.Noun
  ) throws -> Bool {
    switch condition {
    case .and(let parts, _):
      return try parts.map { try holds($0, for: member, noun) }.allSatisfy { $0 }
    case .or(let parts, _):
      return try parts.map { try holds($0, for: member, noun) }.contains(true)
    case .not(let inner, _): return try !holds(inner, for: member, noun)
    case .place(let place): return try holds(place, for: member, noun)
    case .test(let test):
      guard let operation = test.operation else {
        return try holds(bare: test.field, member, noun)
      }
      if case .empty(let isNegated) = operation {
        // Money is there where it is there in any currency.
        let isEmpty = try values(test.field.text, of: member, noun).allSatisfy {
          $0.isNull || $0.text == ""
        }
        return isEmpty != isNegated
      }
      let value = try value(
        test.field.text, of: member, noun, in: currency(of: operation) ?? currency)
      return try holds(operation, value, try type(of: test.field.text, noun))
    }
  }

  private func holds(
    bare field: TopoqSyntax.Field, _ member: Member, _ noun: TopoqVocabulary.Noun
  ) throws -> Bool {
    let word = field.text.lowercased()
    if vocabulary.condition(word, of: noun) != nil {
      return try holds(word, member.thing, noun)
    }
    // A column of an import holds where it says so.
    guard let said = try value(word, of: member, noun).text else { return false }
    return ["true", "yes", "y", "1"].contains(said.folded)
  }

  /// A condition of the vocabulary, by its name.
  private func holds(
    _ word: String, _ thing: Thing, _ noun: TopoqVocabulary.Noun
  ) throws -> Bool {
    switch (thing, word) {
    case (.route(let route), "lit"): return isLit(route: route)
    case (.route(let route), "dark"): return !isLit(route: route)
    case (.port, "lit"): return isLit(port: thing)
    case (.port, "dark"): return !isLit(port: thing)
    case (_, "lit"): return isLit(node: node(of: thing))
    case (_, "dark"): return !isLit(node: node(of: thing))
    case (.node(let node), "full"):
      guard let ports = network.nodes[node].ports else { return false }
      return ports <= network.usedPorts(of: node).count
    case (.node(let node), "planned"), (.node(let node), "retired"):
      return network.nodes[node].state == word
    case (.node(let node), "passed"): return network.nodes[node].state == "in service"
    case (.route(let route), "planned"), (.route(let route), "retired"):
      return network.routes[route].state == word
    case (.node, "cut"): return false
    case (.route(let route), "cut"): return network.routes[route].isCut
    case (.route(let route), "measured"): return network.routes[route].measuredMetres != nil
    case (.customer(let index), _) where word != "billed":
      return try holds(word, network.customers[index])
    case (.charge(let index), "withdrawn"):
      let charge = network.charges[index]
      guard let plan = charge.plan, runs(from: charge.from, to: charge.to) else { return false }
      return try holds(word, .plan(plan), noun)
    case (.charge(let index), _) where word != "billed":
      return try holds(word, from: network.charges[index].from, to: network.charges[index].to)
    case (.plan(let index), _):
      return try holds(word, from: network.plans[index].from, to: network.plans[index].to)
    case (_, "billed"): return !charges(of: thing).isEmpty
    default: throw Unknown("condition \(word) of \(noun.name)")
    }
  }

  private func isLit(node: Int?) -> Bool {
    light.arrivals.contains { $0.node == node && !$0.isDark }
  }

  private func isLit(route: Int) -> Bool {
    light.arrivals.contains { $0.route == route && !$0.isDark }
  }

  /// Light leaves by it to some other node.
  private func isLit(port: Thing) -> Bool {
    guard case .port(let node, let number) = port else { return false }
    return light.arrivals.indices.contains { index in
      let way = [index] + light.ways(above: index)
      return light.arrivals[index].node != node && !light.arrivals[index].isDark
        && way.contains { point in
          light.arrivals[point].output == number
            && light.arrivals[point].above.map { light.arrivals[$0].node } == node
        }
    }
  }

  private func holds(_ word: String, _ customer: PlainNetwork.Customer) throws -> Bool {
    switch word {
    case "active":
      return customer.status == "active" && runs(from: customer.from, to: customer.to)
    case "suspended": return customer.status == word
    case "ceased": return hasCeased(customer)
    case "vip": return customer.isVIP == true
    default: throw Unknown("condition \(word) of customer")
    }
  }

  /// Said to have, or active up to a day that is past.
  func hasCeased(_ customer: PlainNetwork.Customer) -> Bool {
    customer.status == "ceased"
      || customer.status == "active" && customer.to.map { $0 <= today.description } ?? false
  }

  private func holds(_ word: String, from: String?, to: String?) throws -> Bool {
    switch word {
    case "running", "on_sale": return runs(from: from, to: to)
    case "ended", "withdrawn": return to.map { $0 <= today.description } ?? false
    case "upcoming": return from.map { $0 > today.description } ?? false
    default: throw Unknown("condition \(word)")
    }
  }

  /// From the first day on, up to and without the last.
  func runs(from: String?, to: String?) -> Bool {
    let day = today.description
    return (from ?? day) <= day && (to.map { $0 > day } ?? true)
  }

  // MARK: Comparing

  func holds(
    _ operation: Operation, _ value: SQLiteValue, _ type: ValueType
  ) throws -> Bool {
    switch operation {
    case .empty(let isNegated):
      let isEmpty = value.isNull || value.text == ""
      return isEmpty != isNegated
    case .compare(let comparison, let literal):
      return try compare(value, comparison, try self.literal(literal, type), type)
    case .among(let literals):
      return try literals.contains {
        try compare(value, .equal, try literal($0, type), type)
      }
    case .between(let low, let high):
      return try compare(value, .greaterOrEqual, try literal(low, type), type)
        && compare(value, .lessOrEqual, try literal(high, type), type)
    case .like(let pattern):
      guard let text = value.text else { return false }
      return matches(
        Array(text.folded.unicodeScalars)[...],
        Array(pattern.text.normalized.folded.unicodeScalars)[...])
    }
  }

  private func compare(
    _ value: SQLiteValue, _ comparison: Comparison, _ literal: SQLiteValue, _ type: ValueType
  ) throws -> Bool {
    guard !value.isNull else { return comparison == .notEqual }
    let order: Int
    if let left = value.real, let right = literal.real {
      // A figure that was measured is not compared to the last bit.
      if left != right, abs(left - right) < 1e-6 * max(1, abs(right)) { throw Ambiguous() }
      order = left < right ? -1 : left > right ? 1 : 0
    } else if let left = value.text, let right = literal.text {
      let (one, two) = type == .text ? (left.folded, right.folded) : (left, right)
      order =
        Array(one.utf8) == Array(two.utf8)
        ? 0 : one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
    } else if case .text = literal, value.real == nil {
      return comparison == .notEqual
    } else {
      // A column of an import that is no number, asked for as one.
      guard let number = value.text.flatMap({ Double($0) }) else {
        return comparison == .notEqual
      }
      return try compare(.real(number), comparison, literal, type)
    }
    switch comparison {
    case .equal: return order == 0
    case .notEqual: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    case .greaterOrEqual: return order >= 0
    }
  }

  /// `*` stands for any letters, `?` for one; `%` and `_` likewise.
  private func matches(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*", "%":
      return (text.startIndex...text.endIndex).contains {
        matches(text[$0...], pattern.dropFirst())
      }
    case "?", "_": return !text.isEmpty && matches(text.dropFirst(), pattern.dropFirst())
    default: return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
  }

  // MARK: Literals

  private func literal(_ value: TopoqSyntax.Value, _ type: ValueType) throws -> SQLiteValue {
    switch value {
    case .string(let string): return .text(string.text.normalized)
    case .word(let word): return .text(word.text.normalized)
    case .noun(let noun): return .text(noun.text)
    case .date(let date): return .text(date.text)
    case .today: return .text(today.description)
    case .yesterday: return .text(today.adding(days: -1).description)
    case .quantity(let quantity): return try literal(quantity, type)
    case .parameter: throw Unknown("parameter")
    }
  }

  private func literal(_ quantity: Quantity, _ type: ValueType) throws -> SQLiteValue {
    let number = quantity.number
    switch quantity.unit?.unit {
    case nil where type == .text:
      // A column of an import is compared as a number where a number is asked for.
      return .real(number.value)
    case nil: return .real(number.value)
    case .days? where quantity.isAgo: return .text(today.adding(days: -number.integer!).description)
    case .weeks? where quantity.isAgo:
      return .text(today.adding(days: -7 * number.integer!).description)
    case .months? where quantity.isAgo:
      return .text(today.adding(months: -number.integer!).description)
    case .years? where quantity.isAgo:
      return .text(today.adding(months: -12 * number.integer!).description)
    case .days? where type == .days: return .real(number.value)
    case .metres?, .decibels?: return .real(number.value)
    case .kilometres?: return .real(number.value * 1000)
    case .feet?: return .real(number.value * 0.3048)
    case .percent?: return .real(number.value / 100)
    case .currency(let code)?:
      guard code == "INR" || code == "KES" else { throw Unknown("currency \(code)") }
      return .real((number.value * 100).rounded())
    default: throw Unknown("unit \(quantity.unit?.text ?? "")")
    }
  }

  /// The currency of the literals that a field is compared with.
  private func currency(of operation: Operation) -> String? {
    let values: [TopoqSyntax.Value] =
      switch operation {
      case .compare(_, let value): [value]
      case .among(let all): all
      case .between(let low, let high): [low, high]
      case .empty, .like: []
      }
    for case .quantity(let quantity) in values {
      if case .currency(let code)? = quantity.unit?.unit { return code }
    }
    return nil
  }
}
