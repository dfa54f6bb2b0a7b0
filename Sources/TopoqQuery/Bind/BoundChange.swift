// A change after binding: the verb, the things it is done to, and what its arguments hold.

public import TopoqSyntax
public import TopoqVocabulary

internal import TopoqSQLite

/// A change with nothing left to look up.
public struct BoundChange: Sendable {
  /// What the verb is done to.
  public enum Target: Sendable {
    case none
    case things([BoundThing])
    case set(BoundQuestion)
    /// Things that the change makes, by their codes.
    case new(TopoqVocabulary.Noun, codes: [String])
  }

  public let verb: Verb
  public let target: Target
  public let arguments: [String: ArgumentValue]
  /// The sentence's own place in its text.
  public let range: SourceRange
  /// Where the target stands; the verb where it takes none.
  public let targetRange: SourceRange
  /// Where each argument stands, its word and what it was given.
  public let argumentRanges: [String: SourceRange]

  /// The bound form in lines, for whoever wants to see it.
  public var described: [String] {
    var lines = ["change: \(verb.name)"]
    switch target {
    case .none: break
    case .things(let things):
      for thing in things { lines.append("of: \(thing.noun.name) \(thing.code) = row \(thing.id)") }
    case .set(let question): lines += question.described.map { "of a set: \($0)" }
    case .new(let noun, let codes):
      for code in codes { lines.append("makes: \(noun.name) \(code)") }
    }
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .thing(let thing):
        lines.append("\(name): \(thing.noun.name) \(thing.code) = row \(thing.id)")
      case .value(let value, let currency):
        lines.append("\(name): \(value)" + (currency.map { " minor units of \($0)" } ?? ""))
      case .point(let longitude, let latitude): lines.append("\(name): @\(latitude),\(longitude)")
      }
    }
    return lines
  }
}
