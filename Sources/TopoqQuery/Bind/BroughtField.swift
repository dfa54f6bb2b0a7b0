// Fields that a place brings with it: they are of the answer, not of the thing.

internal import TopoqVocabulary

/// What a place measures or finds of each thing; its raw value is the word.
public enum BroughtField: String, Sendable, CaseIterable {
  /// Metres from a place on the map, or of fibre.
  case distance
  /// Routes and bare hops on the way to it.
  case hops
  /// Metres from the beginning of a route, along its line.
  case chainage = "at_m"
  /// Whether an impact takes all light from it, or leaves a second feed.
  case outcome

  var type: ValueType {
    switch self {
    case .distance, .chainage: .metres
    case .hops: .integer
    case .outcome: .text
    }
  }

  /// What is wrong where no place brings it, and what would.
  var absence: (message: String, help: String) {
    switch self {
    case .distance:
      (
        "`distance` needs a place to be measured from",
        "add `near X` or `within 300 m of X`"
      )
    case .hops:
      ("`hops` needs a place to be counted from", "add `within 3 hops of X`")
    case .chainage:
      ("`at_m` needs a line to be measured along", "add `along route R2`")
    case .outcome:
      ("`outcome` is what an impact finds", "ask `impact of X show code, outcome`")
    }
  }
}

extension BoundPlace {
  /// The field that the place brings, or nil.
  var brings: BroughtField? {
    guard !isNegated else { return nil }
    switch spot {
    case .near, .within: return .distance
    case .along: return .chainage
    case .failing: return .outcome
    case .reached(let reach, _): return reach.brings
    case .fed, .upstream, .affected, .connected, .at, .inside, .crossing, .between, .way, .related,
      .among:
      return nil
    }
  }
}
