// Questions, places and conditions, as nodes of a dump.
extension Question {
  var dumped: DumpedNode {
    DumpedNode(
      "question",
      [heading?.dumped, things.dumped]
        + places.map(\.dumped)
        + [filter.map { DumpedNode("where", [$0.dumped]) }]
        + tail.dumped)
  }
}

extension Heading {
  var dumped: DumpedNode { DumpedNode("figures", measures.map(\.dumped)) }
}

extension Measure {
  var dumped: DumpedNode {
    switch self {
    case .count: DumpedNode("count")
    case .aggregate(let aggregate, let field, _):
      DumpedNode(aggregate.rawValue, [field.dumped])
    case .named(let word): DumpedNode("measure \(word.key)")
    }
  }
}

extension Things {
  var dumped: DumpedNode {
    switch self {
    case .noun(let things): things.dumped
    case .question(let question, _): question.dumped
    }
  }
}

extension NamedThings {
  var dumped: DumpedNode { DumpedNode(noun.label, names.map(\.dumped)) }
}

extension Noun {
  var label: String {
    text == canonical ? "noun \(canonical)" : "noun \(canonical) (written \(text))"
  }
}

extension Name {
  var dumped: DumpedNode {
    switch kind {
    case .word, .number, .date: DumpedNode("code \(text)")
    case .string: DumpedNode("name \(quotedText(text))")
    case .parameter: DumpedNode("parameter \(text)")
    }
  }
}

extension Field {
  var dumped: DumpedNode { DumpedNode("field \(text)") }
}

extension Tail {
  var dumped: [DumpedNode?] {
    [
      .group("by", grouping.map(\.dumped)),
      having.map { DumpedNode("having", [$0.dumped]) },
      .group("show", shown.map(\.dumped)),
      .group(
        "order by",
        ordering.map { DumpedNode("\($0.field.text) \($0.isDescending ? "desc" : "asc")") }),
      limit.map { DumpedNode("limit \($0.count)") },
    ]
  }
}

extension Place {
  var dumped: DumpedNode {
    isNegated ? DumpedNode("not", [spot.dumped]) : spot.dumped
  }
}

extension Spot {
  var dumped: DumpedNode {
    switch self {
    case .fed(let target, let isDirect):
      DumpedNode("\(isDirect ? "directly " : "")fed by", [target.dumped])
    case .upstream(let target, let isDirect):
      DumpedNode("\(isDirect ? "directly " : "")upstream of", [target.dumped])
    case .connected(let target): DumpedNode("connected to", [target.dumped])
    case .between(let first, let second):
      DumpedNode("between", [first.dumped, second.dumped])
    case .affected(let target): DumpedNode("affected by", [target.dumped])
    case .at(let target): DumpedNode("at", [target.dumped])
    case .inside(let target): DumpedNode("in", [target.dumped])
    case .near(let target): DumpedNode("near", [target.dumped])
    case .along(let target): DumpedNode("along", [target.dumped])
    case .crossing(let target): DumpedNode("crossing", [target.dumped])
    case .within(let distance, let byFibre, let target):
      DumpedNode(
        "within \(distance.printed)\(byFibre ? " by fibre" : "")", [target.dumped])
    case .related(let relation):
      DumpedNode(
        joined([relation.isPresent ? "with" : "without", relation.amount?.printed]),
        [relation.related.dumped])
    }
  }
}

extension Related {
  var dumped: DumpedNode {
    switch self {
    case .noun(let noun): DumpedNode(noun.label)
    case .question(let question, _): question.dumped
    }
  }
}

extension Target {
  var dumped: DumpedNode {
    switch self {
    case .things(let things): things.dumped
    case .word(let word): DumpedNode("code \(word.text)")
    case .string(let string): DumpedNode("name \(quotedText(string.text))")
    case .parameter(let parameter): DumpedNode("parameter \(parameter.name)")
    case .point(let point): DumpedNode("point \(point.printed)")
    case .question(let question, _): question.dumped
    case .path(let path, _): path.dumped
    }
  }
}

extension Condition {
  var dumped: DumpedNode {
    switch self {
    case .and(let items, _): DumpedNode("and", items.map(\.dumped))
    case .or(let items, _): DumpedNode("or", items.map(\.dumped))
    case .not(let denied, _): DumpedNode("not", [denied.dumped])
    case .place(let place): place.dumped
    case .test(let test): test.dumped
    }
  }
}

extension Test {
  var dumped: DumpedNode {
    switch operation {
    case nil: DumpedNode("condition \(field.text)")
    case .compare(let comparison, let value)?:
      DumpedNode("\(field.text) \(comparison.rawValue)", [value.dumped])
    case .empty(let isNegated)?:
      DumpedNode("\(field.text) is \(isNegated ? "not " : "")empty")
    case .among(let values)?: DumpedNode("\(field.text) in", values.map(\.dumped))
    case .between(let lower, let upper)?:
      DumpedNode("\(field.text) between", [lower.dumped, upper.dumped])
    case .like(let pattern)?: DumpedNode("\(field.text) like \(quotedText(pattern.text))")
    }
  }
}

extension Value {
  var dumped: DumpedNode {
    switch self {
    case .quantity(let quantity):
      DumpedNode(quantity.unit == nil ? "number \(quantity.printed)" : quantity.dumpedLabel)
    case .string(let string): DumpedNode("text \(quotedText(string.text))")
    case .date(let date): DumpedNode("day \(date.text)")
    case .parameter(let parameter): DumpedNode("parameter \(parameter.name)")
    case .today: DumpedNode("today")
    case .yesterday: DumpedNode("yesterday")
    case .word(let word): DumpedNode("word \(word.text)")
    case .noun(let noun): DumpedNode("word \(noun.text)")
    }
  }
}

extension Quantity {
  var dumpedLabel: String { "quantity \(printed)" }
}
