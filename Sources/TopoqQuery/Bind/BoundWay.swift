// A way from one thing to another, bound, and how far a reach over the network goes.

public import TopoqSyntax

internal import TopoqVocabulary

/// `path from A to B via C avoiding D by loss`, bound.
public struct BoundWay: Sendable {
  public let origin: BoundThing
  public let destination: BoundThing
  public let waypoints: [BoundThing]
  public let avoided: [BoundTarget]
  public let cost: Path.Cost
  /// What is shown of each hop.
  let shown: [HopField]

  /// The word for what it is least in.
  var measure: String { cost.rawValue }

  /// The ends of the way in words.
  var ends: String {
    "from \(origin.noun.name) \(origin.code.asName) to "
      + "\(destination.noun.name) \(destination.code.asName)"
  }

  /// The way as it is typed, in parentheses.
  var sentence: String {
    let via = waypoints.map { " via \($0.noun.name) \($0.code.asName)" }.joined()
    let without = avoided.map { " avoiding \($0.described)" }.joined()
    return "(path \(ends)\(via)\(without) by \(cost.rawValue))"
  }
}

/// How far `within` reaches over the network.
public enum BoundReach: Sendable {
  case metresOfFibre(Double)
  case hops(Int)

  var brings: BroughtField {
    switch self {
    case .metresOfFibre: .distance
    case .hops: .hops
    }
  }
}
