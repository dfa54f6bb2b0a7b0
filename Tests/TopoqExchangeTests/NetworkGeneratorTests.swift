// The made-up network: the same bytes each time, the counts asked for, and nothing that dangles.

import Testing
import TopoqExchange
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct NetworkGeneratorTests {
  private static let names = [
    "nodes.csv", "routes.csv", "joints.csv", "areas.geojson", "customers.csv", "plans.csv",
    "charges.csv", "LEAKS.csv", "README.md",
  ]

  @Test func sameArgumentsGiveTheSameBytes() throws {
    let first = try GeneratedFolder(customers: 300, seed: 7)
    let second = try GeneratedFolder(customers: 300, seed: 7)
    let other = try GeneratedFolder(customers: 300, seed: 8)
    for name in NetworkGeneratorTests.names {
      #expect(try first.bytes(name) == second.bytes(name), "\(name)")
    }
    #expect(try first.bytes("nodes.csv") != other.bytes("nodes.csv"))
  }

  /// FNV-1a of the plant: fails where another machine, or a change here, draws another network.
  @Test func bytesAreThoseOfEveryMachine() throws {
    let folder = try GeneratedFolder(customers: 300, seed: 7)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for name in ["nodes.csv", "routes.csv", "joints.csv", "customers.csv", "charges.csv"] {
      for byte in try folder.bytes(name) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    #expect(hash == 16_345_176_072_669_691_673)
  }

  @Test(arguments: [0, 1, 2, 179, 180, 181, 300, 1080, 2999])
  func customersAreAsManyAsAskedFor(count: Int) throws {
    let folder = try GeneratedFolder(customers: count, seed: 3)
    let customers = try folder.table("customers.csv")
    #expect(customers.count == count)
    #expect(Set(customers.map { $0["code"]! }).count == count)
  }

  @Test(arguments: [300, 2000])
  func everyCodeNamedExists(count: Int) throws {
    let folder = try GeneratedFolder(customers: count, seed: 5)
    let nodes = Set(try folder.table("nodes.csv").map { $0["code"]! })
    let parties = Set(try folder.table("customers.csv").map { $0["code"]! })
    let plans = Set(try folder.table("plans.csv").map { $0["code"]! })
    for row in try folder.table("nodes.csv") where row["housed_in"] != "" {
      #expect(nodes.contains(row["housed_in"]!))
    }
    for row in try folder.table("routes.csv") {
      #expect(nodes.contains(row["from"]!) && nodes.contains(row["to"]!), "\(row)")
    }
    for row in try folder.table("customers.csv") { #expect(nodes.contains(row["node"]!)) }
    for row in try folder.table("charges.csv") {
      #expect(parties.contains(row["party"]!) && plans.contains(row["plan"]!))
      #expect(row["node"] == "" || nodes.contains(row["node"]!))
      #expect(row["to"] == "" || row["from"]! < row["to"]!)
    }
    for row in try folder.table("LEAKS.csv") { #expect(nodes.contains(row["node"]!)) }
  }

  @Test(arguments: [1, 300, 2000])
  func everyEndIsInOneJointAndThere(count: Int) throws {
    let folder = try GeneratedFolder(customers: count, seed: 11)
    let plant = try Plant(folder)
    #expect(plant.contradictions == [])
    #expect(plant.jointCount > 0)
  }

  /// Light walked from every port reaches the premises of each customer but those planted dark.
  @Test(arguments: [300, 2000])
  func lightReachesAllButTheDark(count: Int) throws {
    let folder = try GeneratedFolder(customers: count, seed: 13)
    let lit = try Plant(folder).litNodes()
    let dark = Set(
      try folder.table("LEAKS.csv").filter { $0["kind"]!.hasPrefix("billed-") }
        .map { $0["code"]! })
    for customer in try folder.table("customers.csv") {
      #expect(lit.contains(customer["node"]!) != dark.contains(customer["code"]!))
    }
  }

  @Test func feedersFormARing() throws {
    let folder = try GeneratedFolder(customers: 900, seed: 1)
    var degree: [String: Int] = [:]
    for row in try folder.table("routes.csv") where row["kind"] == "feeder" {
      degree[row["from"]!, default: 0] += 1
      degree[row["to"]!, default: 0] += 1
    }
    #expect(degree.count > 3)
    #expect(degree.values.allSatisfy { $0 == 2 })
  }

  @Test func leaksAreThoseThatTheRowsShow() throws {
    let folder = try GeneratedFolder(customers: 3000, seed: 2)
    var covered: Set<String> = []
    for row in try folder.table("charges.csv")
    where row["from"]! <= "2026-05-01" && (row["to"] == "" || "2026-05-01" < row["to"]!) {
      covered.insert(row["party"]!)
    }
    let unbilled = try folder.table("customers.csv")
      .filter { $0["status"] == "active" && !covered.contains($0["code"]!) }
      .map { $0["code"]! }
    let kinds = ["never-charged", "charge-ended-early", "old-tenant-charged"]
    let planted = Set(
      try folder.table("LEAKS.csv").filter { kinds.contains($0["kind"]!) }.map { $0["code"]! })
    // Of two tenants, the old one is covered.
    #expect(Set(unbilled) == planted.subtracting(covered))
    // About 3 % of the customers.
    #expect((60...130).contains(unbilled.count))
  }

  @Test func ringsOfAreasAreClosed() throws {
    let folder = try GeneratedFolder(customers: 12_000, seed: 4)
    let text = String(decoding: try folder.bytes("areas.geojson"), as: UTF8.self)
    #expect(text.contains("MultiPolygon") && text.contains("\"name\": \"North\""))
    let lines = text.split(separator: "\n").filter { $0.contains("\"Polygon\"") }
    #expect(!lines.isEmpty)
    for line in lines {
      let ring = line.split(separator: "[[[")[1].split(separator: "]]")[0]
        .split(separator: "], [")
      #expect(ring.first == ring.last && ring.count >= 4)
    }
  }

  @Test func aFileInTheWayIsNamed() throws {
    let folder = try GeneratedFolder(customers: 1, seed: 1)
    let generator = NetworkGenerator(customers: 1, seed: 1)
    #expect(throws: FileError.self) { try generator.write(to: folder.path + "/nodes.csv") }
    #expect(throws: FileError.self) { try generator.write(to: folder.path + "/nodes.csv/deeper") }
  }
}

/// A generated folder under /tmp, gone when the test is.
private final class GeneratedFolder {
  let path: String

  init(customers: Int, seed: UInt64) throws {
    var template = Array("/tmp/topoq-generated-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
    path = String(cString: try #require(made))
    try NetworkGenerator(customers: customers, seed: seed).write(to: path)
  }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      unlink(path + "/" + name)
    }
    closedir(folder)
    rmdir(path)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try ByteSource.bytes(ofFile: path + "/" + name)
  }

  /// The rows of a file by column, split naively: commas outside quotes.
  func table(_ name: String) throws -> [[String: String]] {
    let lines = try bytes(name).split(separator: UInt8(ascii: "\n")).map { line in
      var fields: [[UInt8]] = [[]]
      var isQuoted = false
      for byte in line {
        if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if byte == UInt8(ascii: ",") && !isQuoted {
          fields.append([])
        } else {
          fields[fields.count - 1].append(byte)
        }
      }
      return fields.map { String(decoding: $0, as: UTF8.self) }
    }
    return lines.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(lines[0], row))
    }
  }
}

/// The joints of a folder end by end, read with no help from the engine.
private struct Plant {
  private var home: [String: String] = [:]
  private var kinds: [String: String] = [:]
  private var ports: [String: Int] = [:]
  private var routes: [String: (from: String, to: String, strands: Int)] = [:]
  private var partner: [String: String] = [:]
  private(set) var contradictions: [String] = []
  private(set) var jointCount = 0

  init(_ folder: GeneratedFolder) throws {
    for row in try folder.table("nodes.csv") {
      let code = row["code"]!
      home[code] = row["housed_in"] == "" ? code : row["housed_in"]!
      kinds[code] = row["kind"]!
      ports[code] = Int(row["ports"]!) ?? 0
    }
    for row in try folder.table("routes.csv") {
      routes[row["code"]!] = (row["from"]!, row["to"]!, Int(row["strands"]!)!)
    }
    for row in try folder.table("joints.csv") {
      let from = ends(row["from"]!, at: row["node"]!)
      let to = ends(row["to"]!, at: row["node"]!)
      if from.count != to.count { contradictions.append("ranges differ: \(row)") }
      for (first, second) in zip(from, to) {
        jointCount += 1
        for (end, other) in [(first, second), (second, first)]
        where partner.updateValue(other, forKey: end) != nil {
          contradictions.append("twice: \(end)")
        }
      }
    }
  }

  /// Ends as `ROUTE#STRAND@a`, `NODE:PORT` or `NODE:in`, ranges drawn out.
  private mutating func ends(_ text: String, at node: String) -> [String] {
    guard let mark = text.firstIndex(of: "#") else {
      let parts = text.split(separator: ":")
      let owner = String(parts[0])
      if home[owner] == nil || home[owner] != home[node] {
        contradictions.append("\(text) is not at \(node)")
      }
      if let port = Int(parts[1]), !(1...max(ports[owner]!, 1)).contains(port) {
        contradictions.append("no port \(text)")
      }
      return [text]
    }
    let code = String(text[..<mark])
    guard let route = routes[code] else {
      contradictions.append("no route \(text)")
      return []
    }
    let here = home[node]
    let isStart = home[route.from] == here
    if !isStart && home[route.to] != here { contradictions.append("\(text) not at \(node)") }
    let numbers = text[text.index(after: mark)...].split(separator: "-").map { Int($0)! }
    if numbers[0] < 1 || numbers[numbers.count - 1] > route.strands {
      contradictions.append("\(text) past \(route.strands) strands")
    }
    return (numbers[0]...numbers[numbers.count - 1])
      .map { "\(code)#\($0)@\(isStart ? "a" : "b")" }
  }

  /// The nodes at which light ends or is split.
  func litNodes() -> Set<String> {
    var lit: Set<String> = []
    var rest: [String] = []
    for (code, kind) in kinds where kind == "olt" {
      for port in 1...max(ports[code]!, 1) { rest.append("\(code):\(port)") }
    }
    while let end = rest.popLast() {
      guard let other = partner[end] else { continue }
      if let mark = other.firstIndex(of: "@") {
        let far = other[other.index(after: mark)...] == "a" ? "b" : "a"
        rest.append("\(other[..<mark])@\(far)")
      } else {
        let code = String(other.split(separator: ":")[0])
        if !lit.insert(code).inserted || kinds[code] != "splitter" { continue }
        for port in 1...ports[code]! { rest.append("\(code):\(port)") }
      }
    }
    return lit
  }
}
