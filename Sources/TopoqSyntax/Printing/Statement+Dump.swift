// Statements and what is asked, as nodes of a dump.
extension Statement {
  var dumped: DumpedNode {
    switch self {
    case .inquiry(let inquiry): inquiry.dumped
    case .explain(let inquiry, _): DumpedNode("explain", [inquiry.dumped])
    case .change(let change): change.dumped
    case .define(let definition):
      DumpedNode(
        "\(definition.isSaved ? "save" : "let") \(definition.name.text)",
        [definition.question.dumped])
    case .alias(let alias): DumpedNode("alias \(alias.word.text)", [DumpedNode(alias.noun.label)])
    case .forget(let word, _): DumpedNode("forget \(word.text)")
    case .set(let setting):
      DumpedNode("set \(setting.parameter.printed)", [setting.value.dumped])
    case .edit(let edit):
      DumpedNode("set", [edit.things.dumped] + edit.arguments.map(\.dumped))
    case .help(let topic, _): DumpedNode(joined(["help", topic?.text]))
    case .describe(let topic, _): DumpedNode("describe \(topic.text)")
    case .language(let version, _): DumpedNode("language \(version.text)")
    }
  }
}

extension Inquiry {
  var dumped: DumpedNode {
    let bindings = parameters.map { DumpedNode($0.name.text, [$0.value.dumped]) }
    return DumpedNode(
      "inquiry",
      [
        asked.dumped,
        .group("using", bindings),
        asOf.map { DumpedNode("as of", [$0.dumped]) },
        format.map { DumpedNode("format \($0.text)") },
        file.map { DumpedNode("into \(quotedText($0.text))") },
      ])
  }
}

extension Asked {
  var dumped: DumpedNode {
    switch self {
    case .question(let question): question.dumped
    case .trace(let trace): trace.dumped
    case .path(let path): path.dumped
    case .impact(let impact):
      DumpedNode(
        "impact",
        [impact.target.dumped, impact.distance.map { DumpedNode("at \($0.printed)") }]
          + impact.tail.dumped)
    case .locate(let locate): locate.dumped
    case .whatIf(let whatIf):
      DumpedNode(
        "what if", whatIf.changes.map(\.dumped) + [DumpedNode("then", [whatIf.asked.dumped])])
    case .report(let report): report.dumped
    }
  }
}

extension Trace {
  var dumped: DumpedNode {
    DumpedNode(
      "trace \(direction.rawValue)",
      [
        DumpedNode("from", [origin.dumped]),
        destination.map { DumpedNode("to", [$0.dumped]) },
        avoiding.map { DumpedNode("avoiding", [$0.dumped]) },
        .group("show", shown.map(\.dumped)),
      ])
  }
}

extension Path {
  var dumped: DumpedNode {
    DumpedNode(
      "path",
      [
        DumpedNode("from", [origin.dumped]),
        DumpedNode("to", [destination.dumped]),
        .group("via", waypoints.map(\.dumped)),
        .group("avoiding", avoiding.map(\.dumped)),
        cost.map { DumpedNode("by \($0.rawValue)") },
        .group("show", shown.map(\.dumped)),
      ])
  }
}

extension Locate {
  var dumped: DumpedNode {
    switch evidence {
    case .distance(let distance, let origin, let towards):
      DumpedNode(
        "locate \(distance.printed)",
        [
          DumpedNode("from", [origin.dumped]),
          towards.map { DumpedNode("towards", [$0.dumped]) },
        ])
    case .symptoms(let question): DumpedNode("locate fault", [question.dumped])
    }
  }
}

extension Report {
  var dumped: DumpedNode {
    DumpedNode(
      "report \(word.key)",
      [target.map { DumpedNode("of", [$0.dumped]) }]
        + dates.map { DumpedNode("day \($0.text)") }
        + places.map(\.dumped)
        + [filter.map { DumpedNode("where", [$0.dumped]) }]
        + tail.dumped)
  }
}

extension Change {
  var dumped: DumpedNode {
    DumpedNode("change \(verb.key)", [target?.dumped] + arguments.map(\.dumped))
  }
}

extension Argument {
  var dumped: DumpedNode {
    switch content {
    case .things(let things): DumpedNode("argument \(word.key)", [things.dumped])
    case .value(let value): DumpedNode("argument \(word.key)", [value.dumped])
    case .point(let point): DumpedNode("argument \(word.key)", [DumpedNode(point.printed)])
    }
  }
}
