// What a way is least in: metres of fibre, decibels, or hops.

internal import TopoqGraph
internal import TopoqNetwork

enum WayMeasure: String {
  case length, loss, hops

  /// What a link costs, and what decides between ways that cost the same.
  ///
  /// Each link after the first is reached by a splice, which a bare hop brings itself. Which strands
  /// a way will take is not known, so the splice is planned with. Every way then has one splice too
  /// many, which changes nothing between them.
  func cost(of link: PhysicalNetwork.Link) -> WayCost {
    switch self {
    case .length: WayCost(link.metres, 1)
    case .hops: WayCost(1, link.metres)
    case .loss:
      WayCost(
        Optics.lossInDecibels(metres: link.metres, joints: link.loss)
          + Optics.spliceLossInDecibels, 1)
    }
  }

  /// What a way of the recorded light costs, by the same rules.
  func cost(metres: Double, loss: Double, hops: Int) -> WayCost {
    switch self {
    case .length: WayCost(metres, Double(hops))
    case .loss: WayCost(loss, Double(hops))
    case .hops: WayCost(Double(hops), metres)
    }
  }
}
