// What a place points at.
extension Spot {
  /// The target; the second one of `between`; nil for a relation.
  public var target: Target? {
    switch self {
    case .fed(let target, _), .upstream(let target, _), .connected(let target),
      .between(_, let target), .affected(let target), .at(let target), .inside(let target),
      .near(let target), .along(let target), .crossing(let target), .within(_, _, let target):
      target
    case .related: nil
    }
  }
}
