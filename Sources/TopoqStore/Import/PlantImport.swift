// Takes a network into the file: one transaction, or nothing.

internal import TopoqNetwork
public import TopoqSQLite
public import TopoqVocabulary

internal import TopoqGeometry

/// An import in progress. The caller hands over nodes, then routes, joints, areas, then the
/// modules' rows, and ends with `finish`; the transaction around it is the caller's.
public struct PlantImport: ~Copyable {
  /// How far, in metres, a drawn end may lie from the node that stands in for a missing one.
  public static let defaultTolerance = 100.0
  /// Above this distance in metres a line's end lies elsewhere than its node.
  static let coincidence = 1.0

  let connection: ConnectionHandle
  let tolerance: Double
  /// True where the file was empty: rows are appended and indexes made at the end.
  public let isFresh: Bool
  let modules: [Module]

  var plant = DraftPlant()
  var report = ImportReport()
  var codes = CodeBook()
  var locations: [Coordinate?] = [nil]
  var routeBoxes: [BoundingBox?] = [nil]
  var pendingHousings: [(node: Int32, housing: String, place: SourcePlace)] = []
  var pendingFeeds: [(node: Int32, feeder: String, port: PortNumber?, place: SourcePlace)] = []
  var jointIDs: [Int64] = []
  /// Joints, by number, that the source says are to be undone.
  var makeshifts: [Int64: Makeshift] = [:]
  var nextJointID: Int64 = 1
  var storedJoints = 0
  var removedJoints: [Int64] = []
  /// For each stored joint, whether the source states it too: then nothing may replace it.
  var isConfirmed: [Bool] = []
  /// Stored joints of which the source states another loss.
  var changedLosses: [Int] = []
  /// Codes of module tables that others point at, read at first need.
  var rowIDs: [String: [String: Int64]] = [:]
  /// Bits for the kinds of node that rows of a table name, by table.
  var attachedKinds: [String: Int64] = [:]
  /// What modules want done after their rows are there, in the order of their files.
  var pendingWork: [String] = []
  /// The rows that each file of the folder named, by the file.
  var named: [String: RowNumbers] = [:]
  var findings: [Finding] = []
  /// Rows of the file that cannot be, as far as they were met while it was loaded.
  var damage: [Finding] = []
  var counts = (nodes: 0, routes: 0, joints: 0, areas: 0)

  let nodeInsert: Statement
  let routeInsert: Statement
  let areaInsert: Statement
  let partyInsert: Statement
  var blob: [UInt8] = []
  var nearby: NearbyNodes?

  /// Begins an import on a connection that is in a write transaction.
  public static func begin(
    _ connection: ConnectionHandle, modules: [Module], isFresh: Bool,
    tolerance: Double = PlantImport.defaultTolerance
  ) throws -> PlantImport {
    var start = try PlantImport(connection, modules, isFresh, tolerance)
    if !isFresh {
      try start.load()
      try start.reserveNumbers()
    }
    if let first = start.damage.first {
      throw ImportProblem(
        "the file is damaged: \(first.noun) \(first.code): \(first.message): run `topoq check`")
    }
    return start
  }

  init(
    _ connection: ConnectionHandle, _ modules: [Module], _ isFresh: Bool, _ tolerance: Double
  ) throws {
    if isFresh { try dropIndexes(modules, connection) }
    let nodeInsert = try connection.prepare(ImportStatement.node(isFresh: isFresh))
    let routeInsert = try connection.prepare(ImportStatement.route(isFresh: isFresh))
    let areaInsert = try connection.prepare(ImportStatement.area(isFresh: isFresh))
    let partyInsert = try connection.prepare("INSERT INTO party (id, code) VALUES (?, ?)")
    self.connection = connection
    self.modules = modules
    self.tolerance = tolerance
    self.isFresh = isFresh
    self.nodeInsert = nodeInsert
    self.routeInsert = routeInsert
    self.areaInsert = areaInsert
    self.partyInsert = partyInsert
  }

  /// Keeps a contradiction that the reader of the source has found.
  public mutating func note(_ finding: Finding) { findings.append(finding) }

  func require(_ code: String, _ noun: String, _ place: SourcePlace) throws {
    guard code.isEmpty else { return }
    throw ImportProblem("a \(noun) without a code: every \(noun) needs one of its own", at: place)
  }
}

/// Metres for a message: whole above ten, else with one decimal.
func rounded(_ metres: Double) -> String {
  metres >= 10 ? String(Int(metres.rounded())) : String((metres * 10).rounded() / 10)
}

/// Indexes are made once, after the rows: sorting beats inserting.
private func dropIndexes(_ modules: [Module], _ connection: ConnectionHandle) throws {
  let ours = Set(
    modules.flatMap(\.migrations).flatMap { migration in
      migration.indexes.split { $0 == " " || $0 == "\n" }
    })
  for row in try connection.rows(
    """
    SELECT name FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT name FROM sqlite_master
      WHERE type = 'table' AND sql NOT LIKE '%spatialite%')
    """)
  {
    guard let name = row[0].text, ours.contains(Substring(name)) else { continue }
    try connection.execute("DROP INDEX \(name)")
  }
}
