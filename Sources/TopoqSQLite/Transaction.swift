// Transactions: all of it or none of it.

internal import CSQLite

extension ConnectionHandle {
  /// Runs `body` in a read transaction, so that all it reads is of one moment.
  public func reading<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    guard !isInTransaction else { return try body() }
    try kept("BEGIN").run()
    defer { _ = try? kept("COMMIT").run() }
    return try body()
  }

  /// Runs `body` in a write transaction that is always rolled back: what would be if.
  public func tryingOut<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try kept("BEGIN IMMEDIATE").run()
    defer { if isInTransaction { try? kept("ROLLBACK").run() } }
    return try body()
  }

  /// Runs `body` in a write transaction: committed when it returns, rolled back when it throws.
  public func writing<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try kept("BEGIN IMMEDIATE").run()
    do {
      let result = try body()
      try kept("COMMIT").run()
      return result
    } catch {
      if isInTransaction { try? kept("ROLLBACK").run() }
      throw error
    }
  }
}
