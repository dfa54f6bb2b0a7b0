// The report page: nothing of the file stands in it unescaped, and what has no answer says so.

import Testing
@testable import TopoqExchange
import TopoqGeometry
import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

@Suite struct ReportPageTests {
  @Test func whatComesFromTheFileIsEscaped() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("page.html")
    var page = ReportPage(
      try ByteSink(path: path), title: "<script>alert(1)</script>",
      day: try #require(Day("2026-05-01")))
    var rows = HeldRows(wantsGeometry: false)
    rows.begin(
      AnswerHeader(
        columns: [
          AnswerColumn(name: "rule", type: .text), AnswerColumn(name: "count", type: .integer),
        ], isCard: false, rowName: "groups", identity: nil))
    rows.add([.text("\"><img src=x onerror='1'>&"), .integer(3)], geometry: nil)
    try page.add(.audit, [rows])
    page.leaveOut(ReportSection.all[2], because: "no <area>")
    try page.finish()
    let text = String(decoding: try ByteSource.bytes(ofFile: path), as: UTF8.self)
    #expect(!text.contains("<script") && !text.contains("<img"))
    #expect(text.contains("&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;"))
    #expect(text.contains("Left out: no &lt;area&gt;"))
    #expect(!text.contains("http"))
    #expect(text.contains("<code>\(ReportSection.audit.questions[0].sentence)</code>"))
  }

  /// The page of one section.
  private func page(_ section: ReportSection, _ answers: [HeldRows]) throws -> String {
    let scratch = try ScratchFolder()
    let path = scratch.file("page.html")
    let day = try #require(Day("2026-05-01"))
    var page = ReportPage(try ByteSink(path: path), title: "net", day: day)
    try page.add(section, answers)
    try page.finish()
    return String(decoding: try ByteSource.bytes(ofFile: path), as: UTF8.self)
  }

  private func rows(
    _ columns: [(String, ValueType)], _ values: [[SQLiteValue]], _ shapes: [Geometry] = []
  ) throws -> HeldRows {
    var rows = HeldRows(wantsGeometry: !shapes.isEmpty)
    rows.begin(
      AnswerHeader(
        columns: columns.map {
          AnswerColumn(name: $0.0, type: $0.1, currency: $0.1 == .money ? "INR" : nil)
        }, isCard: false, rowName: "rows", identity: nil))
    for (index, row) in values.enumerated() {
      rows.add(
        row, geometry: shapes.isEmpty ? nil : try SpatiaLiteBLOB.encode(shapes[index]))
    }
    return rows
  }

  @Test func whatIsLeftOutIsCountedAndSummed() throws {
    let values: [[SQLiteValue]] = (0..<50).map { [.text("A\($0)"), .integer(12_345)] }
    let answer = try rows([("rule", .text), ("lost_per_month", .money)], values)
    let text = try page(.audit, [answer])
    #expect(text.contains("and 10 more, together 1,234.50 INR"))
    #expect(text.contains(">lost per month, INR<") && text.contains(">123.45<"))
  }

  @Test func whatIsEmptySaysWhy() throws {
    for section in ReportSection.all {
      let text = try page(section, try section.questions.map { _ in try rows([("a", .text)], []) })
      let why = section.empty.split(separator: "`")[0]
      #expect(text.contains(why), "\(section.title)")
    }
  }

  @Test func theMapOfALargeNetworkStaysSmall() throws {
    var random = SystemRandomNumberGenerator()
    func place() -> Coordinate {
      Coordinate(
        longitude: .random(in: 77...77.5, using: &random),
        latitude: .random(in: 12.5...13, using: &random))
    }
    let lines = (0..<60_000).map { _ in Geometry.lineString([place(), place()]) }
    let points = (0..<20_000).map { _ in Geometry.point(place()) }
    let map = try #require(ReportSection.all.first { $0.wantsGeometry })
    let text = try page(
      map,
      [
        try rows([("code", .text)], lines.map { _ in [.text("F")] }, lines),
        try rows([("code", .text)], [[.text("OLT1")]], [.point(place())]),
        try rows([("rule", .text)], points.map { _ in [.text("legacy plan")] }, points),
      ])
    #expect(text.utf8.count < 1_000_000)
    #expect(text.split(separator: "<g class=\"spot").count <= 81)
    #expect(text.contains("20,000 findings") && text.contains("<title>OLT1</title>"))
  }
}
