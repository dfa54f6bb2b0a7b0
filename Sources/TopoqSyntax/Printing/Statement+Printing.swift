// Trees as the sentences they came from. Reading what is printed gives the same tree, but for where
// its parts stand.
extension Statement {
  /// The sentence, without a semicolon.
  public var printed: String {
    switch self {
    case .inquiry(let inquiry): inquiry.printed
    case .explain(let inquiry, _): "explain \(inquiry.printed)"
    case .change(let change): change.printed
    case .define(let definition): definition.printed
    case .alias(let alias): "alias \(alias.word.text) = \(alias.noun.text)"
    case .forget(let word, _): "forget \(word.text)"
    case .set(let setting): "set \(setting.parameter.printed) = \(setting.value.printed)"
    case .edit(let edit):
      joined(["set", edit.things.printed] + edit.arguments.map(\.printed))
    case .help(let topic, _): joined(["help", topic?.text])
    case .describe(let topic, _): "describe \(topic.text)"
    case .language(let version, _): "language \(version.text)"
    }
  }
}

extension Definition {
  public var printed: String {
    "\(isSaved ? "save" : "let") \(name.text) = \(question.printed)"
  }
}

extension Inquiry {
  public var printed: String {
    let bindings = parameters.map { "\($0.name.text) = \($0.value.printed)" }
    return joined([
      asked.printed,
      bindings.isEmpty ? nil : "using " + bindings.joined(separator: ", "),
      asOf.map { "as of \($0.printed)" },
      format.map { "as \($0.text)" },
      file.map { "into \(quotedText($0.text))" },
    ])
  }
}

extension Change {
  public var printed: String {
    joined([verb.text, target?.printed] + arguments.map(\.printed))
  }
}

extension Argument {
  public var printed: String {
    switch content {
    case .things(let things): "\(word.text) \(things.printed)"
    case .value(let value): "\(word.text) \(value.printed)"
    case .point(let point): "\(word.text) \(point.printed)"
    }
  }
}

/// What is there, with a blank between.
func joined(_ parts: [String?]) -> String {
  parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
}
