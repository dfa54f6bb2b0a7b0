// Transactions: all of it or none of it.

internal import CSQLite

extension ConnectionHandle {
  /// Runs `body` in a read transaction, so that all it reads is of one moment.
  public func reading<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    guard !isInTransaction else { return try body() }
    try execute("BEGIN")
    defer { _ = try? execute("COMMIT") }
    return try body()
  }

  /// Runs `body` in a write transaction that is always rolled back: what would be if.
  public func tryingOut<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    defer { if isInTransaction { try? execute("ROLLBACK") } }
    return try body()
  }

  /// Runs `body` in a write transaction: committed when it returns, rolled back when it throws.
  public func writing<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      if isInTransaction { try? execute("ROLLBACK") }
      throw error
    }
  }
}
