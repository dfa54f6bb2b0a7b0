// The way between two things: that of the light where it goes, else the best over routes.

internal import TopoqSQLite

/// Finds ways on one connection.
///
/// SQLite's callbacks hold it, so it is a class.
final class WayFinder {
  let network: PhysicalNetwork
  private let light: LightReader
  private let ground: GroundIndex

  init(_ network: PhysicalNetwork, _ light: LightReader, _ ground: GroundIndex) {
    self.network = network
    self.light = light
    self.ground = ground
  }

  /// Reads a request from the arguments of a call: `from`, `to`, `waypoints`, `avoiding`,
  /// `measure`; nil where an end is NULL, which is a thing that stands nowhere.
  func request(_ arguments: TableArguments) throws -> WayRequest? {
    guard !arguments.isNull(0), !arguments.isNull(1) else { return nil }
    let avoided = arguments.isNull(3) ? [] : try WayPlace.list(arguments.text(3))
    let measure = arguments.isNull(4) ? "length" : try arguments.text(4)
    guard let measure = WayMeasure(rawValue: measure) else {
      throw TableFunctionError("a way is least in length, loss or hops, not in `\(measure)`")
    }
    return WayRequest(
      from: try WayPlace(arguments.text(0)[...]), to: try WayPlace(arguments.text(1)[...]),
      waypoints: arguments.isNull(2) ? [] : try WayPlace.list(arguments.text(2)),
      avoided: try AvoidedPlant(avoided, network, ground), measure: measure)
  }

  func way(_ request: WayRequest, withJoints: Bool = false) throws -> Way? {
    let lit = try LightWay(request: request, reader: light, network: network)
      .find(withJoints: withJoints)
    if let lit { return lit }
    var search = PhysicalWay(request, network)
    var way = try search.find()
    if withJoints, let found = way {
      way!.joints = try WayJoints(network).joints(along: found, request)
    }
    return way
  }

  /// Where a way that does not exist ends, with what stands in the way of it there.
  func end(_ request: WayRequest) throws -> (PhysicalWay.DeadEnd, Surroundings)? {
    var search = PhysicalWay(request, network)
    guard try search.find() == nil, let end = search.deadEnd else { return nil }
    return (end, try Surroundings(of: end.starts, request, network))
  }
}
