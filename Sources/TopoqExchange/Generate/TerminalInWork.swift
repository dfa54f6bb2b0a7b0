// A terminal on its street, while its homes are drawn.

/// The glass that leads to it, and how many of its ports are taken.
struct TerminalInWork {
  let code: Code
  let place: PlanPoint
  /// The splitter housed in it; nil where it passes strands on.
  let splitter: Code?
  /// The cable from the closure, and the cable from the cabinet with the strand before its first.
  let tail: Code
  let trunk: Code
  let strandsBefore: Int
  let ports: Int
  var portsTaken = 0
}
