// Makes an OFDS node or span of its members: the same in a package and in GeoJSON features.

import TopoqGeometry
import TopoqText

enum OFDSThing {
  /// The closed lists nodeStatus and spanStatus of OFDS 0.3 and 0.4, which are the same.
  private static let statuses = [
    "proposed", "planned", "underConstruction", "operational", "inactive", "decommissioned",
  ]
  /// The closed list transmissionMedium of OFDS 0.3 and 0.4.
  private static let media = ["fibre", "microwave", "copper", "coaxial"]

  private static let nodeKeys: Set = [
    "id", "name", "type", "status", "location", "network", "featureType",
  ]
  private static let spanKeys: Set = [
    "id", "name", "start", "end", "route", "fibreCount", "fibreLength", "status",
    "transmissionMedium", "network", "featureType",
  ]

  /// A node, or nil where `members` then holds problems.
  /// - Parameter location: where the point's geometry object lies; nil for none.
  static func node(
    _ members: inout OFDSMembers, networkID: String, location: Range<Int>?, _ place: OFDSPlace
  ) -> OFDSNode? {
    let id = id(&members, "node", place)
    for key in ["accessPoint", "power"] { members.checkFlag(key) }
    let node = OFDSNode(
      id: id ?? "", name: members.text("name"), networkID: networkID,
      types: members.codes("type"), status: members.code("status", of: statuses),
      coordinate: members.point(location, "location"),
      extras: members.extras(without: nodeKeys), place: place)
    return members.problems.isEmpty ? node : nil
  }

  /// A span, or nil where `members` then holds problems.
  /// - Parameter route: where the line's geometry object lies; nil for none.
  static func span(
    _ members: inout OFDSMembers, networkID: String, route: Range<Int>?, _ place: OFDSPlace
  ) -> OFDSSpan? {
    let id = id(&members, "span", place)
    for key in ["directed", "darkFibre"] { members.checkFlag(key) }
    let span = OFDSSpan(
      id: id ?? "", name: members.text("name"), networkID: networkID,
      startID: members.nodeID("start"), endID: members.nodeID("end"),
      coordinates: members.line(route, "route"),
      fibreCount: members.count("fibreCount"), fibreLength: members.measure("fibreLength"),
      status: members.code("status", of: statuses),
      transmissionMedia: members.codes("transmissionMedium", of: media),
      extras: members.extras(without: spanKeys), place: place)
    return members.problems.isEmpty ? span : nil
  }

  private static func id(
    _ members: inout OFDSMembers, _ noun: String, _ place: OFDSPlace
  ) -> String? {
    if let id = members.text("id") { return id }
    if members.problems.isEmpty {
      members.report("this \(noun) has no \"id\"; give it one", at: place.offset)
    }
    return nil
  }
}
