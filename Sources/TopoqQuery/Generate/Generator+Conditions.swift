// Conditions in SQL: two-valued, balanced, literals bound.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Generator {
  mutating func condition(
    _ condition: BoundCondition, _ noun: Noun, _ row: String, _ source: Source
  ) throws -> String {
    switch condition {
    case .and(let parts):
      return try chain(parts, " AND ", noun, row, source)
    case .or(let parts):
      return try chain(parts, " OR ", noun, row, source)
    case .not(.not(let inner)): return try self.condition(inner, noun, row, source)
    case .not(let inner):
      return "(\(try self.condition(inner, noun, row, source))) IS NOT TRUE"
    case .place(let place): return try self.condition(place, noun, row)
    case .condition(let word): return "(\(expand(word.sql, noun, row)))"
    case .compare(.field(let field), "=", let value) where field.name == "code" && noun.find != nil:
      return coded(value, noun, row)
    case .compare(let field, let comparison, let value):
      return compare(comparand(field, value, noun, row, source), comparison, value, field.type)
    case .compareFields(let field, let comparison, let other):
      let (left, right) = (
        expression(field, noun, row, source), expression(other, noun, row, source)
      )
      return comparison == "!="
        ? "(\(left) IS NOT \(right))" : "(\(left) \(comparison) \(right))"
    case .figure(let figure, let comparison, let value, let currency):
      let test = compare(figureSQL(figure, noun, source), comparison, value, figure.type)
      guard let currency, currencies.count > 1 else { return test }
      return "(money.code = \(parameter(.text(currency))) AND \(test))"
    case .empty(let field, let isNegated):
      // Money is there where it is there in any currency.
      let values = inEachCurrency(field).map { expression($0, noun, row, source) }
      let value = values.joined(separator: ", ")
      return isNegated ? "coalesce(\(value), '') <> ''" : "coalesce(\(value), '') = ''"
    case .among(.field(let field), let values) where field.name == "code" && noun.find != nil:
      return Self.balanced(values.map { coded($0, noun, row) }[...], " OR ")
    case .among(let field, let values): return among(field, values, noun, row, source)
    case .between(let field, let low, let high):
      let collation = field.type == .text ? " COLLATE NOCASE" : ""
      let value = comparand(field, low, noun, row, source)
      return "(\(value)\(collation) BETWEEN \(parameter(low)) AND \(parameter(high)))"
    case .like(let field, let pattern):
      // `*` and `?` stand for any letters and any one letter, as in GLOB, in any letter case.
      let expression = expression(field, noun, row, source)
      return "(lower(\(expression)) GLOB lower(\(parameter(.text(Self.glob(pattern))))))"
    }
  }

  /// One test for a whole list, so that the field is worked out once. What looks like a number in a
  /// column of an import is compared as one.
  private mutating func among(
    _ field: BoundField, _ values: [SQLiteValue], _ noun: Noun, _ row: String, _ source: Source
  ) -> String {
    let collation = field.type == .text ? " COLLATE NOCASE" : ""
    let texts = values.filter { $0.text != nil }
    let lists = [texts, values.filter { $0.text == nil }].filter { !$0.isEmpty }
    let tests = lists.map { list in
      let expression = comparand(field, list[0], noun, row, source)
      return
        "(\(expression)\(collation) IN (\(list.map { parameter($0) }.joined(separator: ", "))))"
    }
    return "(" + tests.joined(separator: " OR ") + ")"
  }

  /// A test that a row bears a code, by the noun's own way of finding it.
  private mutating func coded(_ value: SQLiteValue, _ noun: Noun, _ row: String) -> String {
    let find = Fragment.replace(noun.find ?? "", "value", with: parameter(value))
    return "(\(expand(find, noun, row)))"
  }

  /// What stands twice in a chain is tested once.
  private mutating func chain(
    _ parts: [BoundCondition], _ joiner: String, _ noun: Noun, _ row: String, _ source: Source
  ) throws -> String {
    var known: Set<String> = []
    let tests = try parts.map { try condition($0, noun, row, source) }
    return Self.balanced(tests.filter { known.insert($0).inserted }[...], joiner)
  }

  /// A field as it is compared with a value: a column of an import is text or number, as asked.
  private mutating func comparand(
    _ field: BoundField, _ value: SQLiteValue, _ noun: Noun, _ row: String, _ source: Source
  ) -> String {
    let expression = expression(field, noun, row, source)
    guard case .attribute = field else { return expression }
    if case .text = value { return "CAST(\(expression) AS TEXT)" }
    return "CASE WHEN \(expression) GLOB '[-.0-9]*' THEN CAST(\(expression) AS REAL) END"
  }

  /// Only `*` and `?` (and SQL's `%` and `_`) mean something; a bracket is a bracket.
  private static func glob(_ pattern: String) -> String {
    var text = ""
    for character in pattern {
      switch character {
      case "[": text += "[[]"
      case "%": text += "*"
      case "_": text += "?"
      default: text.append(character)
      }
    }
    return text
  }

  private mutating func compare(
    _ expression: String, _ comparison: String, _ value: SQLiteValue, _ type: ValueType
  ) -> String {
    let collation = type == .text ? " COLLATE NOCASE" : ""
    let bound = parameter(value) + collation
    return comparison == "!="
      ? "(\(expression) IS NOT \(bound))" : "(\(expression) \(comparison) \(bound))"
  }

  /// A chain as a balanced tree: SQLite's expressions end at a depth of 1,000.
  static func balanced(_ parts: ArraySlice<String>, _ joiner: String) -> String {
    guard parts.count > 8 else { return "(" + parts.joined(separator: joiner) + ")" }
    let middle = parts.startIndex + parts.count / 2
    return "(" + balanced(parts[..<middle], joiner) + joiner + balanced(parts[middle...], joiner)
      + ")"
  }

  // MARK: Relations

  /// `with customers`: something of the noun hangs here, below, or belongs to the same party.
  mutating func related(_ spot: BoundSpot, _ noun: Noun, _ row: String) throws -> String {
    guard case .related(let isPresent, let amount, let related) = spot else {
      preconditionFailure("only a relation relates")
    }
    if let amount {
      let count = try relatedCount(related, of: noun, row: row)
      let test = "(\(count) \(amount.comparison) \(parameter(Int64(amount.count))))"
      return isPresent ? test : "NOT \(test)"
    }
    let rows = try relatedRows(related, of: noun, row: row)
    return (isPresent ? "EXISTS" : "NOT EXISTS") + " (SELECT 1 \(rows))"
  }

  mutating func relatedCount(
    _ related: BoundQuestion, of noun: Noun, row: String
  ) throws -> String {
    "(SELECT count(*) \(try relatedRows(related, of: noun, row: row)))"
  }

  /// FROM and WHERE over the related rows of the thing in `row`.
  private mutating func relatedRows(
    _ related: BoundQuestion, of noun: Noun, row: String
  ) throws -> String {
    let inner = alias()
    var source = try source(of: related, row: inner)
    let other = related.noun
    if let party = noun.party, let otherParty = other.party {
      let (theirs, own) = (expand(otherParty, other, inner), expand(party, noun, row))
      var tests = ["\(theirs) = \(own)"]
      if let node = noun.node, let otherNode = other.node {
        let isHere = "\(expand(otherNode, other, inner)) = \(expand(node, noun, row))"
        if noun.isForWhoeverIsThere { tests.append("(\(own) IS NULL AND \(isHere))") }
        if other.isForWhoeverIsThere { tests.append("(\(theirs) IS NULL AND \(isHere))") }
      }
      source.tests.append(tests.count == 1 ? tests[0] : "(\(tests.joined(separator: " OR ")))")
    } else {
      let lit = alias()
      let thing: String
      switch noun.placement {
      case .route: thing = "'below route', \(row).id, NULL"
      case .port: thing = "'below port', \(row).node, \(row).number"
      case .strand: thing = "'below strand', \(row).route, \(row).number"
      case .node: thing = "'below housing', \(row).id, NULL"
      default: thing = "'below node', \(expand(noun.node ?? "NULL", noun, row)), NULL"
      }
      let node = expand(other.node ?? "NULL", other, inner)
      // The light of the thing first, then what hangs there: the order that costs least.
      let call = "lit_nodes(\(thing), -1) AS \(lit)"
      // A node does not hang on itself; what it houses counts where light arrives.
      let isOther = "\(lit).is_place = 0 AND \(lit).kind IS NOT NULL"
      if source.from == "FROM \(other.table) AS \(inner)" {
        source.from =
          "FROM \(call) CROSS JOIN \(other.table) AS \(inner) ON \(node) = \(lit).node"
        if other.isPlantNode { source.tests.append(isOther) }
      } else {
        let others = other.isPlantNode ? " WHERE \(isOther)" : ""
        source.tests.append("\(node) IN (SELECT \(lit).node FROM \(call)\(others))")
      }
    }
    return source.text
  }
}
