// A small plant in a file of its own, for verbs to be tried on.

import Testing
import TopoqGeometry
import TopoqNetwork
import TopoqSQLite
import TopoqStore
import TopoqText
import TopoqVocabulary

@testable import TopoqStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An OLT, a closure with a splitter, a terminal with another, and homes:
///
///     POP[OLT:1] -F1(12)- CL[S1:1, S1:2] -D1(4)- T[S2] -DR1- H1, DR2- H2
///                                        -D2(4)- T3[S3]
final class SmallPlant {
  private let path: String
  let connection: Connection
  var handle: ConnectionHandle { connection.handle }

  init() throws {
    path = "/tmp/topoq-verbs-\(getpid())-\(UInt32.random(in: 0...(.max))).topoq"
    // A module of its own names nodes and parties, as customers do.
    let residents = Module(
      name: "residents", summary: "who lives where",
      migrations: [
        Migration(
          version: 1,
          sql: """
            CREATE TABLE resident (
              party INTEGER PRIMARY KEY REFERENCES party (id),
              node INTEGER REFERENCES node (id)
            );
            """)
      ])
    let modules = [Plant.module, residents]
    try FileFormat.create(at: path, modules: modules)
    connection = try Connection(path: path, mode: .write)
    let handle = connection.handle
    try handle.execute("PRAGMA foreign_keys = ON")
    try handle.writing {
      var plant = try PlantImport.begin(handle, modules: modules, isFresh: true)
      try SmallPlant.fill(&plant)
      _ = try plant.finish()
      try handle.execute(
        """
        INSERT INTO party (id, code) VALUES (1, 'P1'), (2, 'P2');
        INSERT INTO resident (party, node) SELECT 1, id FROM node WHERE code = 'H1';
        """)
    }
  }

  deinit {
    for ending in ["", "-wal", "-shm", "-lock", "-journal"] { unlink(path + ending) }
  }

  private static func fill(_ plant: inout PlantImport) throws {
    let place = SourcePlace(file: "test", line: 1)
    let nodes:
      [(String, NodeKind, ports: Int?, housing: String?, longitude: Double, latitude: Double)] = [
        ("POP", .site, nil, nil, 77, 12), ("OLT", .olt, 4, "POP", 0, 0),
        ("CL", .closure, nil, nil, 77.01, 12), ("S1", .splitter, 4, "CL", 0, 0),
        ("T", .terminal, nil, nil, 77.02, 12), ("S2", .splitter, 4, "T", 0, 0),
        ("T3", .terminal, nil, nil, 77.02, 12.01), ("S3", .splitter, 2, "T3", 0, 0),
        ("H1", .premises, nil, nil, 77.021, 12), ("H2", .premises, nil, nil, 77.022, 12),
        ("H3", .premises, nil, nil, 77.021, 12.01),
      ]
    for (index, node) in nodes.enumerated() {
      var record = NodeRecord(code: node.0)
      record.kind = node.1
      record.ports = node.ports
      record.housing = node.housing
      if node.housing == nil {
        record.location = Coordinate(longitude: node.longitude, latitude: node.latitude)
      }
      try plant.add(record, at: SourcePlace(file: "nodes", line: index + 1))
    }
    try plant.endNodes()
    let routes: [(String, String, String, Int)] = [
      ("F1", "POP", "CL", 12), ("D1", "CL", "T", 4), ("D2", "CL", "T3", 4), ("DR1", "T", "H1", 1),
      ("DR2", "T", "H2", 1),
    ]
    for (index, route) in routes.enumerated() {
      var record = RouteRecord(code: route.0)
      record.from = route.1
      record.to = route.2
      record.strands = route.3
      record.metres = 1000
      try plant.add(record, at: SourcePlace(file: "routes", line: index + 1))
    }
    let joints: [(String, String, String)] = [
      ("OLT", "OLT:1", "F1#1"), ("CL", "F1#1", "S1:in"), ("CL", "S1:1", "D1#1"),
      ("T", "D1#1", "S2:in"), ("T", "S2:1", "DR1#1"), ("H1", "DR1#1", "H1:in"),
    ]
    for joint in joints {
      try plant.add(
        JointRecord(
          node: joint.0, from: WrittenEnd(joint.1)!, to: WrittenEnd(joint.2)!, loss: nil),
        at: place)
    }
  }

