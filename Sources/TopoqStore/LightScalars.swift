// What fields ask of light: the nearest splitter up the feed, whether it is dark, how far it is.

internal import TopoqNetwork
internal import TopoqSQLite

/// Scalar functions over light, each for one node by its primary feed.
struct LightScalars {
  private let reader: LightReader

  init(_ reader: LightReader) { self.reader = reader }

  func register(_ connection: ConnectionHandle) throws {
    let reader = reader
    try connection.register(scalar: "feeding", parameters: 2) { arguments in
      guard !arguments.isNull(0), let kind = NodeKind(word: arguments.text(1)) else { return .null }
      return try Self.feeding(arguments.int32(0), kind, reader)
    }
    try connection.register(scalar: "feeding_port", parameters: 1) { arguments in
      try arguments.isNull(0) ? .null : Self.feedingPort(arguments.int32(0), reader)
    }
    try connection.register(scalar: "light_state", parameters: 1) { arguments in
      try arguments.isNull(0) ? .integer(0) : Self.state(of: arguments.int32(0), reader)
    }
    try connection.register(scalar: "route_light", parameters: 1) { arguments in
      try Self.state(ofRoute: arguments.int32(0), reader)
    }
    for (name, value) in [
      ("fibre_metres", { SQLiteValue.real($0.metres($1)) }),
      (
        "feed_loss",
        { .real(Optics.lossInDecibels(metres: $0.metres($1), joints: $0.jointLoss($1))) }
      ),
    ] as [(String, (LightView, Int) -> SQLiteValue)] {
      try connection.register(scalar: name, parameters: 1) { arguments in
        guard !arguments.isNull(0),
          let place = try reader.primary(of: arguments.int32(0)),
          LightAddress(rawValue: place.port).source != 0
        else { return .null }
        return try reader.withChunk(place.port) { value($0, place.position) } ?? .null
      }
    }
    try connection.register(scalar: "lit_count", parameters: 4) { arguments in
      guard !arguments.isNull(1) else { return .integer(0) }
      let count = try LitNodesCursor(reader).count(
        LightPlace(arguments.text(0)), arguments.int32(1),
        arguments.isNull(2) ? 0 : arguments.int32(2), kinds: arguments.integer(3))
      return .integer(Int64(count))
    }
    try connection.register(scalar: "service_points", parameters: 1) { arguments in
      .integer(Int64(try Self.servicePoints(below: arguments.int32(0), reader)))
    }
  }

  /// Premises lit at a node or below it, each once, by however many feeds light comes.
  private static func servicePoints(below node: Int32, _ reader: LightReader) throws -> Int {
    let spans = try reader.spans(below: node)
    guard let first = spans.first else { return 0 }
    let stored = try reader.withChunk(first.port) { view in
      (
        count: view.servicePoints(first.first), isEachOnce: !view.repeatsNodes,
        isPremises: view.kind(first.first) == .premises
      )
    }
    guard let stored else { return 0 }
    if spans.count == 1, stored.isEachOnce { return stored.count }
    return try LitNodesCursor(reader).count(
      .belowNode, node, 0, kinds: 1 << Int64(NodeKind.premises.rawValue))
      + (stored.isPremises ? 1 : 0)
  }

  /// The nearest node of `kind` at or above `node` on its primary feed; not the node itself.
  private static func feeding(
    _ node: Int32, _ kind: NodeKind, _ reader: LightReader
  ) throws -> SQLiteValue {
    guard let place = try reader.primary(of: node) else { return .null }
    let found: Int32?? = try reader.withChunk(place.port) { view in
      var position = view.parent(place.position)
      while position >= 0 {
        if view.kind(position) == kind, view.node(position) != node { return view.node(position) }
        position = view.parent(position)
      }
      return nil
    }
    return (found ?? nil).map { .integer(Int64($0)) } ?? .null
  }

  private static func feedingPort(_ node: Int32, _ reader: LightReader) throws -> SQLiteValue {
    guard let place = try reader.primary(of: node) else { return .null }
    let address = LightAddress(rawValue: place.port)
    guard address.source != 0 else { return .null }
    let code = try reader.code(of: address.source)
    return code.map { .text("\($0):\(address.port)") } ?? .null
  }

  /// 2: light arrives; 1: fed on record, but below a cut or by no source; 0: never fed.
  private static func state(of node: Int32, _ reader: LightReader) throws -> SQLiteValue {
    var state: Int64 = 0
    for port in try reader.ports(lighting: node) {
      let isLit = try reader.withChunk(port) { view in
        var start = 0
        while let index = view.firstPosition(of: node, from: start) {
          if !view.marks(index).contains(.dark) { return true }
          start = index + 1
        }
        return false
      }
      if isLit == true { return .integer(2) }
      state = 1
    }
    return .integer(state)
  }

  private static func state(ofRoute route: Int32, _ reader: LightReader) throws -> SQLiteValue {
    let spans = try reader.spans(through: route, strand: 0)
    for span in spans {
      let isLit = try reader.withChunk(span.port) { !$0.marks(span.first).contains(.dark) }
      if isLit == true { return .integer(2) }
    }
    return .integer(spans.isEmpty ? 0 : 1)
  }
}
