/// The ways of saying where a thing is.
public enum Spot: Hashable, Sendable {
  // On the network.

  /// `on X`, `downstream of X`: fed through X at any depth, or in one step only.
  case fed(Target, isDirect: Bool)
  /// `upstream of X`: what feeds X.
  case upstream(Target, isDirect: Bool)
  /// `connected to X`: by glass in any direction, lit or not.
  case connected(Target)
  /// `between A and B`.
  case between(Target, Target)
  /// `affected by X`: left with no light if X fails.
  case affected(Target)

  // On the ground.

  /// `at X`: housed in it.
  case at(Target)
  /// `in AREA`.
  case inside(Target)
  /// `near X`: nearest first.
  case near(Target)
  /// `along X`: in chainage order.
  case along(Target)
  case crossing(Target)
  /// `within 300 m of X`, `within 2 km by fibre of X`, `within 3 hops of X`. Always has a unit.
  case within(Quantity, byFibre: Bool, Target)

  // By what hangs on it.

  case related(Relation)
}
