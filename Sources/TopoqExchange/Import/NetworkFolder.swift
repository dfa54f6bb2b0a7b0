// A network folder as it is read: nodes, routes, joints, areas, then the modules' tables.

internal import TopoqNetwork
internal import TopoqStore
internal import TopoqText
internal import TopoqVocabulary

struct NetworkFolder {
  private let path: String
  private let names: Set<String>

  /// - Throws: `ImportProblem` where a thing's rows stand in two files.
  init(_ path: String) throws {
    self.path = path
    names = Set(try Folder.names(in: path))
    for stem in ["nodes", "routes"]
    where names.isSuperset(of: ["\(stem).csv", "\(stem).geojson"]) {
      throw ImportProblem(
        "\(path): it holds both \(stem).csv and \(stem).geojson; keep one of them")
    }
  }

  /// The names of files that a network folder may hold.
  static func fileNames(_ modules: [Module]) -> Set<String> {
    Set(
      ["nodes.csv", "nodes.geojson", "routes.csv", "routes.geojson", "joints.csv", "areas.geojson"]
        + modules.flatMap(\.tables).map { "\($0.file).csv" })
  }

  /// - Parameter log: takes what is wrong with single rows.
  func read(
    into plant: inout PlantImport, _ modules: [Module], _ log: inout ProblemLog,
    _ progress: ((String, Int) -> Void)?
  ) throws {
    guard !plant.isFresh || names.contains("nodes.csv") || names.contains("nodes.geojson") else {
      throw ImportProblem(
        "\(path): there is no nodes.csv and no nodes.geojson; a new file begins with its nodes")
    }
    guard !names.isDisjoint(with: NetworkFolder.fileNames(modules)) else {
      throw ImportProblem(
        "\(path): none of its files belongs to a network folder, such as nodes.csv")
    }
    try readNodes(&plant, &log, Tally("nodes", progress))
    try plant.endNodes()
    try readRoutes(&plant, &log, Tally("routes", progress))
    try readJoints(&plant, &log, Tally("joints", progress))
    try readAreas(&plant, &log, Tally("areas", progress))
    for table in modules.flatMap(\.tables) where names.contains("\(table.file).csv") {
      try readRows(of: table, &plant, &log, Tally(table.file, progress))
    }
  }

  private func file(_ name: String) -> String? { names.contains(name) ? "\(path)/\(name)" : nil }

  // MARK: The plant's own files

  private func readNodes(
    _ plant: inout PlantImport, _ log: inout ProblemLog, _ tally: consuming Tally
  ) throws {
    if let file = file("nodes.csv") {
      var reader = try CSVReader(path: file)
      let columns = ColumnMap<NodeColumn>(reader.header)
      try require([.code], columns, file)
      while try reader.next(&log) {
        let place = SourcePlace(file: file, line: reader.line)
        let attributes = attributes(columns.unknown, reader)
        do {
          let record = try NodeRecord(
            geometry: nil, attributes: attributes, at: place,
            text: { column in columns[column].flatMap { reader.text($0) } },
            number: { column in try columns[column].flatMap { try reader.double($0) } })
          try plant.add(record, at: place)
        } catch {
          try log.take(error, of: reader.text(columns[.code]!))
        }
        tally.count()
      }
    }
    if let file = file("nodes.geojson") {
      try FeatureFile(file).forEach { feature, place in
        do {
          let record = try NodeRecord(
            geometry: feature.geometry, attributes: feature.attributes(besides: NodeColumn.self),
            at: place, text: { feature.text($0.header) },
            number: { column in
              try feature.text(column.header).map {
                try ColumnText(place).number($0, column.header)
              }
            })
          try plant.add(record, at: place)
        } catch {
          try log.take(error, of: feature.text("code"))
        }
        tally.count()
      }
    }
    tally.end()
  }

