// A trace, bound: from where, which way, and which branches of the feed are shown.

public import TopoqVocabulary

/// `trace upstream|downstream from X to Y avoiding Z`, bound.
public struct BoundTrace: Sendable {
  /// Where a trace stops: at any of a noun, or at some by name.
  public struct Destination: Sendable {
    public let noun: Noun
    public let things: [BoundThing]
  }

  public let isUpstream: Bool
  public let origin: BoundTarget
  public let destination: Destination?
  public let avoided: BoundTarget?
  /// What is shown of each hop.
  let shown: [HopField]
}
