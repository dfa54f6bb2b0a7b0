// Arguments of a change: the first of what a verb takes there that fits what was written.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
public import TopoqVocabulary

extension Binder {
  /// What an argument holds, or nil with a diagnostic.
  mutating func bind(_ argument: Argument, _ form: VerbArgument) throws -> ArgumentValue? {
    switch argument.content {
    case .point(let point):
      guard form.content.contains(.point) else {
        reportUnfit(argument, form)
        return nil
      }
      guard case .point(let longitude, let latitude)? = try bind(.point(point)) else { return nil }
      return .point(longitude: longitude, latitude: latitude)
    case .things(let named):
      // A noun alone is a word like any other: `kind splitter`.
      if named.names.isEmpty { return try bind(.noun(named.noun), argument, form) }
      return try bind(named, argument, form)
    case .value(let value): return try bind(value, argument, form)
    }
  }

  // MARK: Things

  private mutating func bind(
    _ named: NamedThings, _ argument: Argument, _ form: VerbArgument
  ) throws -> ArgumentValue? {
    let scopes = form.scopes
    guard !scopes.isEmpty else {
      reportUnfit(argument, form)
      return nil
    }
    guard named.names.count == 1 else {
      report(
        Diagnostic(
          .doesNotApply, "`\(form.name)` takes one thing", at: argument.range,
          help: "name one of them"))
      return nil
    }
    guard let noun = noun(named.noun), let found = try thing(named.names[0], noun) else {
      return nil
    }
    // `node S13` is as good as `splitter S13`.
    let thing = noun.isIn(anyOf: scopes) || !noun.isPlantNode ? found : try ofOwnKind(found)
    guard thing.noun.isIn(anyOf: scopes) else {
      reportUnfit(argument, form, found: "\(article(thing.noun.name)) \(thing.noun.name)")
      return nil
    }
    return .thing(try changed(thing))
  }

  /// A bare code or name, looked for among the things that the argument takes.
  private mutating func bareThing(
    _ text: String, _ range: SourceRange, _ form: VerbArgument
  ) throws -> ArgumentValue? {
    let text = text.normalized
    var found: [BoundThing] = []
    for noun in vocabulary.allNouns where noun.isIn(anyOf: form.scopes) {
      for thing in try things(coded: text, noun) + things(titled: text, noun) {
        let isKnown = found.contains {
          $0.noun.table == thing.noun.table && $0.id == thing.id && $0.number == thing.number
        }
        if !isKnown { found.append(thing) }
      }
    }
    if found.count == 1 { return .thing(try changed(found[0])) }
    if let exact = found.first(where: { $0.code == text }) { return .thing(try changed(exact)) }
    let names = found.map { "\($0.noun.name) \($0.code.asName)" }
    report(
      found.isEmpty
        ? Diagnostic(
          .unknownCode, "`\(form.name)` takes \(form.phrase), and none bears `\(text.shortened)`",
          at: range, help: "write the kind of thing before its code")
        : Diagnostic(
          .ambiguousCode, "several things bear `\(text.shortened)`", at: range, expected: names,
          attempt: replacing(range, with: names[0])))
    return nil
  }

  /// A thing with the node and party of its row.
  mutating func changed(_ thing: BoundThing) throws -> ChangedThing {
    let noun = thing.noun
    switch noun.placement {
    case .port:
      return ChangedThing(
        noun: noun, id: thing.id, number: thing.number, code: thing.code, node: thing.id)
    case .strand:
      return ChangedThing(
        noun: noun, id: thing.id, number: thing.number, last: thing.last, code: thing.code)
    default: break
    }
    let columns = [noun.node, noun.party].map {
      $0.map { Fragment.expand($0, row: "r", noun: noun) } ?? "NULL"
    }
    let key = Fragment.expand(noun.key, row: "r", noun: noun)
    let row = try connection.kept(
      "SELECT \(columns.joined(separator: ", ")) FROM \(noun.table) AS r WHERE \(key) = ?"
    ).row([.integer(thing.id)])
    return ChangedThing(
      noun: noun, id: thing.id, code: thing.code, node: row?[0].integer, party: row?[1].integer)
  }

  // MARK: Values

