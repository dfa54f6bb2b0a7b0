/// Where a fault is: by a distance that was measured, or by who is off.
public struct Locate: Hashable, Sendable {
  public enum Evidence: Hashable, Sendable {
    /// `1.84 km from port OLT1:3 towards customer C1001`; the quantity always has a unit.
    case distance(Quantity, from: Target, towards: Target?)
    /// `fault of customers in area North where offline`.
    case symptoms(Question)
  }

  public let evidence: Evidence
  public let range: SourceRange

  public init(evidence: Evidence, range: SourceRange) {
    self.evidence = evidence
    self.range = range
  }
}
