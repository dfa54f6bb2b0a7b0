// Rows of the modules' tables: checked against what the module says of each column.

public import TopoqVocabulary

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqText

extension PlantImport {
  /// Prepares to load the rows of `table` from a file with these headers.
  public func loader(
    for table: ExchangeTable, headers: [String], file: String
  ) throws -> RowLoader {
    let columns = table.columns(named: headers)
    let named = Set(columns.compactMap { $0?.header })
    for column in table.columns where column.isRequired && !named.contains(column.header) {
      throw ImportProblem(
        "the column \(column.header) is missing; the file needs "
          + table.columns.filter(\.isRequired).map(\.header).joined(separator: ", "),
        at: SourcePlace(file: file, line: 1))
    }
    try refuseMistakable(headers, columns, table, file)
    guard table.keys.isEmpty else { return try measurementLoader(table, headers, file) }
    guard let identity = headers.firstIndex(of: table.identity) else {
      throw ImportProblem(
        "the column \(table.identity) is missing", at: SourcePlace(file: file, line: 1))
    }
    // What a new file brings along goes; in one that is there, rows keep their numbers.
    if table.isWhole, isFresh { try connection.execute("DELETE FROM \(table.table)") }
    let isKeyedByParty = columns[identity]?.content == .party
    var codes = CodeList()
    if !isKeyedByParty {
      let rows = try connection.prepare("SELECT code, id FROM \(table.table)")
      while try rows.step() {
        let id = rows.integer(1)
        guard id > 0, id <= LightAddress.largestSource else {
          throw ImportProblem(
            "the file is damaged: row \(rows.text(0)) of \(table.table) bears the number \(id)")
        }
        codes.load(rows.text(0), id: Int32(id))
      }
      if !isFresh { try codes.reserve(for: table.table, connection) }
    }
    return RowLoader(
      table, try connection.prepare(insertion(table, columns, headers, isKeyedByParty)),
      headers: headers, identity: identity, isKeyedByParty: isKeyedByParty, codes: codes,
      file: file, isFresh: isFresh)
  }

  /// Refuses `price` where the file has `price_minor`: kept as it is, it would be without effect.
  private func refuseMistakable(
    _ headers: [String], _ columns: [ExchangeTable.Column?], _ table: ExchangeTable,
    _ file: String
  ) throws {
    for (header, column) in zip(headers, columns) where column == nil {
      let meant = table.columns.first {
        $0.header == "\(header)_minor" || $0.header == "\(header)_bp"
      }
      guard let meant else { continue }
      throw ImportProblem(
        "the column \(header) is none of this file's, which has \(meant.header): \(meant.wantedNumber)",
        at: SourcePlace(file: file, line: 1))
    }
  }

  /// Parameters: the key first where rows have one of their own, then the known columns in the
  /// order of the file, then the attributes.
  private func insertion(
    _ table: ExchangeTable, _ columns: [ExchangeTable.Column?], _ headers: [String],
    _ isKeyedByParty: Bool
  ) -> String {
    let known = columns.compactMap { $0 }
    let key = isKeyedByParty ? known.first { $0.header == table.identity }!.column : "id"
    var names = known.map(\.column) + ["attributes"]
    if !isKeyedByParty { names.insert("id", at: 0) }
    var sql = "INSERT INTO \(table.table) (\(names.joined(separator: ", "))) VALUES ("
    sql += names.indices.map { "?\($0 + 1)" }.joined(separator: ", ") + ")"
    guard !isFresh else { return sql }
    let values = names.filter { $0 != key }.map {
      ($0, $0 == "attributes" ? "coalesce(excluded.\($0), \($0))" : "excluded.\($0)")
    }
    // What is said again is not written again.
    return sql + " ON CONFLICT (\(key)) DO UPDATE SET "
      + values.map { "\($0) = \($1)" }.joined(separator: ", ") + " WHERE "
      + values.map { "\($0) IS NOT \($1)" }.joined(separator: " OR ")
  }

  /// Takes one row; `field` gives the text of a column of the file, nil where it is empty.
  public mutating func add(
    to loader: inout RowLoader, at place: SourcePlace, field: (Int) -> String?
  ) throws {
    guard loader.table.keys.isEmpty else {
      return try addMeasurement(to: &loader, at: place, field: field)
    }
    guard let code = field(loader.identity) else {
      throw ImportProblem(
        "a row of \(loader.table.file) without a \(loader.table.identity): every row needs one",
        at: place)
    }
    let id = try loader.codes.claim(code, noun: loader.table.identity, at: place)
    loader.named.insert(Int64(loader.isKeyedByParty ? try party(code) : id))
    let posted = try posted(id, loader)
    var position: Int32 = 1
    if !loader.isKeyedByParty {
      loader.statement.bind(Int(id), at: position)
      position += 1
    }
    var attributes = Attributes()
    for index in loader.readings.indices {
      let text = field(index)
      if loader.readings[index] == .unknown {
        if let text { attributes.add(loader.headers[index], text: text) }
        continue
      }
      try bind(text, index, &loader, at: position, place)
      position += 1
    }
    try refuseTurnedPeriods(loader, place, field)
    loader.statement.bind(attributes.json, at: position)
    do {
      try loader.statement.run()
    } catch {
      guard error.isConstraint else { throw error }
      throw ImportProblem(PlantImport.contradiction(error, loader.table), at: place)
    }
    if let posted { try keep(posted, id, loader, at: place, field: field) }
    loader.countRow()
  }

