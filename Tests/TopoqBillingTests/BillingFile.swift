// A file in memory with Billing's tables, beside the plant's few that they name.

import Testing
import TopoqBilling
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// Runs Billing's own verbs and words as the engine would, without an engine.
struct BillingFile: ~Copyable {
  let connection: Connection
  var handle: ConnectionHandle { connection.handle }

  init() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    try connection.handle.execute(
      """
      CREATE TABLE node (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
      CREATE TABLE party (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
      PRAGMA foreign_keys = ON
      """)
    for migration in Billing.module.migrations {
      try connection.handle.execute(migration.sql)
      try connection.handle.execute(migration.indexes)
    }
    self.connection = connection
  }
}
