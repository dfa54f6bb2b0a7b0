// What a file of the network folder may not say of a row, beyond what its columns hold.

/// Columns of a row that stay what they are once money was posted by it.
public struct PostedColumns: Sendable {
  /// A test that row `{row}` was posted.
  public let test: String
  public let headers: [String]
  /// What to do instead of altering it.
  public let advice: String

  public init(_ headers: [String], where test: String = "TRUE", advice: String) {
    self.test = test
    self.headers = headers
    self.advice = advice
  }
}

/// A row that cannot be, although each of its columns could.
public struct RowRule: Sendable {
  /// A test that row `{row}` cannot be.
  public let test: String
  /// What is wrong with it, and what to write instead.
  public let message: String

  public init(refusing test: String, _ message: String) {
    self.test = test
    self.message = message
  }
}
