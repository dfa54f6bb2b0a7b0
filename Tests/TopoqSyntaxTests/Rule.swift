// One right-hand side of an EBNF rule.
indirect enum Rule: Sendable {
  case sequence([Rule])
  case choice([Rule])
  case optional(Rule)
  /// `*`, or `+` where at least one is needed.
  case repeated(Rule, atLeastOnce: Bool)
  /// A quoted word or sign.
  case literal(String)
  /// An upper case name.
  case token(String)
  /// A lower case name.
  case rule(String)
}
