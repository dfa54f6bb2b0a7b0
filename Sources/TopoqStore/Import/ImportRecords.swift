// What an importer is handed, whatever the format it came from.

public import TopoqGeometry
public import TopoqNetwork

/// Where a record stands in its source, for messages.
public struct SourcePlace: Hashable, Sendable {
  public let file: String
  public let line: Int
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// Why an import was refused: one message with its place; the file stays as it was.
public struct ImportProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let place: SourcePlace?
  public let message: String
  /// The code of what is not there, where that is what is wrong.
  public let lacking: String?

  public init(_ message: String, at place: SourcePlace? = nil, lacking: String? = nil) {
    self.place = place
    self.message = message
    self.lacking = lacking
  }

  public var description: String {
    guard let place else { return message }
    return place.line > 0 ? "\(place.file):\(place.line): \(message)" : "\(place.file): \(message)"
  }
}

/// A node as its source tells it. What is nil was not said; an import over it keeps what is stored.
public struct NodeRecord: Sendable {
  public var code: String
  public var kind: NodeKind?
  public var name: String?
  public var location: Coordinate?
  public var housing: String?
  public var ports: Int?
  public var technology: String?
  public var units: Int?
  public var state: PlantState?
  /// Ports held back.
  public var reserved: Int?
  public var feeder: String?
  public var feederPort: PortNumber?
  /// What the source says besides, as a JSON object.
  public var attributes: String?

  public init(code: String) { self.code = code }
}

/// A route as its source tells it.
public struct RouteRecord: Sendable {
  public var code: String
  public var kind: String?
  public var name: String?
  public var from: String?
  public var to: String?
  public var strands: Int?
  public var metres: Double?
  public var trench: String?
  public var state: PlantState?
  /// Strands held back.
  public var reserved: Int?
  public var line: [Coordinate]?
  public var attributes: String?

  public init(code: String) { self.code = code }
}

/// A joint as its source tells it; ranges stand for as many joints.
public struct JointRecord: Sendable {
  public var node: String?
  public var from: WrittenEnd
  public var to: WrittenEnd
  public var loss: Double?
  /// The day by which it is to be undone; nil: it is to stay.
  public var until: String?
  /// Why it was made for a while only.
  public var reason: String?

  public init(
    node: String?, from: WrittenEnd, to: WrittenEnd, loss: Double?, until: String? = nil,
    reason: String? = nil
  ) {
    self.node = node
    self.from = from
    self.to = to
    self.loss = loss
    self.until = until
    self.reason = reason
  }
}

/// An area as its source tells it.
public struct AreaRecord: Sendable {
  public var code: String
  public var name: String?
  public var kind: String?
  /// Polygons as rings of coordinates, the outer ring first.
  public var polygons: [[[Coordinate]]]
  public var attributes: String?

  public init(code: String, polygons: [[[Coordinate]]]) {
    self.code = code
    self.polygons = polygons
  }
}

/// A contradiction in the data, with where it is.
public struct Finding: Hashable, Sendable {
  public var rule: String
  public var noun: String
  public var code: String
  public var message: String
  public var distanceInMetres: Double?
  /// The light address of the port in whose light it was found, or nil.
  public internal(set) var port: Int64?

  public init(
    rule: String, noun: String, code: String, message: String, distanceInMetres: Double? = nil
  ) {
    self.rule = rule
    self.noun = noun
    self.code = code
    self.message = message
    self.distanceInMetres = distanceInMetres
  }
}

/// What an import did.
public struct ImportReport: Sendable {
  /// Rows read, by what they are: `nodes`, `routes`, `customers`.
  public var rows: [(name: String, count: Int)] = []
  public var lightPoints = 0
  public var nodesWithoutLocation = 0
  public var findings: [Finding] = []
  public init() {}
}
