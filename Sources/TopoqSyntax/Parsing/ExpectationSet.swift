/// A set of expectations in two machine words, cheap enough to keep at every step of the parser.
struct ExpectationSet {
  private var roles: UInt64 = 0
  private var keywords: (UInt64, UInt64) = (0, 0)

  mutating func insert(_ keyword: Keyword) {
    let bit = Int(keyword.rawValue)
    if bit < 64 { keywords.0 |= 1 << bit } else { keywords.1 |= 1 << (bit - 64) }
  }

  mutating func insert(_ role: Expectation) {
    if case .keyword(let keyword) = role { return insert(keyword) }
    roles |= 1 << role.bit
  }

  /// Roles first, then keywords.
  var all: [Expectation] {
    var found: [Expectation] = []
    for (bit, role) in Expectation.roles.enumerated() where roles & (1 << bit) != 0 {
      found.append(role)
    }
    for keyword in Keyword.allCases {
      let bit = Int(keyword.rawValue)
      let word = bit < 64 ? keywords.0 : keywords.1
      if word & (1 << (bit & 63)) != 0 { found.append(.keyword(keyword)) }
    }
    return found
  }

  /// For messages: the ways of saying a place are named together where there are several.
  var wordings: [String] {
    let all = all.filter { $0 != .semicolon }
    let isSpot = { (expectation: Expectation) in
      if case .keyword(let keyword) = expectation { keyword.startsSpot } else { false }
    }
    guard all.count(where: isSpot) > 2 else { return all.map(\.wording) }
    let rest = all.filter { !isSpot($0) && $0 != .keyword(.not) }.map(\.wording)
    return ["a place such as `on` or `in`"] + rest
  }
}
