// Conditions: section 4 of the grammar.
extension SentenceParser {
  /// Items joined by `and`, or by `or`, never both. Chains are flat, so that thousands of items
  /// need no depth.
  mutating func condition() throws(Failure) -> Condition {
    let start = index
    var chain = ConditionChain(first: try negation())
    while true {
      let joint = token
      if take(.and) {
        chain.append(try negation(), .and, joint.range)
      } else if take(.or) {
        chain.append(try negation(), .or, joint.range)
      } else if startsPlace, !isListAfterNot {
        reportPlaceAfterCondition(chain)
        if chain.isOr { chain = ConditionChain(first: chain.condition(range(from: start))) }
        chain.append(try negation(), .and, joint.range)
      } else if token.keyword == .not {
        throw trailingNot(chain.items[chain.items.count - 1])
      } else {
        break
      }
    }
    if let offending = chain.mixture { reportMixture(chain, at: offending) }
    return chain.condition(range(from: start))
  }

  private mutating func negation() throws(Failure) -> Condition {
    let start = index
    if take(.not) {
      try descend()
      defer { ascend() }
      let denied = try negation()
      return .not(denied, range(from: start))
    }
    if token.kind == .open {
      try descend()
      defer { ascend() }
      advance()
      let condition = try condition()
      try require(.close, .close)
      return condition
    }
    note(.open)
    return try test()
  }

  private mutating func test() throws(Failure) -> Condition {
    let start = index
    note(.condition)
    if startsSpot() {
      let spot = try spot()
      return .place(Place(isNegated: false, spot: spot, range: range(from: start)))
    }
    noteSpots()
    let field = try field()
    let operation = try operation()
    try refuseValueWithoutOperator(field, hasOperation: operation != nil)
    return .test(Test(field: field, operation: operation, range: range(from: start)))
  }

  private mutating func operation() throws(Failure) -> Operation? {
    if let comparison = comparison {
      advance()
      try refuseForeignValue(comparison)
      return .compare(comparison, try value())
    }
    note(.comparison)
    try refuseWordedComparison()
    if take(.is) {
      let isNegated = take(.not)
      try refuseNull()
      try require(.empty)
      return .empty(isNegated: isNegated)
    }
    if take(.like) { return .like(try string()) }
    if token.keyword == .in, startsList(at: 1) {
      advance()
      return .among(try list())
    }
    note(.keyword(.in))
    if token.keyword == .between, !startsTargetAfterBetween {
      advance()
      let lower = try value()
      try require(.and)
      return .between(lower, try value())
    }
    note(.keyword(.between))
    return nil
  }

  private var comparison: Comparison? {
    switch token.kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  private mutating func list() throws(Failure) -> [Value] {
    try require(.open, .open)
    var values = [try value(inList: true)]
    while take(.comma, .comma) { values.append(try value(inList: true)) }
    try require(.close, .close)
    return values
  }

  /// Whether a list of values stands there rather than a set of things: `in (a, b)` against
  /// `in (areas where ...)`.
  func startsList(at distance: Int) -> Bool {
    guard peek(distance).kind == .open else { return false }
    let first = peek(distance + 1)
    switch first.kind {
    case .open: return false
    case .word where noun(first) != nil || first.keyword == .path:
      let next = peek(distance + 2).kind
      return next == .comma || next == .close
    case .word: return !(first.keyword == .count)
    default: return true
    }
  }

  /// `between olt A and ...` is a place that lost its `and`.
  private var startsTargetAfterBetween: Bool {
    let first = peek(1)
    if first.kind == .open || first.kind == .point { return true }
    return noun(first) != nil && peek(2).keyword != .and
  }

  /// `plan not in ("A", "B")`: the list belongs to the field before.
  private var isListAfterNot: Bool {
    token.keyword == .not && peek(1).keyword == .in && startsList(at: 2)
  }
}
