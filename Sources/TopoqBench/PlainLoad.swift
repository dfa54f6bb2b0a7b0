// The same files loaded as an expert would with plain SQL: the peer of an import.

import TopoqSQLite
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Loads each CSV of a folder into a table of its own, in one transaction, then its indexes.
struct PlainLoad {
  let folder: String
  let path: String

  /// Seconds that the load took, indexes and sync included.
  func run() throws -> Double {
    unlink(path)
    let seconds = try time {
      let connection = try Connection(path: path, mode: .create)
      let handle = connection.handle
      try handle.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      try handle.writing {
        for (file, indexes) in [
          ("nodes", ["code"]), ("routes", ["code", "\"from\"", "\"to\""]),
          ("joints", ["\"from\"", "\"to\""]), ("customers", ["code", "node"]),
          ("plans", ["code"]), ("charges", ["party", "code"]),
        ] {
          try load(file, handle)
          for column in indexes {
            try handle.execute(
              "CREATE INDEX \(file)_\(column.filter(\.isLetter)) ON \(file)(\(column))")
          }
        }
      }
      let descriptor = open(path, O_RDWR)
      fsync(descriptor)
      close(descriptor)
    }
    unlink(path)
    return seconds
  }

  private func load(_ file: String, _ handle: ConnectionHandle) throws {
    var reader = try CSVReader(path: "\(folder)/\(file).csv")
    let names = reader.header.map { "\"\($0)\"" }
    try handle.execute("CREATE TABLE \(file) (\(names.joined(separator: ", ")))")
    let holes = names.map { _ in "?" }.joined(separator: ", ")
    let insert = try handle.prepare("INSERT INTO \(file) VALUES (\(holes))")
    while try reader.next() {
      for column in names.indices { insert.bind(reader.text(column), at: Int32(column + 1)) }
      try insert.run()
    }
  }
}
