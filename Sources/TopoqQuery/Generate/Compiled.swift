// A question as one SQL statement, with what its answer looks like.

public import TopoqSQLite

/// What the compiler made of a sentence.
public struct Compiled: Sendable {
  public let sql: String
  /// Bound from position 1 on.
  public let parameters: [SQLiteValue]
  public let header: AnswerHeader
  /// True where the last column is the row's geometry and no part of the answer.
  public let hasGeometry: Bool
  /// How the rows are reached, for `explain`.
  public let plan: [PlanStep]
}
