// A plain network out of a network folder: plant whose joints are all on record, and what hangs on it.

import Testing
import TopoqText

extension PlainNetwork {
  /// Reads a folder of CSV files, and areas of one polygon each.
  init(folder: String) throws {
    for row in try Self.rows(folder, "nodes") {
      try #require(row["fed_by"] == nil, "only joints are followed")
      var node = Node(row["code"]!, row["kind"] ?? "site", at: Self.place(row["lon"], row["lat"]))
      node.name = row["name"]
      node.ports = row["ports"].flatMap { Int($0) }
      node.technology = row["technology"]
      node.units = row["units"].flatMap { Int($0) }
      node.state = row["state"] ?? "in service"
      nodes.append(node)
    }
    let ids = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.code, $0) })
    for (index, row) in try Self.rows(folder, "nodes").enumerated() {
      nodes[index].housing = row["housed_in"].flatMap { ids[$0] }
    }
    for row in try Self.rows(folder, "routes") {
      var route = Route(
        code: row["code"]!, kind: row["kind"], name: row["name"], from: ids[row["from"]!]!,
        to: ids[row["to"]!]!)
      route.strands = row["strands"].flatMap { Int($0) }
      route.measuredMetres = row["length_m"].flatMap { Double($0) }
      route.trench = row["trench"]
      route.state = row["state"] ?? "in service"
      route.line = row["wkt"].map { Self.line($0) }
      routes.append(route)
    }
    try readJoints(folder, ids)
    let bytes = try ByteSource.bytes(ofFile: "\(folder)/areas.geojson")
    for feature in try JSONDocument(bytes: bytes).value()["features"]?.elements ?? [] {
      let rings = try #require(feature["geometry"]?["coordinates"]?.elements)
      let polygon = rings.map { ring in
        (ring.elements ?? []).compactMap { pair -> Place? in
          let numbers = pair.elements?.compactMap(\.double) ?? []
          return numbers.count == 2 ? Place(longitude: numbers[0], latitude: numbers[1]) : nil
        }
      }
      areas.append(
        Area(
          code: try #require(feature["properties"]?["code"]?.string),
          name: feature["properties"]?["name"]?.string,
          kind: feature["properties"]?["kind"]?.string, polygons: [polygon]))
    }
    for row in try Self.rows(folder, "customers") {
      customers.append(
        Customer(
          code: row["code"]!, name: row["name"], node: row["node"].flatMap { ids[$0] },
          status: row["status"] ?? "active", from: row["active_from"], to: row["active_to"],
          phone: row["phone"], email: row["email"], segment: row["segment"],
          isVIP: row["vip"].map { ["yes", "true", "1"].contains($0) }))
    }
    for row in try Self.rows(folder, "plans") {
      plans.append(
        Plan(
          code: row["code"]!, name: row["name"], kind: row["kind"],
          price: row["price_minor"].flatMap { Int($0) }, currency: row["currency"],
          megabits: row["down_mbps"].flatMap { Int($0) }, from: row["valid_from"],
          to: row["valid_to"]))
    }
    for row in try Self.rows(folder, "charges") {
      let plan = row["plan"]
      charges.append(
        Charge(
          code: row["code"]!, party: row["party"], node: row["node"].flatMap { ids[$0] },
          plan: plans.firstIndex { $0.code == plan }, price: row["price_minor"].flatMap { Int($0) },
          currency: row["currency"], from: row["from"], to: row["to"]))
    }
  }

  /// The rows of a file, each as its filled fields by their headers.
  private static func rows(_ folder: String, _ name: String) throws -> [[String: String]] {
    let bytes = try ByteSource.bytes(ofFile: "\(folder)/\(name).csv")
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      fields(String($0))
    }
    let headers = lines.removeFirst()
    return lines.map { line in
      Dictionary(uniqueKeysWithValues: zip(headers, line).filter { !$0.1.isEmpty })
    }
  }

  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  private static func place(_ longitude: String?, _ latitude: String?) -> Place? {
    guard let longitude = longitude.flatMap({ Double($0) }),
      let latitude = latitude.flatMap({ Double($0) })
    else { return nil }
    return Place(longitude: longitude, latitude: latitude)
  }

  private static func line(_ text: String) -> [Place] {
    text.dropFirst("LINESTRING(".count).dropLast().split(separator: ",").compactMap { pair in
      let numbers = pair.split(separator: " ").map { String($0) }
      return place(numbers[0], numbers[1])
    }
  }

  /// How many strands `F7#1-288` stands for.
  private static func count(_ end: String) -> Int {
    let numbers = end.drop { $0 != "#" }.dropFirst().split(separator: "-").compactMap { Int($0) }
    return numbers.count == 2 ? numbers[1] - numbers[0] + 1 : 1
  }

  private mutating func readJoints(_ folder: String, _ nodeIDs: [String: Int]) throws {
    let routeIDs = Dictionary(uniqueKeysWithValues: routes.enumerated().map { ($1.code, $0) })
    func end(_ text: String, _ node: Int, _ offset: Int) -> End? {
      if let mark = text.firstIndex(of: "#"), let route = routeIDs[String(text[..<mark])],
        let first = Int(text[text.index(after: mark)...].prefix { $0.isNumber })
      {
        let atTo = site(of: routes[route].to) == site(of: node)
        return .strand(route: route, number: first + offset, atTo: atTo)
      }
      guard let mark = text.lastIndex(of: ":"), let port = nodeIDs[String(text[..<mark])] else {
        return nil
      }
      let number = text[text.index(after: mark)...]
      if number == "in" { return .port(node: port, number: -1) }
      return Int(number.replacing("in", with: "-")).map { .port(node: port, number: $0) }
    }
    for row in try Self.rows(folder, "joints") {
      let node = nodeIDs[row["node"]!]!
      for offset in 0..<Self.count(row["from"]!) {
        let ends = try (
          #require(end(row["from"]!, node, offset)), #require(end(row["to"]!, node, offset))
        )
        joints.append(Joint(node: node, ends: ends, loss: row["loss_db"].flatMap { Double($0) }))
      }
    }
  }
}