  private func readRoutes(
    _ plant: inout PlantImport, _ log: inout ProblemLog, _ tally: consuming Tally
  ) throws {
    if let file = file("routes.csv") {
      var reader = try CSVReader(path: file)
      let columns = ColumnMap<RouteColumn>(reader.header)
      try require([.code], columns, file)
      while try reader.next(&log) {
        let place = SourcePlace(file: file, line: reader.line)
        let attributes = attributes(columns.unknown, reader)
        do {
          let record = try RouteRecord(
            geometry: nil, attributes: attributes, at: place,
            text: { column in columns[column].flatMap { reader.text($0) } },
            number: { column in try columns[column].flatMap { try reader.double($0) } })
          try plant.add(record, at: place)
        } catch {
          try log.take(error, of: reader.text(columns[.code]!))
        }
        tally.count()
      }
    }
    if let file = file("routes.geojson") {
      try FeatureFile(file).forEach { feature, place in
        do {
          let record = try RouteRecord(
            geometry: feature.geometry, attributes: feature.attributes(besides: RouteColumn.self),
            at: place, text: { feature.text($0.header) },
            number: { column in
              try feature.text(column.header).map {
                try ColumnText(place).number($0, column.header)
              }
            })
          try plant.add(record, at: place)
        } catch {
          try log.take(error, of: feature.text("code"))
        }
        tally.count()
      }
    }
    tally.end()
  }

  private func readJoints(
    _ plant: inout PlantImport, _ log: inout ProblemLog, _ tally: consuming Tally
  ) throws {
    guard let file = file("joints.csv") else { return }
    var reader = try CSVReader(path: file)
    let columns = ColumnMap<JointColumn>(reader.header)
    try require([.from, .to], columns, file)
    while try reader.next(&log) {
      let place = SourcePlace(file: file, line: reader.line)
      do {
        let record = JointRecord(
          node: columns[.node].flatMap { reader.text($0) },
          from: try end(columns[.from]!, reader, place), to: try end(columns[.to]!, reader, place),
          loss: try columns[.loss].flatMap { try reader.double($0) },
          until: columns[.until].flatMap { reader.text($0) },
          reason: columns[.reason].flatMap { reader.text($0) })
        try plant.add(record, at: place)
      } catch {
        try log.take(error, of: "")
      }
      tally.count()
    }
    tally.end()
  }

  private func end(
    _ column: Int, _ reader: borrowing CSVReader, _ place: SourcePlace
  ) throws -> WrittenEnd {
    if let end = reader.withField(column, { WrittenEnd(bytes: $0) }) { return end }
    if let text = reader.text(column), let end = WrittenEnd(text) { return end }
    throw ImportProblem(
      "\(reader.header[column]) is '\(reader.string(column))': an end is ROUTE#STRAND, "
        + "ROUTE#FIRST-LAST or NODE:PORT, such as F7#1, F7#1-24, S12:3 or S12:in", at: place)
  }

  private func readAreas(
    _ plant: inout PlantImport, _ log: inout ProblemLog, _ tally: consuming Tally
  ) throws {
    guard let file = file("areas.geojson") else { return }
    try FeatureFile(file).forEach { feature, place in
      do {
        try plant.add(try AreaRecord(feature, at: place), at: place)
      } catch {
        try log.take(error, of: feature.text("code"))
      }
      tally.count()
    }
    tally.end()
  }

  // MARK: The modules' files

  private func readRows(
    of table: ExchangeTable, _ plant: inout PlantImport, _ log: inout ProblemLog,
    _ tally: consuming Tally
  ) throws {
    let file = "\(path)/\(table.file).csv"
    var reader = try CSVReader(path: file)
    var loader = try plant.loader(for: table, headers: reader.header, file: file)
    while try reader.next(&log) {
      do {
        try plant.add(to: &loader, at: SourcePlace(file: file, line: reader.line)) { column in
          reader.text(column)
        }
      } catch {
        try log.take(error, of: reader.text(loader.identity))
      }
      tally.count()
    }
    for problem in try plant.brokenRules(of: loader) { try log.take(problem, of: "") }
    try plant.end(loader)
    tally.end()
  }

  // MARK: Columns

  private func require<Column: PlantColumn>(
    _ wanted: [Column], _ columns: ColumnMap<Column>, _ file: String
  ) throws {
    for column in wanted where columns[column] == nil {
      throw ImportProblem(
        "the column \(column.header) is missing", at: SourcePlace(file: file, line: 1))
    }
  }

  private func attributes(_ unknown: [Int], _ reader: borrowing CSVReader) -> String? {
    guard !unknown.isEmpty else { return nil }
    var attributes = Attributes()
    for column in unknown {
      if let text = reader.text(column) { attributes.add(reader.header[column], text: text) }
    }
    return attributes.json
  }
}