  func refuseTurnedPeriods(
    _ loader: borrowing RowLoader, _ place: SourcePlace, _ field: (Int) -> String?
  ) throws {
    for period in loader.periods {
      guard let from = field(period.from), let to = field(period.to), from > to else { continue }
      throw ImportProblem(
        "\(loader.headers[period.to]) \(to) lies before \(loader.headers[period.from]) \(from)",
        at: place)
    }
  }

  mutating func bind(
    _ text: String?, _ index: Int, _ loader: inout RowLoader, at position: Int32,
    _ place: SourcePlace
  ) throws {
    guard let text = text ?? loader.columns[index]!.fallback else {
      return try bindNothing(loader, index, at: position, place)
    }
    func refuse(_ wanted: String, isLacking: Bool = false) -> ImportProblem {
      ImportProblem(
        "\(loader.headers[index]) is '\(text)': \(wanted)", at: place,
        lacking: isLacking ? text : nil)
    }
    switch loader.readings[index] {
    case .text, .unknown: break
    case .integer, .number, .minorUnits, .share:
      guard let number = loader.columns[index]!.number(text) else {
        throw refuse(loader.columns[index]!.wantedNumber)
      }
      loader.statement.bind(number, at: position)
      return
    case .currency:
      if text == loader.currency { break }
      guard Currency.minorDigits(of: text) != nil else {
        throw refuse("write an ISO 4217 code such as INR")
      }
      loader.currency = text
    case .day:
      guard Day(text) != nil else { throw refuse("write a day such as 2026-05-01") }
    case .instant:
      guard let instant = Instant(written: text) else {
        throw refuse("write a moment such as 2026-05-01T12:00:00Z")
      }
      loader.statement.bind(instant.description, at: position)
      return
    case .boolean:
      guard let isTrue = truth(of: text) else { throw refuse("write true or false") }
      loader.statement.bind(isTrue ? 1 : 0, at: position)
      return
    case .word:
      guard case .word(let words) = loader.columns[index]!.content, words.contains(text) else {
        throw refuse("it is one of " + words(of: loader.columns[index]!))
      }
    case .node:
      guard let node = codes.nodes[text] else {
        throw refuse("that is no node here", isLacking: true)
      }
      loader.kinds |= 1 << Int64(plant.nodes[Int(node)].kind.rawValue)
      loader.statement.bind(Int(node), at: position)
      return
    case .party:
      loader.statement.bind(Int(try party(text)), at: position)
      return
    case .code:
      guard case .code(let table) = loader.columns[index]!.content,
        let id = try rowID(table, text)
      else { throw refuse("no row there has that code", isLacking: true) }
      loader.statement.bind(id, at: position)
      return
    }
    loader.statement.bind(text, at: position)
  }

  private func bindNothing(
    _ loader: borrowing RowLoader, _ index: Int, at position: Int32, _ place: SourcePlace
  ) throws {
    let column = loader.columns[index]!
    guard !column.isRequired else {
      throw ImportProblem("\(column.header) is empty: it must be given", at: place)
    }
    loader.statement.bindNull(at: position)
  }

  private func words(of column: ExchangeTable.Column) -> String {
    guard case .word(let words) = column.content else { return "" }
    return words.joined(separator: ", ")
  }

  private func truth(of text: String) -> Bool? {
    switch text.lowercased() {
    case "1", "true", "yes", "y": true
    case "0", "false", "no", "n": false
    default: nil
    }
  }

  private mutating func party(_ code: String) throws -> Int32 {
    if let known = codes.parties[code] { return known }
    let id = codes.parties.add(code)
    partyInsert.bind(Int(id), at: 1)
    partyInsert.bind(code, at: 2)
    try partyInsert.run()
    return id
  }

  private mutating func rowID(_ table: String, _ code: String) throws -> Int64? {
    if rowIDs[table] == nil {
      var ids: [String: Int64] = [:]
      let rows = try connection.prepare("SELECT code, id FROM \(table)")
      while try rows.step() { ids[rows.text(0)] = rows.integer(1) }
      rowIDs[table] = ids
    }
    if let id = rowIDs[table]![code] { return id }
    // A row of the same file, further up.
    let id = try connection.first("SELECT id FROM \(table) WHERE code = ?", [.text(code)])?.integer
    if let id { rowIDs[table]![code] = id }
    return id
  }

  /// Ends a file; what the module wants done with its rows is done once all files are read and the
  /// indexes made.
  public mutating func end(_ loader: consuming RowLoader) throws {
    if !loader.table.afterLoad.isEmpty { pendingWork.append(loader.table.afterLoad) }
    if loader.table.isWhole, !isFresh { try removeUnnamed(loader) }
    report.rows.append((loader.table.file, loader.count))
    // What was measured is named by nothing; all of it is kept.
    if !isFresh, loader.table.keys.isEmpty { named[loader.table.file] = loader.named }
    if loader.kinds != 0 { attachedKinds[loader.table.table, default: 0] |= loader.kinds }
  }
  /// A file that is the whole table has no other rows.
  private func removeUnnamed(_ loader: borrowing RowLoader) throws {
    let table = loader.table.table
    let remove = try connection.prepare("DELETE FROM \(table) WHERE id = ?")
    for row in try connection.rows("SELECT id FROM \(table)") {
      guard let id = row[0].integer, !loader.named.contains(id) else { continue }
      remove.bind([.integer(id)])
      try remove.run()
    }
  }
}
