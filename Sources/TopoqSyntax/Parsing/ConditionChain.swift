/// Conditions in a row with what joins them, before it is known whether the row is regular.
struct ConditionChain {
  enum Joint {
    case and, or
  }

  private(set) var items: [Condition]
  /// One less than the items.
  private(set) var joints: [Joint] = []
  /// Where the first joint stands that differs from the first.
  private(set) var mixture: SourceRange?

  init(first: Condition) { items = [first] }

  mutating func append(_ item: Condition, _ joint: Joint, _ range: SourceRange) {
    if mixture == nil, let first = joints.first, first != joint { mixture = range }
    items.append(item)
    joints.append(joint)
  }

  var isOr: Bool { joints.first == .or && mixture == nil }

  /// The runs that `and` joins; as elsewhere, it binds closer than `or`.
  var runs: [ArraySlice<Condition>] {
    var runs: [ArraySlice<Condition>] = []
    var start = 0
    for (offset, joint) in joints.enumerated() where joint == .or {
      runs.append(items[start...offset])
      start = offset + 1
    }
    runs.append(items[start...])
    return runs
  }

  func condition(_ range: SourceRange) -> Condition {
    if items.count == 1 { return items[0] }
    guard joints.contains(.or) else { return .and(items, range) }
    let alternatives = runs.map { run in
      guard let first = run.first, let last = run.last, run.count > 1 else {
        return run[run.startIndex]
      }
      return Condition.and(Array(run), first.range.through(last.range))
    }
    return .or(alternatives, range)
  }
}
