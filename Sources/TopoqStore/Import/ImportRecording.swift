// An import over a file that is there, written down as one change.

public import TopoqSQLite
public import TopoqVocabulary

internal import TopoqNetwork

/// Records what an import does to the rows of the file, and enters it in the journal.
///
/// Only rows that an import alters are recorded: what the source says again takes no memory.
public struct ImportRecording: ~Copyable {
  /// Above this many bytes of recording, some hundred thousand rows, only the journal's line is
  /// kept: an import has no bounds, memory has.
  public static let mostBytes = 32 << 20

  private let connection: ConnectionHandle
  private let recording: ChangeRecording
  private let posting: Set<String>

  private init(
    _ connection: ConnectionHandle, _ recording: consuming ChangeRecording, _ posting: Set<String>
  ) {
    self.connection = connection
    self.recording = recording
    self.posting = posting
  }

  /// Begins in the transaction of the import.
  public static func begin(
    _ connection: ConnectionHandle, modules: [Module]
  ) throws -> ImportRecording {
    let posting = modules.flatMap(\.tables).filter { $0.posted != nil }.map(\.table)
    return ImportRecording(
      connection,
      try ChangeRecording.begin(connection, tables: modules.flatMap(\.journalledTables)),
      Set(posting))
  }

  /// Writes the journal's line; nothing where the file is as it was. What posted money is not taken
  /// back by `undo`.
  public func write(
    atMost mostBytes: Int = ImportRecording.mostBytes,
    _ entry: (_ irrevocable: String?) -> JournalEntry
  ) throws {
    guard recording.memoryInBytes <= mostBytes else {
      let nothing = try RecordedRows(Changeset(bytes: []), TableColumns(connection))
      let reason = "it altered more rows than the journal keeps"
      _ = try Journal(connection).write(entry(reason), nothing, naming: [])
      return
    }
    var recorded = try RecordedRows(recording.changeset(), TableColumns(connection))
    guard !recorded.isEmpty else { return }
    recorded.noteEnds()
    var gone: [String: Int64] = [:]
    for row in recorded.rows where row.isGone && row.row.table != "strand_end" {
      if let id = row.id { gone[row.row.table] = max(id, gone[row.row.table] ?? 0) }
    }
    for (table, id) in gone { try UnusedNumber(of: table, connection).note(id) }
    let posts = recorded.rows.contains { posting.contains($0.row.table) }
    let reason = posts ? "it posted money, which is reversed and never undone" : nil
    _ = try Journal(connection).write(entry(reason), recorded, naming: [])
  }
}

extension RecordedRows {
  /// The ends whose joint was made or taken, out of the rows themselves.
  fileprivate mutating func noteEnds() {
    for row in rows where row.row.table == "strand_end" {
      func value(_ column: String) -> Int32? {
        (row.new(column) ?? row.old(column))?.integer.map { Int32(clamping: $0) }
      }
      guard let number = value("number") else { continue }
      if let route = value("route") {
        ends.append(
          .strand(route: route, number: number, side: value("side") == 0 ? .a : .b))
      } else if let node = value("node") {
        ends.append(.port(node: node, number: PortNumber(number)))
      }
    }
  }
}
