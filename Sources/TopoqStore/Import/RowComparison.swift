// One table before and after an import, row by row: what is new, what is otherwise, what is gone.

internal import TopoqSQLite
internal import TopoqVocabulary

/// How the rows of a table are compared. Their numbers stay what they are over an import, so that
/// both sides are read in the order of these, side by side, and nothing is kept of them.
struct RowComparison {
  struct Column {
    /// The column's header in the file.
    let header: String
    /// The column of the table.
    let name: String
    /// SQL that shows the value of row `t`, or nil where it is too long to be shown.
    let shown: String?

    init(_ header: String, as name: String? = nil, shown: String? = "") {
      self.header = header
      self.name = name ?? header
      self.shown = shown == "" ? "t.\(self.name)" : shown
    }
  }

  let file: String
  let table: String
  var key = "id"
  /// SQL for what row `t` is called.
  var code = "t.code"
  let columns: [Column]
  /// A test that row `t` follows from other files: nobody misses it in its own.
  var following: String?

  /// - Parameters:
  ///   - before: the file as it was, or nil for a file that is made.
  ///   - after: the file with the import, in its transaction.
  ///   - named: the rows that the folder named, or nil where it does not name them by code.
  /// - Complexity: O(rows of the table).
  func difference(
    from before: ConnectionHandle?, to after: ConnectionHandle, named: RowNumbers?
  ) throws -> ImportDifference {
    let known = try before.map { try columnNames($0) } ?? []
    let isNew = known.isEmpty
    let columns = columns.filter { isNew || known.contains($0.name) }
    let list = ([key] + columns.map(\.name)).joined(separator: ", ")
    let query = "SELECT \(list) FROM \(table)"
    let old = try (isNew ? after : before ?? after).prepare(
      query + (isNew ? " WHERE 0" : " ORDER BY \(key)"))
    let new = try after.prepare(query + " ORDER BY \(key)")
    var difference = ImportDifference(file: file)
    var (hasOld, hasNew) = (try old.step(), try new.step())
    while hasOld || hasNew {
      let (oldKey, newKey) = (hasOld ? old.integer(0) : .max, hasNew ? new.integer(0) : .max)
      if newKey < oldKey {
        try difference.count(.added) { try name(newKey, after) }
        hasNew = try new.step()
      } else if oldKey < newKey {
        try difference.count(.removed) { try before.flatMap { try name(oldKey, $0) } }
        hasOld = try old.step()
      } else {
        let changed = columns.indices.filter {
          old.value(Int32($0 + 1)) != new.value(Int32($0 + 1))
        }
        if !changed.isEmpty {
          try difference.count(.changed) {
            try change(of: newKey, in: changed.map { columns[$0] }, from: before, to: after)
          }
        } else {
          let isNamed = try named?.contains(newKey) ?? true || follows(newKey, after)
          try difference.count(isNamed ? .unchanged : .vanished) { try name(newKey, after) }
        }
        (hasOld, hasNew) = (try old.step(), try new.step())
      }
    }
    return difference
  }

  private func columnNames(_ connection: ConnectionHandle) throws -> Set<String> {
    Set(
      try connection.rows("SELECT name FROM pragma_table_info(?)", [.text(table)])
        .compactMap(\.[0].text))
  }

  private func name(_ row: Int64, _ connection: ConnectionHandle) throws -> String? {
    try connection.first("SELECT \(code) FROM \(table) AS t WHERE t.\(key) = ?", [.integer(row)])?
      .text
  }

  private func follows(_ row: Int64, _ connection: ConnectionHandle) throws -> Bool {
    guard let following else { return false }
    return try connection.first(
      "SELECT 1 FROM \(table) AS t WHERE t.\(key) = ? AND (\(following))", [.integer(row)]) != nil
  }

