// Verbs: what a change sentence can do, and to which things.

/// A verb: a change that a sentence makes. Modules bring them as they bring fields.
///
/// The engine binds target and arguments, opens the transaction, hands each target to `perform`,
/// brings light and spatial indexes up to date and writes the journal. A verb alters source tables
/// and nothing derived.
public struct Verb: Sendable {
  /// What the word after the verb names.
  public enum Target: Hashable, Sendable {
    /// Nothing follows the verb.
    case none
    /// A thing that is there.
    case thing
    /// A thing that the change makes: its code must be free.
    case new
  }

  public let name: String
  public let doc: String
  /// A whole sentence, for `describe`.
  public let example: String
  public let target: Target
  /// To which things it is done; empty where the verb takes none. A verb and a noun together
  /// belong to one module.
  public let scopes: [Scope]
  public let arguments: [VerbArgument]
  /// The events that it announces: what modules do then may take arguments of its sentence.
  public let announces: [String]
  /// Why `undo` must leave it, and what takes it back instead; nil where `undo` may.
  public let irrevocable: String?
  /// What a thing comes to before it is done and after: told where it is done to several.
  public let weight: Weight?
  /// Alters the rows, or throws `ChangeRefusal` with nothing kept.
  public let perform: @Sendable (ChangeRequest) throws -> Void

  public init(
    _ name: String, _ target: Target, of scopes: [Scope] = [], arguments: [VerbArgument] = [],
    announces: [String] = [], irrevocable: String? = nil, weight: Weight? = nil, doc: String,
    example: String,
    perform: @escaping @Sendable (ChangeRequest) throws -> Void
  ) {
    self.name = name
    self.doc = doc
    self.example = example
    self.target = target
    self.scopes = scopes
    self.arguments = arguments
    self.announces = announces
    self.irrevocable = irrevocable
    self.weight = weight
    self.perform = perform
  }
}

/// What a change of many things is weighed by before it is confirmed, such as money a month.
public struct Weight: Sendable {
  /// What the amounts are per: `a month`.
  public let unit: String
  /// What a thing comes to: minor units, by currency.
  public let measure: @Sendable (ChangeRequest) throws -> [String: Int64]

  public init(
    per unit: String, measure: @escaping @Sendable (ChangeRequest) throws -> [String: Int64]
  ) {
    self.unit = unit
    self.measure = measure
  }
}

/// A word after the target, and what it is given: `to splitter S13`, `port 4`.
public struct VerbArgument: Sendable {
  /// What may stand after the word; the first that fits is taken.
  public enum Content: Hashable, Sendable {
    /// A thing of one of these scopes.
    case thing([Scope])
    /// A literal of a type; money brings its currency.
    case value(ValueType)
    /// One of a few words.
    case word([String])
    /// A code or name that need not exist.
    case newName
    /// A point on the map.
    case point
  }

  public let name: String
  public let doc: String
  public let content: [Content]
  public let isRequired: Bool

  public init(_ name: String, _ content: Content..., isRequired: Bool = false, doc: String) {
    self.name = name
    self.doc = doc
    self.content = content
    self.isRequired = isRequired
  }
}

/// Why a change was refused; nothing was altered.
public struct ChangeRefusal: Error, Sendable, CustomStringConvertible {
  public let description: String
  /// What to do instead, or nil.
  public let help: String?
  /// True where what was asked for is taken already: a port, a strand, a code.
  public let isTaken: Bool
  /// The argument that is wrong, or nil where what it is done to is.
  public let argument: String?

  public init(
    _ description: String, help: String? = nil, isTaken: Bool = false, at argument: String? = nil
  ) {
    self.argument = argument
    self.description = description
    self.help = help
    self.isTaken = isTaken
  }
}
