// The shipped rules against a reading of the same books by hand: all found, none invented, to the
// cent.

import Testing
import Topoq
import TopoqSQLite
import TopoqText

@Suite struct AuditOracleTests {
  private static func written(_ value: SQLiteValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    default: "-"
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func whatIsFoundIsWhatTheBooksSay(seed: UInt64) throws {
    let books = PlainBooks(seed: seed)
    let network = try TestNetwork.of(books.files)
    let file = try network.open(.write, on: PlainBooks.today.description)
    _ = try file.answer("audit")
    let rows = try file.answer("findings show rule, thing, since, until, lost_per_month, lost")
    let found = Set(rows.values.map { $0.prefix(6).map(Self.written).joined(separator: " | ") })
    let expected = Set(PlainAudit(books).findings.map(\.description))
    #expect(found.subtracting(expected).sorted() == [], "invented")
    #expect(expected.subtracting(found).sorted() == [], "not found")
    #expect(expected.count > 30)
  }

  @Test func everyRuleOfTheBooksIsPlantedSomewhere() {
    let rules = Set((1...12).flatMap { PlainAudit(PlainBooks(seed: $0)).findings.map(\.rule) })
    #expect(rules.count == 16)
  }
}