  private mutating func bind(
    _ value: TopoqSyntax.Value, _ argument: Argument, _ form: VerbArgument
  ) throws -> ArgumentValue? {
    var value = value
    if case .parameter(let parameter) = value, let given = self.value(ofParameter: parameter.name) {
      value = given
    }
    for content in form.content where content.takes(value) {
      switch content {
      case .word: return .value(.text(value.word ?? ""), currency: nil)
      case .newName: return .value(.text((value.name ?? "").normalized), currency: nil)
      case .thing: return try bareThing(value.name ?? "", value.range, form)
      case .point: continue
      case .value(let type):
        let field = TopoqSyntax.Field(path: [argument.word], range: argument.word.range)
        guard let bound = try bind(value, as: type, field) else { return nil }
        if type == .integer, bound.integer == nil {
          report(
            Diagnostic(.typeMismatch, "`\(form.name)` is a whole number", at: value.range))
          return nil
        }
        return .value(bound, currency: type == .money ? currency(of: value) : nil)
      }
    }
    reportUnfit(argument, form)
    return nil
  }

  private mutating func reportUnfit(
    _ argument: Argument, _ form: VerbArgument, found: String? = nil
  ) {
    let words = form.content.flatMap { (content: VerbArgument.Content) -> [String] in
      if case .word(let words) = content { words } else { [] }
    }
    let near = argument.content.word.map { Suggestions.nearest(to: $0, among: words) } ?? []
    report(
      Diagnostic(
        .typeMismatch,
        "`\(form.name)` takes \(form.phrase)" + (found.map { ", and this is \($0)" } ?? ""),
        at: argument.range, didYouMean: near, expected: words, help: form.doc,
        attempt: near.first.map {
          replacing(argument.range, with: "\(argument.word.text) \($0)")
        }))
  }
}

extension TopoqVocabulary.Noun {
  func isIn(anyOf scopes: [Scope]) -> Bool { scopes.contains { isIn($0) } }
}

extension VerbArgument {
  /// To which things the argument may point.
  fileprivate var scopes: [Scope] {
    content.flatMap { (content: Content) -> [Scope] in
      if case .thing(let scopes) = content { scopes } else { [] }
    }
  }

  /// What it takes, for a message: "a splitter or a length".
  public var phrase: String {
    content.map(\.phrase).joined(separator: " or ")
  }
}

extension VerbArgument.Content {
  fileprivate var phrase: String {
    switch self {
    case .thing(let scopes):
      scopes.map { scope in
        switch scope {
        case .noun(let name): ("aeio".contains(name.first ?? "x") ? "an " : "a ") + name
        case .node: "a thing with a node"
        case .plantNode: "a node"
        case .plantRoute: "a route"
        case .party, .somebody: "a thing that belongs to somebody"
        }
      }.joined(separator: " or ")
    case .value(let type): type.phrase
    case .word(let words): "one of " + words.joined(separator: ", ")
    case .newName: "a name"
    case .point: "a point such as @12.9716,77.5946"
    }
  }

  /// Whether a literal is of this form; whether it fits in detail is told later.
  fileprivate func takes(_ value: TopoqSyntax.Value) -> Bool {
    switch self {
    case .word(let words): value.word.map { words.contains($0) } ?? false
    case .newName, .thing: value.name != nil
    case .point: false
    case .value: true
    }
  }
}

extension TopoqSyntax.Value {
  /// The literal as one of a few words, lower case; nil where it is none.
  fileprivate var word: String? {
    switch self {
    case .word(let word): word.key
    case .noun(let noun): noun.text.lowercased()
    case .string(let string): string.text.lowercased()
    default: nil
    }
  }

  /// The literal as a code or name; nil where it is none.
  fileprivate var name: String? {
    switch self {
    case .word(let word): word.text
    case .noun(let noun): noun.text
    case .string(let string): string.text
    case .quantity(let quantity) where !quantity.isAgo:
      quantity.number.text + (quantity.unit?.text ?? "")
    default: nil
    }
  }
}

extension Argument.Content {
  /// The one word that was given, if it was one.
  fileprivate var word: String? {
    switch self {
    case .value(let value): value.word
    case .things(let named) where named.names.isEmpty: named.noun.text
    default: nil
    }
  }
}
