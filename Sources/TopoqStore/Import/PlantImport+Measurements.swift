// Rows without codes: what was measured, or how things stand elsewhere. They may be millions.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension PlantImport {
  /// Prepares to load rows that their values tell apart: nothing is kept of them in memory.
  func measurementLoader(
    _ table: ExchangeTable, _ headers: [String], _ file: String
  ) throws -> RowLoader {
    let columns = table.columns(named: headers).compactMap { $0 }
    guard columns.contains(where: { table.anyOf.contains($0.header) }) else {
      throw ImportProblem(
        "a column that says whose a row is is missing: one of "
          + table.anyOf.joined(separator: ", "), at: SourcePlace(file: file, line: 1))
    }
    if table.isState { try connection.execute("DELETE FROM \(table.table)") }
    let names = columns.map(\.column) + ["attributes"]
    let values = names.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    let updates = names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let statement = try connection.prepare(
      """
      INSERT INTO \(table.table) (\(names.joined(separator: ", "))) VALUES (\(values))
      ON CONFLICT (\(table.keys.joined(separator: ", "))) DO UPDATE SET \(updates)
      """)
    return RowLoader(
      table, statement, headers: headers, identity: 0, isKeyedByParty: false, codes: CodeList(),
      file: file, isFresh: isFresh)
  }

  mutating func addMeasurement(
    to loader: inout RowLoader, at place: SourcePlace, field: (Int) -> String?
  ) throws {
    var position: Int32 = 1
    var isSomebodys = false
    var attributes = Attributes()
    for index in loader.readings.indices {
      let text = field(index)
      guard let column = loader.columns[index] else {
        if let text { attributes.add(loader.headers[index], text: text) }
        continue
      }
      if text != nil, loader.table.anyOf.contains(column.header) { isSomebodys = true }
      try bind(text, index, &loader, at: position, place)
      position += 1
    }
    guard isSomebodys else {
      throw ImportProblem(
        "the row does not say whose it is: it needs one of "
          + loader.table.anyOf.joined(separator: ", "), at: place)
    }
    try refuseTurnedPeriods(loader, place, field)
    loader.statement.bind(attributes.json, at: position)
    try loader.statement.run()
    loader.countRow()
  }
}
