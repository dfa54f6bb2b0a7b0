// Rows that cannot be, and posted rows that a file would alter.

internal import TopoqVocabulary

internal import TopoqSQLite

extension PlantImport {
  /// Rows of the file that break a rule of their table, each at its line.
  public func brokenRules(of loader: borrowing RowLoader) throws -> [ImportProblem] {
    var problems: [ImportProblem] = []
    for rule in loader.table.rules where !loader.isKeyedByParty {
      let rows = try connection.prepare(
        "SELECT id, code FROM \(loader.table.table) AS t WHERE \(rule.test.ofRow("t")) ORDER BY id")
      while try rows.step() {
        guard loader.named.contains(rows.integer(0)) else { continue }
        let line = loader.codes.line(of: Int32(rows.integer(0)))
        problems.append(
          ImportProblem(
            "\(rows.text(1)) \(rule.message)", at: SourcePlace(file: loader.file, line: line)))
      }
    }
    return problems.sorted { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
  }

  /// The values of row `id` that stay, in the order of the loader's posted fields; nil where it was
  /// not posted.
  func posted(_ id: Int32, _ loader: borrowing RowLoader) throws -> [SQLiteValue]? {
    guard let query = loader.postedQuery else { return nil }
    let row = try connection.kept(query).row([.integer(Int64(id))])
    guard let row, row[0].integer == 1 else { return nil }
    return row
  }

  /// Refuses a row that says otherwise than what was posted; what it does not say stays.
  func keep(
    _ before: [SQLiteValue], _ id: Int32, _ loader: borrowing RowLoader, at place: SourcePlace,
    field: (Int) -> String?
  ) throws {
    guard let query = loader.postedQuery, let posted = loader.table.posted,
      let after = try connection.kept(query).row([.integer(Int64(id))])
    else { return }
    for (index, fieldIndex) in loader.postedFields.enumerated() {
      let (old, new) = (before[index + 1], after[index + 1])
      guard !old.isNull, old != new, let column = loader.columns[fieldIndex] else { continue }
      if let text = field(fieldIndex),
        old.text?.lowercased() != new.text?.lowercased()
          || old.text == nil
      {
        throw ImportProblem(
          "\(column.header) is '\(text)', but \(PlantImport.shown(old, column)) was posted, and what "
            + "is posted stays: " + posted.advice, at: place)
      }
      try connection.kept("UPDATE \(loader.table.table) SET \(column.column) = ? WHERE id = ?")
        .run([old, .integer(Int64(id))])
    }
  }

  private static func shown(_ value: SQLiteValue, _ column: ExchangeTable.Column) -> String {
    switch column.content {
    case .node, .party, .code: "another"
    default: value.text ?? value.integer.map { String($0) } ?? "another"
    }
  }

  /// What a broken constraint of the table says, in the file's own words.
  static func contradiction(_ error: SQLiteError, _ table: ExchangeTable) -> String {
    let marker = "UNIQUE constraint failed: "
    guard error.message.hasPrefix(marker) else {
      return "it contradicts the other rows: \(error.message)"
    }
    let headers = error.message.dropFirst(marker.count).split(separator: ", ").compactMap { name in
      table.columns.first { name == "\(table.table).\($0.column)" }?.header
    }
    return "another row has the same \(headers.joined(separator: " and ")): keep one of them"
  }
}

extension String {
  /// The fragment with a row's alias in the place of `{row}`.
  func ofRow(_ alias: String) -> String {
    split(separator: "{row}", omittingEmptySubsequences: false).joined(separator: alias)
  }
}
