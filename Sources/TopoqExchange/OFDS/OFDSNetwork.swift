// What a file in the Open Fibre Data Standard says, thing by thing, before it becomes plant.

public import TopoqGeometry

/// One thing out of an OFDS file. A network comes before its nodes, its nodes before its spans.
public enum OFDSItem: Hashable, Sendable {
  case network(OFDSNetwork)
  case node(OFDSNode)
  case span(OFDSSpan)
}

/// Where in which file something stands.
public struct OFDSPlace: Hashable, Sendable {
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  /// The byte in the file, from 0.
  public let offset: Int

  public init(file: String, line: Int, offset: Int) {
    self.file = file
    self.line = line
    self.offset = offset
  }
}

/// An operator's network. Ids of nodes and spans are unique within it only.
public struct OFDSNetwork: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let place: OFDSPlace
}

/// A place with plant, as OFDS has it.
public struct OFDSNode: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let networkID: String
  /// The codes of OFDS's open list nodeType: `pop`, `cabinet`, `aggregationPoint`, ...
  public let types: [String]
  /// A code of OFDS's closed list nodeStatus, such as `operational` or `planned`.
  public let status: String?
  /// Nil where the file gives none.
  public let coordinate: Coordinate?
  /// The members not named above as a JSON object, under their names in OFDS 0.4; or nil.
  public let extras: String?
  public let place: OFDSPlace

  /// The kind of node that the first telling type suggests: `cabinet`, `closure`, else `site`.
  public var kindHint: String {
    for type in types {
      switch type {
      case "cabinet": return "cabinet"
      case "aggregationPoint": return "closure"
      default: continue
      }
    }
    return "site"
  }
}

/// A run of cable between two nodes, as OFDS has it.
public struct OFDSSpan: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let networkID: String
  /// The id of a node of the same network, as declared; nil where the file names none. It may name
  /// a node that the network lacks.
  public let startID: String?
  public let endID: String?
  /// The drawn line, empty where there is none. Its ends may miss their nodes.
  public let coordinates: [Coordinate]
  public let fibreCount: Int?
  /// Kilometres by the standard, but metres in its own example: the number as it stands.
  public let fibreLength: Double?
  /// A code of OFDS's closed list spanStatus, such as `operational` or `planned`.
  public let status: String?
  /// The codes of OFDS's closed list transmissionMedium: `fibre`, `microwave`, ...
  public let transmissionMedia: [String]
  /// The members not named above as a JSON object, under their names in OFDS 0.4; or nil.
  public let extras: String?
  public let place: OFDSPlace
}
