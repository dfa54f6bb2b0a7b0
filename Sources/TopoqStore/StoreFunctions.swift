// Everything that SQL on an open file can call: light, ground, and what fields need of them.

internal import TopoqGeometry
public import TopoqSQLite

/// The functions of one connection. They live as long as the connection does.
public final class StoreFunctions {
  private let light: LightReader
  private let ground: GroundIndex
  private let connection: ConnectionHandle
  private var editing: StoredGlass?
  private let columns: TableColumns

  /// Makes light and ground callable on `connection`.
  public init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    light = LightReader(connection)
    ground = GroundIndex(connection)
    columns = TableColumns(connection)
    try connection.register(LightFunction(light))
    try connection.register(LitNodesFunction(light))
    try LightScalars(light).register(connection)
    // SQLite makes it when it is first named, which the authorizer of questions forbids.
    _ = try connection.first("SELECT 1 FROM json_each('[]')")
    for content in [AreaFunction.Content.nodes, .routes, .crossing] {
      try connection.register(AreaFunction(content, ground))
    }
    try connection.register(AroundFunction(ground))
    try connection.register(RoutesAroundFunction(ground))
    let ground = ground
    try connection.register(scalar: "area_of", parameters: 1) { arguments in
      try ground.area(around: arguments.integer(0)).map { .integer($0) } ?? .null
    }
    try connection.register(scalar: "is_far_from_network", parameters: 2) { arguments in
      let place = Coordinate(longitude: arguments.real(0), latitude: arguments.real(1))
      return .integer(try ground.isFar(place, metres: 100_000) ? 1 : 0)
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

  /// The plant as edits look it up, its statements prepared at the first edit.
  public func glass() throws -> StoredGlass {
    let glass = try editing ?? StoredGlass(connection)
    editing = glass
    return glass
  }

  /// Brings everything derived up to date after rows changed as `changeset` says, in the
  /// transaction in which they did.
  public func settle(_ changeset: Changeset) throws -> RecordedRows {
    var recorded = try RecordedRows(changeset, columns)
    guard !recorded.isEmpty else { return recorded }
    recorded.ends = try Aftermath(connection: connection, glass: glass(), recorded: recorded).run()
    return recorded
  }

  /// Lets go of the connection; called before it closes.
  public func close() {
    editing = nil
    light.close()
    ground.close()
  }

  /// Forgets what was remembered of the file; called before each sentence, as another process may
  /// have written since.
  public func beginSentence() {
    light.forget()
    ground.forget()
  }
}
