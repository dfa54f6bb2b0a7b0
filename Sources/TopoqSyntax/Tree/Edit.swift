/// `set splitter S12 ports 16`: fields of named things, each as an argument.
public struct Edit: Hashable, Sendable {
  /// At least one name.
  public let things: NamedThings
  /// At least one.
  public let arguments: [Argument]
  public let range: SourceRange

  public init(things: NamedThings, arguments: [Argument], range: SourceRange) {
    self.things = things
    self.arguments = arguments
    self.range = range
  }
}
