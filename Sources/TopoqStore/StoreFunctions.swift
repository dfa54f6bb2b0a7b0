// Everything that SQL on an open file can call: light, ground, and what fields need of them.

internal import TopoqGeometry
public import TopoqSQLite
internal import TopoqText
public import TopoqVocabulary

/// The functions of one connection. They live as long as the connection does.
public final class StoreFunctions {
  private let light: LightReader
  private let ground: GroundIndex
  private let network: PhysicalNetwork
  private let connection: ConnectionHandle
  private let columns: TableColumns
  private let modules: [Module]
  /// What the file keeps of words that hold over spans of days; made at the first change.
  private lazy var gaps = Gaps.all(of: modules, connection)

  /// Makes light and ground callable on `connection`.
  ///
  /// - Parameter modules: whose words decide what is kept up to date when rows change.
  public init(_ connection: ConnectionHandle, modules: [Module] = []) throws {
    light = LightReader(connection)
    ground = GroundIndex(connection)
    self.connection = connection
    self.modules = modules
    network = PhysicalNetwork(connection)
    columns = TableColumns(connection)
    try connection.register(LightFunction(light))
    try connection.register(LitNodesFunction(light))
    for content in [FailureFunction.Content.nodes, .routes] {
      try connection.register(FailureFunction(content, light))
    }
    let network = network
    for content in [ConnectedFunction.Content.nodes, .routes] {
      try connection.register(ConnectedFunction(content) { try network.glass() })
    }
    try connection.register(LightJointsFunction(light) { try network.glass() })
    try LightScalars(light).register(connection)
    // SQLite makes it when it is first named, which the authorizer of questions forbids.
    _ = try connection.first("SELECT 1 FROM json_each('[]')")
    for content in [AreaFunction.Content.nodes, .routes, .crossing] {
      try connection.register(AreaFunction(content, ground))
    }
    try connection.register(AroundFunction(ground))
    try connection.register(RoutesAroundFunction(ground))
    let ways = WayFinder(network, light, ground)
    try connection.register(WayFunction(ways))
    try connection.register(WayJointsFunction(ways))
    try connection.register(WayEndFunction(ways))
    for content in [ReachFunction.Content.nodes, .routes] {
      try connection.register(ReachFunction(content, network))
    }
    for content in [AlongFunction.Content.nodes, .routes] {
      try connection.register(AlongFunction(content, ground))
    }
    let ground = ground
    try connection.register(scalar: "area_of", parameters: 1) { arguments in
      try ground.area(around: arguments.integer(0)).map { .integer($0) } ?? .null
    }
    try connection.register(scalar: "is_far_from_network", parameters: 2) { arguments in
      let place = Coordinate(longitude: arguments.real(0), latitude: arguments.real(1))
      return .integer(try ground.isFar(place, metres: 100_000) ? 1 : 0)
    }
    try connection.registerPercentile()
    try connection.register(scalar: "are_alike", parameters: 2) { arguments in
      guard !arguments.isNull(0), !arguments.isNull(1) else { return .null }
      return .integer(Spelling.areAlike(arguments.text(0), arguments.text(1)) ? 1 : 0)
    }
    for (name, part) in [
      ("longitude_of", \Coordinate.longitude), ("latitude_of", \Coordinate.latitude),
    ] as [(String, KeyPath<Coordinate, Double>)] {
      try connection.register(scalar: name, parameters: 1) { arguments in
        try arguments.isNull(0)
          ? .null
          : .real(arguments.withBlob(0) { try SpatiaLiteBLOB.decodePoint($0) }[keyPath: part])
      }
    }
  }

  /// The plant as edits look it up, its statements prepared at first need.
  public func glass() throws -> StoredGlass { try network.glass() }

  /// Brings everything derived up to date after rows changed as `changeset` says, in the
  /// transaction in which they did.
  public func settle(_ changeset: Changeset) throws -> RecordedRows {
    var recorded = try RecordedRows(changeset, columns)
    guard !recorded.isEmpty else { return recorded }
    recorded.ends = try Aftermath(
      connection: connection, glass: glass(), recorded: recorded, gaps: gaps
    ).run()
    return recorded
  }

  /// Lets go of the connection; called before it closes.
  public func close() {
    network.close()
    light.close()
    ground.close()
  }

  /// Forgets what was remembered of the file; called before each sentence, as another process may
  /// have written since.
  public func beginSentence() {
    light.forget()
    ground.forget()
    network.forget()
  }
}