  /// `CH1016 price_minor 50000 -> 45000, plan HOME50 -> HOME100`.
  private func change(
    of row: Int64, in columns: [Column], from before: ConnectionHandle?, to after: ConnectionHandle
  ) throws -> String? {
    let list = columns.map { $0.shown ?? "NULL" }.joined(separator: ", ")
    let query = "SELECT \(list) FROM \(table) AS t WHERE t.\(key) = ?"
    let old = try before?.rows(query, [.integer(row)]).first
    let new = try after.rows(query, [.integer(row)]).first
    guard let old, let new else { return nil }
    let changes = columns.enumerated().map { index, column in
      guard column.shown != nil else { return column.header }
      return
        "\(column.header) \(RowComparison.text(old[index])) -> \(RowComparison.text(new[index]))"
    }
    return "\(try name(row, after) ?? "") " + changes.joined(separator: ", ")
  }

  private static func text(_ value: SQLiteValue) -> String {
    switch value {
    case .null: "(empty)"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text.isEmpty ? "\"\"" : text
    case .blob: "(shape)"
    }
  }
}

// MARK: The tables of the network folder

extension RowComparison {
  /// What all files of a network folder hold, in their order.
  static func all(_ modules: [Module]) -> [RowComparison] {
    plant + modules.flatMap(\.tables).map { RowComparison($0) }
  }

  private init(_ table: ExchangeTable) {
    let identity = table.columns.first { $0.header == table.identity }
    let isKeyedByParty = identity?.content == .party
    let key = isKeyedByParty ? identity?.column ?? "id" : "id"
    self.init(
      file: table.file, table: table.table, key: key,
      code: isKeyedByParty
        ? RowComparison.reference(to: "party", key)
        : identity == nil ? "'row ' || t.id" : "t.code",
      columns: table.columns.filter { $0.column != key && $0.column != "code" }.map { column in
        let shown =
          switch column.content {
          case .node: RowComparison.reference(to: "node", column.column)
          case .party: RowComparison.reference(to: "party", column.column)
          case .code(let other): RowComparison.reference(to: other, column.column)
          default: "t.\(column.column)"
          }
        return Column(column.header, as: column.column, shown: shown)
      } + [Column("attributes")],
      following: table.following?.ofRow("t"))
  }

  private static func reference(to table: String, _ column: String) -> String {
    "(SELECT o.code FROM \(table) AS o WHERE o.id = t.\(column))"
  }

  private static let plant: [RowComparison] = [
    RowComparison(
      file: "nodes", table: "node",
      columns: [
        Column("kind"), Column("name"), Column("location", as: "geom", shown: nil),
        Column("housed_in", shown: reference(to: "node", "housed_in")), Column("ports"),
        Column("technology"), Column("units"), Column("state"), Column("reserved"),
        Column("attributes"),
      ]),
    RowComparison(
      file: "routes", table: "route",
      columns: [
        Column("kind"), Column("name"),
        Column("from", as: "from_node", shown: reference(to: "node", "from_node")),
        Column("to", as: "to_node", shown: reference(to: "node", "to_node")), Column("strands"),
        Column("length_m"), Column("trench"), Column("state"), Column("reserved"),
        Column("line", as: "geom", shown: nil), Column("attributes"),
      ]),
    RowComparison(
      file: "joints", table: "joint",
      code: "\(reference(to: "node", "node")) || ': ' || \(end(0)) || ' = ' || \(end(1))",
      columns: [Column("loss_db")]),
    RowComparison(
      file: "areas", table: "area",
      columns: [
        Column("name"), Column("kind"), Column("shape", as: "geom", shown: nil),
        Column("attributes"),
      ]),
  ]

  /// An end of joint `t` as joints.csv has it.
  private static func end(_ which: Int) -> String {
    """
    (SELECT coalesce(
      (SELECT r.code FROM route AS r WHERE r.id = e.route) || '#' || e.number,
      (SELECT n.code FROM node AS n WHERE n.id = e.node) || ':' || CASE
        WHEN e.number = -1 THEN 'in' WHEN e.number < 0 THEN 'in' || -e.number ELSE e.number END)
    FROM strand_end AS e WHERE e.id = 2 * t.id + \(which))
    """
  }
}
