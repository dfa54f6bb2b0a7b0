// A plain network written as a network folder.

extension PlainNetwork {
  /// The files of the folder by name; cuts are no part of it.
  var files: [String: String] {
    [
      "nodes.csv": nodeFile, "routes.csv": routeFile, "joints.csv": jointFile,
      "areas.geojson": areaFile, "customers.csv": customerFile, "plans.csv": planFile,
      "charges.csv": chargeFile,
    ]
  }

  private static func row(_ fields: [String?]) -> String {
    fields.map { field in
      guard let field else { return "" }
      guard field.contains(where: { "\",\n".contains($0) }) else { return field }
      return "\""
        + field.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }

  private static func text<Number>(_ number: Number?) -> String? { number.map { "\($0)" } }

  private var nodeFile: String {
    "code,kind,name,lon,lat,housed_in,ports,technology,units,state,leased\n"
      + nodes.map { node in
        Self.row([
          node.code, node.kind, node.name, Self.text(node.ownPlace?.longitude),
          Self.text(node.ownPlace?.latitude), node.housing.map { nodes[$0].code },
          Self.text(node.ports), node.technology, Self.text(node.units), node.state, node.leased,
        ])
      }.joined()
  }

  private var routeFile: String {
    "code,kind,name,from,to,strands,length_m,trench,state,wkt\n"
      + routes.map { route in
        let line = route.line.map { line in
          let places = (route.isDrawnBackwards ? line.reversed() : line).map {
            "\($0.longitude) \($0.latitude)"
          }
          return "LINESTRING(" + places.joined(separator: ", ") + ")"
        }
        return Self.row([
          route.code, route.kind, route.name, nodes[route.from].code, nodes[route.to].code,
          Self.text(route.strands), Self.text(route.measuredMetres), route.trench, route.state,
          line,
        ])
      }.joined()
  }

  private func written(_ end: End) -> String {
    switch end {
    case .strand(let route, let number, let atTo):
      let ends = (site(of: routes[route].from), site(of: routes[route].to))
      return "\(routes[route].code)#\(number)" + (ends.0 == ends.1 ? (atTo ? "@b" : "@a") : "")
    case .port(let node, let number):
      let port = number > 0 ? "\(number)" : number == -1 ? "in" : "in\(-number)"
      return "\(nodes[node].code):\(port)"
    }
  }

  private var jointFile: String {
    "node,from,to,loss_db\n"
      + joints.map { joint in
        Self.row([
          nodes[joint.node].code, written(joint.ends.0), written(joint.ends.1),
          Self.text(joint.loss),
        ])
      }.joined()
  }

  private var areaFile: String {
    let features = areas.map { area in
      let properties = [("code", area.code), ("name", area.name), ("kind", area.kind)].compactMap {
        name, value in value.map { "\"\(name)\": \(QuestionGenerator.quoted($0))" }
      }.joined(separator: ", ")
      let polygons = area.polygons.map { rings in
        "["
          + rings.map { ring in
            "[" + ring.map { "[\($0.longitude), \($0.latitude)]" }.joined(separator: ", ") + "]"
          }.joined(separator: ", ") + "]"
      }.joined(separator: ", ")
      return """
        {"type": "Feature", "properties": {\(properties)},
        "geometry": {"type": "MultiPolygon", "coordinates": [\(polygons)]}}
        """
    }
    return "{\"type\": \"FeatureCollection\", \"features\": [\n"
      + features.joined(separator: ",\n") + "\n]}\n"
  }

  private var customerFile: String {
    "code,name,node,status,active_from,active_to,phone,email,segment,vip\n"
      + customers.map { customer in
        Self.row([
          customer.code, customer.name, customer.node.map { nodes[$0].code }, customer.status,
          customer.from, customer.to, customer.phone, customer.email, customer.segment,
          customer.isVIP.map { $0 ? "yes" : "no" },
        ])
      }.joined()
  }

  private var planFile: String {
    "code,name,kind,price_minor,currency,down_mbps,valid_from,valid_to\n"
      + plans.map { plan in
        Self.row([
          plan.code, plan.name, plan.kind, Self.text(plan.price), plan.currency,
          Self.text(plan.megabits), plan.from, plan.to,
        ])
      }.joined()
  }

  private var chargeFile: String {
    "code,party,node,plan,price_minor,currency,from,to\n"
      + charges.map { charge in
        Self.row([
          charge.code, charge.party, charge.node.map { nodes[$0].code },
          charge.plan.map { plans[$0].code }, Self.text(charge.price), charge.currency,
          charge.from, charge.to,
        ])
      }.joined()
  }
}
