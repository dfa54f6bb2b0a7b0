// What stands at a place of the plant: the eleven kinds of node.

/// The kind of a node. Raw values are stored in light chunks and never change their meaning.
public enum NodeKind: UInt8, CaseIterable, Sendable {
  case site = 0
  case olt, odf, cabinet, closure, splitter, terminal, pole, handhole, building, premises

  /// The word in files and sentences, singular.
  public var word: String {
    switch self {
    case .site: "site"
    case .olt: "olt"
    case .odf: "odf"
    case .cabinet: "cabinet"
    case .closure: "closure"
    case .splitter: "splitter"
    case .terminal: "terminal"
    case .pole: "pole"
    case .handhole: "handhole"
    case .building: "building"
    case .premises: "premises"
    }
  }

  public var plural: String {
    switch self {
    case .premises: "premises"
    default: word + "s"
    }
  }

  /// The kind that `word` names, in any letter case; nil where none does.
  public init?(word: String) {
    guard let kind = NodeKind.byWord[word] ?? NodeKind.byWord[word.lowercased()] else { return nil }
    self = kind
  }

  private static let byWord = Dictionary(uniqueKeysWithValues: allCases.map { ($0.word, $0) })
}

/// The kind of a route, by what it carries light between.
public enum RouteKind: String, CaseIterable, Sendable {
  case backbone, feeder, distribution, drop
}

/// Whether plant exists: only what is in service passes light.
public enum PlantState: UInt8, CaseIterable, Sendable {
  case inService = 0
  case planned, retired

  public var word: String {
    switch self {
    case .inService: "in service"
    case .planned: "planned"
    case .retired: "retired"
    }
  }

  /// The state that `word` names; `in service` may be written with a space, a hyphen or a bar.
  public init?(word: String) {
    switch word.lowercased() {
    case "", "in service", "in-service", "in_service", "inservice", "active": self = .inService
    case "planned": self = .planned
    case "retired": self = .retired
    default: return nil
    }
  }
}
