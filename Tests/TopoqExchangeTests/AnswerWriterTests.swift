// Answers in every format: what people see, and what machines read back.

import Testing
import TopoqExchange
import TopoqGeometry
import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

@Suite struct AnswerWriterTests {
  private static let header = AnswerHeader(
    columns: [
      AnswerColumn(name: "code", type: .text),
      AnswerColumn(name: "mrr", type: .money, currency: "INR"),
      AnswerColumn(name: "fill", type: .percent),
      AnswerColumn(name: "distance", type: .metres),
      AnswerColumn(name: "loss", type: .decibels),
      AnswerColumn(name: "strands", type: .integer),
      AnswerColumn(name: "vip", type: .boolean),
      AnswerColumn(name: "since", type: .day),
    ], isCard: false, rowName: "customers", identity: 0)

  private static let rows: [[SQLiteValue]] = [
    [
      .text("C1001"), .integer(123_450), .real(0.125), .real(1916.5004), .real(19.45),
      .integer(1_288), .integer(1), .text("2026-01-05"),
    ],
    [.text("C1002"), .null, .null, .null, .null, .null, .null, .null],
  ]

  // MARK: Tables

  @Test func tableAlignsColumnsAndNamesUnits() throws {
    let text = try written(.table, AnswerWriterTests.header, AnswerWriterTests.rows)
    #expect(
      text == """
        code            mrr    fill   distance      loss  strands  vip  since
        -----  ------------  ------  ---------  --------  -------  ---  ----------
        C1001  1,234.50 INR  12.5 %  1,916.5 m  19.45 dB    1,288  yes  2026-01-05
        C1002

        """)
  }

  @Test func cardGoesDownThePage() throws {
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "code", type: .text), AnswerColumn(name: "free_ports", type: .integer),
        AnswerColumn(name: "note", type: .text),
      ], isCard: true, rowName: "splitters", identity: 0)
    let layout = TableLayout(width: 20, showsCount: true)
    let text = try written(
      .table, header, [[.text("S12"), .integer(1), .null]], layout: layout)
    #expect(text == "code        S12\nfree_ports  1\nnote        -\n")
  }

  @Test func countLineIsWrittenWhereItIsAskedFor() throws {
    let layout = TableLayout(showsCount: true)
    let two = try written(
      .table, AnswerWriterTests.header, AnswerWriterTests.rows, layout: layout)
    #expect(two.hasSuffix("\n2 customers\n"))
    let none = try written(.table, AnswerWriterTests.header, [], layout: layout)
    #expect(none == "no customers\n")
    let inAPipe = try written(.table, AnswerWriterTests.header, [])
    #expect(inAPipe.hasPrefix("code") && inAPipe.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    (0, "customers", "no customers"), (1, "customers", "1 customer"), (1, "premises", "1 premises"),
    (1, "branches", "1 branch"), (1, "entries", "1 entry"), (1_204, "hops", "1,204 hops"),
    (1, "boxes", "1 box"), (1, "leases", "1 lease"),
  ])
  func countsAreInWords(_ count: Int, _ plural: String, _ expected: String) {
    #expect(RowCount(count, of: plural).text == expected)
  }

  @Test func dataCannotDriveTheTerminal() throws {
    let evil = "\u{1b}]0;owned\u{7}\u{1b}[2J\r\n\u{9b}31m\u{202e}gnp\u{7f}"
    let text = try written(.table, textHeader, [[.text(evil)]])
    let controls = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0 == "\u{202e}"
    }
    #expect(controls.isEmpty)
    #expect(text.split(separator: "\n").count == 3)
    #expect(text.contains("\\u{1b}]0;owned\\u{7}\\u{1b}[2J\\r\\n\\u{9b}31m\\u{202e}gnp\\u{7f}"))
    let card = AnswerHeader(columns: textHeader.columns, isCard: true, rowName: "", identity: nil)
    #expect(try !written(.table, card, [[.text(evil)]]).unicodeScalars.contains("\u{1b}"))
    #expect(try !written(.markdown, textHeader, [[.text(evil)]]).unicodeScalars.contains("\u{1b}"))
  }

  @Test func cellsAreCutOnTerminalsOnly() throws {
    let long = String(repeating: "光ファイバー", count: 40)
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "name", type: .text), AnswerColumn(name: "length", type: .metres),
      ], isCard: false, rowName: "routes", identity: nil)
    let rows: [[SQLiteValue]] = [[.text(long), .real(1234.5)]]
    let terminal = try written(.table, header, rows, layout: TableLayout(width: 40))
    for line in terminal.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 40) }
    #expect(terminal.contains("…") && terminal.contains("1,234.5 m"))
    #expect(try written(.table, header, rows).contains(long))
  }

  @Test func laterRowsWidenTheTable() throws {
    var rows: [[SQLiteValue]] = (0..<200).map { [.text("r\($0)"), .integer(1)] }
    rows.append([.text("much longer than any before"), .integer(2)])
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "code", type: .text), AnswerColumn(name: "n", type: .integer),
      ], isCard: false, rowName: "rows", identity: nil)
    let lines = try written(.table, header, rows).split(separator: "\n")
    #expect(lines[2] == "r0    1")
    #expect(lines.last == "much longer than any before  2")
    #expect(lines.count == 203)
  }

  @Test func boldHeadersAreForColoredTerminals() throws {
    let colored = try written(
      .table, textHeader, [[.text("x")]], layout: TableLayout(isColored: true))
    #expect(colored.hasPrefix("\u{1b}[1mtext\u{1b}[0m\n"))
  }

  // MARK: CSV

  @Test func csvHasBareNumbersAndOneCurrency() throws {
    let text = try written(.csv, AnswerWriterTests.header, AnswerWriterTests.rows)
    #expect(
      text == """
        code,mrr,currency,fill,distance,loss,strands,vip,since
        C1001,1234.50,INR,12.5,1916.5,19.45,1288,true,2026-01-05
        C1002,,INR,,,,,,

        """)
  }

  @Test func columnsInSeveralCurrenciesSayItThemselves() throws {
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "mrr_JPY", type: .money, currency: "JPY"),
        AnswerColumn(name: "mrr_EUR", type: .money, currency: "EUR"),
      ], isCard: false, rowName: "customers", identity: nil)
    let rows: [[SQLiteValue]] = [[.integer(5000), .integer(5000)]]
    #expect(try written(.csv, header, rows) == "mrr_JPY,mrr_EUR\n5000,50.00\n")
  }

  @Test func currencyStandsAfterTheLastMoneyColumn() throws {
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "billed", type: .money, currency: "KWD"),
        AnswerColumn(name: "paid", type: .money, currency: "KWD"),
        AnswerColumn(name: "area", type: .text),
      ], isCard: false, rowName: "areas", identity: nil)
    let row: [SQLiteValue] = [.integer(1_234_567), .integer(-5), .text("North, \"A\"")]
    #expect(
      try written(.csv, header, [row])
        == "billed,paid,currency,area\n1234.567,-0.005,KWD,\"North, \"\"A\"\"\"\n")
    #expect(
      try written(.jsonl, header, [row])
        == #"{"billed":1234.567,"paid":-0.005,"currency":"KWD","area":"North, \"A\""}"# + "\n")
  }

  @Test func rowsMayNameTheirOwnCurrency() throws {
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "currency", type: .text), AnswerColumn(name: "mrr", type: .money),
      ], isCard: false, rowName: "rows", identity: nil)
    let rows: [[SQLiteValue]] = [
      [.text("JPY"), .integer(5_000)], [.text("EUR"), .integer(5_000)],
    ]
    #expect(try written(.csv, header, rows) == "currency,mrr\nJPY,5000\nEUR,50.00\n")
    #expect(try written(.table, header, rows).contains("5,000 JPY"))
  }

  @Test func namesAreWrittenOnce() throws {
    let header = AnswerHeader(
      columns: [AnswerColumn(name: "code", type: .text), AnswerColumn(name: "code", type: .text)],
      isCard: false, rowName: "hops", identity: nil)
    let rows: [[SQLiteValue]] = [[.text("a"), .text("b")]]
    #expect(try written(.csv, header, rows) == "code,code_2\na,b\n")
    #expect(try written(.jsonl, header, rows) == "{\"code\":\"a\",\"code_2\":\"b\"}\n")
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func csvReadsBack(seed: UInt64) throws {
    let answer = RandomAnswer(seed: seed)
    let text = try written(.csv, answer.header, answer.rows)
    var reader = try CSVReader(bytes: Array(text.utf8), name: "answer.csv")
    let names = reader.header
    #expect(names == answer.header.columns.map(\.name))
    for row in answer.rows {
      let hasRecord = try reader.next()
      try #require(hasRecord)
      for (column, value) in row.enumerated() {
        switch value {
        case .null:
          let isEmpty = reader.isEmpty(column)
          #expect(isEmpty)
        case .text(let text):
          let read = reader.string(column)
          #expect(read == text)
        case .integer(let number):
          let read = try reader.int(column)
          #expect(read == Int(number))
        case .real(let number):
          let read = try reader.double(column)
          #expect(read == number)
        case .blob: Issue.record("no blobs are made")
        }
      }
    }
    let hasMore = try reader.next()
    #expect(!hasMore)
  }

  // MARK: JSON

  @Test func jsonIsAnArrayOfObjects() throws {
    #expect(try written(.json, textHeader, []) == "[]\n")
    #expect(
      try written(.json, textHeader, [[.text("a\u{1}")], [.null]])
        == "[\n{\"text\":\"a\\u0001\"},\n{\"text\":null}\n]\n")
    let lines = try written(.jsonl, textHeader, [[.text("a")], [.null]])
    #expect(lines.split(separator: "\n").count == 2)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func jsonReadsBack(seed: UInt64) throws {
    let answer = RandomAnswer(seed: seed)
    let array = try JSONDocument(
      bytes: Array(try written(.json, answer.header, answer.rows).utf8)
    ).value()
    let elements = try #require(array.elements)
    #expect(elements.map { answer.values(of: $0) } == answer.rows)
    let lines = try written(.jsonl, answer.header, answer.rows).split(separator: "\n")
    let objects = try lines.map { try JSONDocument(bytes: Array($0.utf8)).value() }
    #expect(objects == elements)
  }

  // MARK: GeoJSON

  @Test func geoJSONHasFeaturesAndABox() throws {
    let place = Coordinate(longitude: 77.594612345678901, latitude: 12.9716)
    let line = Geometry.lineString([place, Coordinate(longitude: 77.6, latitude: -1)])
    let text = try written(
      .geojson, AnswerWriterTests.header, AnswerWriterTests.rows + [AnswerWriterTests.rows[0]],
      geometries: [
        try SpatiaLiteBLOB.encode(.point(place)), nil, try SpatiaLiteBLOB.encode(line),
      ])
    let root = try JSONDocument(bytes: Array(text.utf8)).value()
    #expect(root["type"]?.string == "FeatureCollection")
    let features = try #require(root["features"]?.elements)
    #expect(features.count == 3)
    #expect(features[0]["id"]?.string == "C1001")
    #expect(features[0]["properties"]?["mrr"] == .number(1234.5, text: "1234.50"))
    #expect(features[0]["properties"]?["currency"]?.string == "INR")
    #expect(try Geometry(geoJSON: #require(features[0]["geometry"])) == .point(place))
    #expect(features[1]["geometry"] == .null)
    #expect(try Geometry(geoJSON: #require(features[2]["geometry"])) == line)
    let box = root["bbox"]?.elements?.compactMap(\.double)
    #expect(box == [77.594612345678901, -1, 77.6, 12.9716])
  }

  @Test func emptyGeoJSONIsACollection() throws {
    let text = try written(.geojson, textHeader, [])
    let root = try JSONDocument(bytes: Array(text.utf8)).value()
    #expect(root["features"]?.elements == [] && root["bbox"] == nil)
  }

  @Test func brokenGeometryIsRefused() {
    #expect(throws: SpatiaLiteBLOBError.self) {
      try written(.geojson, textHeader, [[.text("a")]], geometries: [[1, 2, 3]])
    }
  }

  // MARK: Markdown

  @Test func markdownEscapesItsMarks() throws {
    let header = AnswerHeader(
      columns: [
        AnswerColumn(name: "name", type: .text), AnswerColumn(name: "n", type: .integer),
      ], isCard: false, rowName: "rows", identity: nil)
    #expect(
      try written(.markdown, header, [[.text("a|b*c_\\<i>\n"), .integer(1_000)]])
        == "| name | n |\n|---|---:|\n| a\\|b\\*c\\_\\\\\\<i>\\\\n | 1,000 |\n")
  }

  @Test func everyFormatHasAWriter() throws {
    for format in AnswerFormat.allCases {
      var writer = format.writer(into: try ByteSink(path: "/dev/null"))
      try writer.begin(AnswerWriterTests.header)
      for row in AnswerWriterTests.rows { try writer.add(row, geometry: nil) }
      try writer.end()
      #expect(writer.wantsGeometry == (format == .geojson))
    }
    #expect(AnswerFormat.names == ["table", "csv", "json", "jsonl", "geojson", "markdown"])
  }
}

