// A question after binding: every word is the thing it means, every code the row it names.

public import TopoqVocabulary
public import TopoqSQLite

/// One thing that a sentence names: a row, with its port or strand number where it is one.
public struct BoundThing: Sendable {
  public let noun: Noun
  /// The row's key; for a port its node, for a strand its route.
  public let id: Int64
  /// The port's or strand's number, else 0.
  public let number: Int64
  public let code: String
  /// The last number of a range of strands, which only changes name; else nil.
  public var last: Int64?
}

/// What a place or a trace points at.
public indirect enum BoundTarget: Sendable {
  case things([BoundThing])
  case point(longitude: Double, latitude: Double)
  case set(BoundQuestion)

  /// What its things are; nil for a point.
  var noun: Noun? {
    switch self {
    case .things(let things): things[0].noun
    case .set(let question): question.noun
    case .point: nil
    }
  }
}

/// Where a thing sits, bound.
public indirect enum BoundSpot: Sendable {
  case fed(BoundTarget, isDirect: Bool)
  case upstream(BoundTarget, isDirect: Bool)
  /// Left with no light if all of the target fails together.
  case affected(BoundTarget)
  /// In an impact: losing an arrival of light, whether or not a second feed stays; where a distance
  /// is given, what lies at least so much fibre below.
  case failing(BoundTarget, beyondMetres: Double?)
  case connected(BoundTarget)
  case along(BoundTarget)
  case at(BoundTarget)
  case inside(BoundTarget)
  case crossing(BoundTarget)
  case near(BoundTarget)
  case within(metres: Double, BoundTarget)
  /// Within so much fibre or so many hops over the network.
  case reached(BoundReach, BoundTarget)
  /// On the light path between two things, else on the shortest physical one.
  case between(BoundTarget, BoundTarget)
  /// On a way that a path finds.
  case way(BoundWay)
  case related(isPresent: Bool, amount: (comparison: String, count: Int)?, BoundQuestion)
  /// Among the things of a question of which only so many count: the first, or the nearest.
  case among(BoundQuestion)
}

public struct BoundPlace: Sendable {
  public let isNegated: Bool
  public let spot: BoundSpot
}

/// A field of a noun, or one that a place brings.
public enum BoundField: Sendable {
  case field(Field)
  /// A field of money, counted in one currency.
  case money(Field, currency: String)
  /// A column of the import that topoq has no word for, kept in the attributes.
  case attribute(String)
  case brought(BroughtField)

  public var name: String {
    switch self {
    case .field(let field), .money(let field, _): field.name
    case .attribute(let name): name
    case .brought(let field): field.rawValue
    }
  }

  public var type: ValueType {
    switch self {
    case .field(let field), .money(let field, _): field.type
    case .attribute: .text
    case .brought(let field): field.type
    }
  }
}

extension BoundField {
  /// Whether its value is looked up for each row, rather than read from it.
  var isLookedUp: Bool {
    switch self {
    case .field(let field), .money(let field, _): field.sql.mentions("(SELECT ")
    default: false
    }
  }
}

/// A test, bound; values are what the field's column holds.
public indirect enum BoundCondition: Sendable {
  case and([BoundCondition])
  case or([BoundCondition])
  case not(BoundCondition)
  case place(BoundPlace)
  case condition(Condition)
  case compare(BoundField, String, SQLiteValue)
  /// Two fields of one thing: `last_seen > active_to`.
  case compareFields(BoundField, String, BoundField)
  case empty(BoundField, isNegated: Bool)
  case among(BoundField, [SQLiteValue])
  case between(BoundField, SQLiteValue, SQLiteValue)
  case like(BoundField, String)
  /// In `having`: a figure of the group.
  case figure(BoundFigure, String, SQLiteValue, currency: String?)
}

/// A figure over the things of a question, or of each of its groups.
public enum BoundFigure: Sendable {
  case count
  case aggregate(String, BoundField)
  case measure(Measure)

  public var name: String {
    switch self {
    case .count: "count"
    case .aggregate(let function, let field): "\(function)_\(field.name)"
    case .measure(let measure): measure.name
    }
  }

  public var type: ValueType {
    switch self {
    case .count: .integer
    case .aggregate(_, let field): field.type == .integer ? .number : field.type
    case .measure(let measure): measure.type
    }
  }
}

public enum BoundSortKey: Sendable {
  case field(BoundField)
  case figure(BoundFigure)
}

/// What is asked, with nothing left to look up.
public struct BoundQuestion: Sendable {
  public var noun: Noun
  /// Nil: all things of the noun.
  public var things: [BoundThing]?
  public var places: [BoundPlace] = []
  public var filter: BoundCondition?
  public var figures: [BoundFigure] = []
  public var grouping: [BoundField] = []
  public var having: BoundCondition?
  public var shown: [BoundField] = []
  public var ordering: [(key: BoundSortKey, isDescending: Bool)] = []
  public var limit: Int?
  /// One thing named and nothing asked of it: all that is known is shown.
  public var isCard = false
  /// What a report asks of each row besides.
  public var report: BoundReport?

  public init(noun: Noun, things: [BoundThing]? = nil) {
    self.noun = noun
    self.things = things
  }

  public var isGrouped: Bool { !figures.isEmpty || !grouping.isEmpty }
}
