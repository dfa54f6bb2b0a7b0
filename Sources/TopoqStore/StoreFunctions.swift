// Everything that SQL on an open file can call: light, ground, and what fields need of them.

internal import TopoqGeometry
public import TopoqSQLite
internal import TopoqText

/// The functions of one connection. They live as long as the connection does.
public final class StoreFunctions {
  private let light: LightReader
  private let ground: GroundIndex
  private let connection: ConnectionHandle
  private var editing: StoredGlass?

  /// Makes light and ground callable on `connection`.
  public init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    light = LightReader(connection)
    ground = GroundIndex(connection)
    try connection.register(LightFunction(light))
    try connection.register(LitNodesFunction(light))
    try LightScalars(light).register(connection)
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

  /// The plant as edits look it up, its statements prepared at the first edit.
  public func glass() throws -> StoredGlass {
    let glass = try editing ?? StoredGlass(connection)
    editing = glass
    return glass
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
