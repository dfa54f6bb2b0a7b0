// Taking plant off the record: only what nothing hangs on.

internal import TopoqSQLite
internal import TopoqVocabulary

/// The verb `remove`.
enum Removals {
  static let verbs: [Verb] = [
    Verb(
      "remove", .thing, of: [.plantNode, .plantRoute, .noun("area")],
      doc: "takes something off the record on which nothing hangs",
      example: "remove premises H55"
    ) { request in
      let target = try request.changed()
      let table = target.noun.table
      let references = try Reference.all(to: table, request.connection)
      let hanging = try references.filter { $0.table != "cut" }.compactMap {
        try $0.said(of: target, request.connection)
      }
      guard hanging.isEmpty else {
        throw ChangeRefusal(
          "\(target.called) cannot be removed: \(hanging.joined(separator: "; "))",
          help: table == "area"
            ? nil
            : "take those away first, or `set \(target.called) state retired` to keep the record")
      }
      for reference in references where reference.table == "cut" {
        try request.connection.kept("DELETE FROM cut WHERE \(reference.column) = ?")
          .run([.integer(target.id)])
      }
      try request.connection.kept("DELETE FROM \(table) WHERE id = ?").run([.integer(target.id)])
    }
  ]
}

/// A column of any table, of the plant's or a module's, that names rows of another by foreign key.
private struct Reference {
  let table: String
  let column: String

  /// Every column that names rows of `table`, in the order of the schema.
  static func all(to table: String, _ connection: ConnectionHandle) throws -> [Reference] {
    let tables = try connection.kept(
      """
      SELECT name FROM sqlite_master
      WHERE type = 'table' AND sql LIKE '%REFERENCES %'
      ORDER BY rowid
      """
    ).rows().compactMap { $0[0].text }
    return try tables.flatMap { name in
      try connection.kept("PRAGMA foreign_key_list(\(quoted(name)))").rows()
        .filter { $0[2].text == table }.compactMap { $0[3].text }.sorted()
        .map { Reference(table: name, column: $0) }
    }
  }

  /// `3 routes begin there (F7, F8, R2)`, or nil where no row names the target.
  func said(of target: ChangedThing, _ connection: ConnectionHandle) throws -> String? {
    let test = "FROM \(Reference.quoted(table)) AS t WHERE t.\(Reference.quoted(column)) = ?"
    let values: [SQLiteValue] = [.integer(target.id)]
    let count = Int(try connection.kept("SELECT count(*) \(test)").first(values)?.integer ?? 0)
    guard count > 0 else { return nil }
    let codes = try connection.kept(
      "SELECT \(try code(connection)) \(test) ORDER BY t.rowid LIMIT 4"
    )
    .rows(values).compactMap { $0[0].text ?? $0[0].integer.map { String($0) } }
    let list = codes.prefix(3).joined(separator: ", ") + (count > 3 ? ", ..." : "")
    return "\(said(count)) (\(list))"
  }

  private func said(_ count: Int) -> String {
    func one(_ singular: String, _ plural: String) -> String { counted(count, singular, plural) }
    return switch (table, column) {
    case ("route", "from_node"): one("route begins", "routes begin") + " there"
    case ("route", "to_node"): one("route ends", "routes end") + " there"
    case ("node", _): one("node is", "nodes are") + " housed in it"
    case ("joint", _): one("joint is", "joints are") + " made there"
    case ("strand_end", "node"): one("of its ports is", "of its ports are") + " in a joint"
    case ("strand_end", _): one("strand end of it is", "strand ends of it are") + " in a joint"
    default: one("row", "rows") + " of \(table) " + (count == 1 ? "names" : "name") + " it"
    }
  }

  /// What tells the rows apart for a reader: a code, else the party's, else a number.
  private func code(_ connection: ConnectionHandle) throws -> String {
    if table == "strand_end" {
      return """
        CASE WHEN t.number > 0 THEN t.number WHEN t.number = -1 THEN 'in'
          ELSE 'in' || -t.number END
        """
    }
    let columns = try connection.kept("PRAGMA table_info(\(Reference.quoted(table)))").rows()
      .compactMap { $0[1].text }
    if columns.contains("code") { return "t.code" }
    guard columns.contains("party") else { return "t.rowid" }
    return "coalesce((SELECT p.code FROM party AS p WHERE p.id = t.party), t.rowid)"
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