  // MARK: Things

  static let vocabulary = try? Vocabulary([Plant.module])
  private static let resident = Noun(
    name: "resident", plural: "residents", doc: "who lives there", table: "resident",
    placement: .attached, key: "{row}.party", node: "{row}.node", party: "{row}.party",
    shown: ["code"])

  /// `splitter S1`, `port S1:in`, `strand F1#3-5`, `joint 2`, `resident P1`.
  func thing(_ text: String) throws -> ChangedThing {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let (word, code) = (words[0], words[1])
    if word == "resident" {
      let party = try handle.first("SELECT id FROM party WHERE code = ?", [.text(code)])?.integer
      let node = try handle.first(
        "SELECT node FROM resident WHERE party = ?", [party.map { .integer($0) } ?? .null])
      return ChangedThing(
        noun: SmallPlant.resident, id: party ?? 0, code: code, node: node?.integer, party: party)
    }
    let noun = try #require(SmallPlant.vocabulary?.noun(word))
    func id(_ table: String, _ code: String) throws -> Int64 {
      try handle.first("SELECT id FROM \(table) WHERE code = ?", [.text(code)])?.integer ?? 0
    }
    switch WrittenEnd(code) {
    case .strands(let route, let first, let last, _)? where word == "strand":
      return ChangedThing(
        noun: noun, id: try id("route", route), number: Int64(first), last: Int64(last), code: code)
    case .port(let node?, let number)? where word == "port":
      let id = try id("node", node)
      return ChangedThing(
        noun: noun, id: id, number: Int64(number.value), code: code, node: id)
    default: break
    }
    if word == "joint" { return ChangedThing(noun: noun, id: Int64(code)!, code: code) }
    let key = try id(noun.table, code)
    return ChangedThing(noun: noun, id: key, code: code, node: noun.node == nil ? nil : key)
  }

  // MARK: Changes

  /// Runs a verb on a thing in a transaction and gives what it announced and noted.
  @discardableResult
  func change(
    _ verb: String, _ target: String, _ arguments: [String: ArgumentValue] = [:]
  ) throws -> ChangeEffects {
    let thing = try thing(target)
    let found = Plant.verbs.first {
      $0.name == verb && $0.scopes.contains { thing.noun.isIn($0) }
    }
    let handle = handle
    let effects = ChangeEffects { try UnusedNumber(of: $0, handle).next() }
    let perform = try #require(found, "no verb \(verb) for \(target)").perform
    try handle.writing {
      try perform(
        ChangeRequest(
          connection: handle, today: Day("2026-05-01")!, instant: Instant.now, author: "asha",
          currency: "INR", target: thing, arguments: arguments, effects: effects))
    }
    return effects
  }

  /// The refusal that a change meets; nothing is altered by it.
  func refusal(
    _ verb: String, _ target: String, _ arguments: [String: ArgumentValue] = [:]
  ) throws -> ChangeRefusal? {
    let before = try rows
    defer { #expect(try! rows == before, "\(verb) \(target) altered rows") }
    do {
      try change(verb, target, arguments)
      return nil
    } catch let refusal as ChangeRefusal {
      return refusal
    }
  }

  /// Every source row.
  var rows: [[[SQLiteValue]]] {
    get throws {
      try ["node", "route", "joint", "strand_end", "cut", "area", "party"].map {
        try handle.rows("SELECT * FROM \($0) ORDER BY rowid")
      }
    }
  }

  /// What an end is joined to: `F1#1`, `S1:in`; empty where it is free.
  func partner(of written: String) throws -> String {
    let joinery = try Joinery(handle)
    let end: End
    switch WrittenEnd(written) {
    case .strands(_, let number, _, let side)?:
      let route = try thing("strand " + written.split(separator: "@")[0])
      end = .strand(route: Int32(route.id), number: number, side: side ?? .a)
    case .port(let node?, let number)?:
      end = .port(node: Int32(try thing("node \(node)").id), number: number)
    default: return "?"
    }
    return try joinery.glass.peer(of: end).map { try joinery.glass.name(of: $0.end) } ?? ""
  }

  func cell(_ sql: String) throws -> SQLiteValue? { try handle.first(sql) }
}
