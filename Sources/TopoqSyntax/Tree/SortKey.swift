/// One field to order by; ascending unless it says `desc`.
public struct SortKey: Hashable, Sendable {
  public let field: Field
  public let isDescending: Bool
  public let range: SourceRange

  public init(field: Field, isDescending: Bool, range: SourceRange) {
    self.field = field
    self.isDescending = isDescending
    self.range = range
  }
}