private let textHeader = AnswerHeader(
  columns: [AnswerColumn(name: "text", type: .text)], isCard: false, rowName: "texts",
  identity: nil)

/// What a format makes of an answer, as text.
private func written(
  _ format: AnswerFormat, _ header: AnswerHeader, _ rows: [[SQLiteValue]],
  geometries: [[UInt8]?] = [], layout: TableLayout = TableLayout()
) throws -> String {
  func fill(_ writer: inout some AnswerWriter & ~Copyable) throws {
    try writer.begin(header)
    for (index, row) in rows.enumerated() {
      try writer.add(row, geometry: geometries.isEmpty ? nil : geometries[index])
    }
    try writer.end()
  }
  let bytes: [UInt8]
  switch format {
  case .table:
    var writer = TableWriter(ByteSink(), layout: layout)
    try fill(&writer)
    bytes = writer.bytes
  case .csv:
    var writer = CSVAnswerWriter(ByteSink())
    try fill(&writer)
    bytes = writer.bytes
  case .json:
    var writer = JSONAnswerWriter(ByteSink())
    try fill(&writer)
    bytes = writer.bytes
  case .jsonl:
    var writer = JSONLinesWriter(ByteSink())
    try fill(&writer)
    bytes = writer.bytes
  case .geojson:
    var writer = GeoJSONAnswerWriter(ByteSink())
    try fill(&writer)
    bytes = writer.bytes
  case .markdown:
    var writer = MarkdownWriter(ByteSink())
    try fill(&writer)
    bytes = writer.bytes
  }
  return String(decoding: bytes, as: UTF8.self)
}
