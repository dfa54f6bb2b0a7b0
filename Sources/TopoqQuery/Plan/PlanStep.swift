// A step by which a question reaches its rows, with what it is thought to leave and how to count it.

public import TopoqSQLite

/// One step of a plan. A plan is for reading: `explain` shows it with what each step left.
public struct PlanStep: Sendable, ExpressibleByStringInterpolation {
  /// How many rows a step leaves, before anything is read.
  public enum Estimate: Sendable {
    case rows(Int)
    /// A statement that looks the number up in an index, and what is bound to it.
    case counted(String, [SQLiteValue])
    /// A share of what the step before left.
    case share(Double)
  }

  public let text: String
  public var estimate: Estimate?
  /// A statement over the question's parameters that counts what the step leaves, or nil where only
  /// the answer can tell.
  public var counting: String?

  public init(_ text: String, estimate: Estimate? = nil, counting: String? = nil) {
    self.text = text
    self.estimate = estimate
    self.counting = counting
  }

  public init(stringLiteral text: String) { self.init(text) }

  init(testing condition: BoundCondition) {
    self.init(
      "then test \(condition.described())", estimate: .share(condition.guessedShare))
  }

  init(testing place: BoundPlace) {
    self.init(
      "then test \(place.described)", estimate: .share(place.guessedShare))
  }

  /// A step of a question inside the question: it is read, and not counted apart.
  var inner: PlanStep { PlanStep("  " + text) }
}

/// What share of rows a test leaves where nothing is known of them: the customary guesses
/// [Selinger et al., "Access Path Selection in a Relational Database Management System", 1979].
enum GuessedShare {
  static let equal = 0.1
  static let compared = 1.0 / 3
  static let between = 0.25
  static let place = 0.25
  static let condition = 0.5
}

extension BoundCondition {
  /// The share of rows that are guessed to meet it.
  var guessedShare: Double {
    switch self {
    case .and(let parts): parts.reduce(1) { $0 * $1.guessedShare }
    case .or(let parts): 1 - parts.reduce(1) { $0 * (1 - $1.guessedShare) }
    case .not(let inner): 1 - inner.guessedShare
    case .place(let place): place.guessedShare
    case .condition: GuessedShare.condition
    case .compare(_, let comparison, _), .compareFields(_, let comparison, _),
      .figure(_, let comparison, _, _):
      switch comparison {
      case "=": GuessedShare.equal
      case "!=": 1 - GuessedShare.equal
      default: GuessedShare.compared
      }
    case .empty(_, let isNegated): isNegated ? 1 - GuessedShare.equal : GuessedShare.equal
    case .among(_, let values): min(0.5, Double(values.count) * GuessedShare.equal)
    case .between: GuessedShare.between
    case .like: GuessedShare.compared
    }
  }
}

extension BoundPlace {
  var guessedShare: Double { isNegated ? 1 - GuessedShare.place : GuessedShare.place }
}
