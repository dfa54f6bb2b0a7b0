/// `with customers`, `without (invoices where overdue)`, `with at least 2 drops`.
public struct Relation: Hashable, Sendable {
  /// False for `without`.
  public let isPresent: Bool
  public let amount: Amount?
  public let related: Related
  public let range: SourceRange

  public init(isPresent: Bool, amount: Amount?, related: Related, range: SourceRange) {
    self.isPresent = isPresent
    self.amount = amount
    self.related = related
    self.range = range
  }
}
