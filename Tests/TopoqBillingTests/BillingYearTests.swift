import Testing
import TopoqBilling
import TopoqSQLite

@Suite("A year of billing")
struct BillingYearTests {
  @Test("invoices of a year come to what the days come to, whatever changed", arguments: 0..<12)
  func year(seed: UInt64) throws {
    var year = try BillingYear.begin(seed: seed)
    try year.run()
    let (billed, counted) = (try year.billed(), year.counted())
    #expect(billed == counted && billed.count > 20, "seed \(seed)")
    let faults = try year.file.faults()
    #expect(faults == [], "seed \(seed)")
    let ledger = try year.file.handle.first("SELECT sum(amount_minor) FROM billing_entry")
    let owed = try year.file.handle.first(
      """
      SELECT (SELECT sum(total_minor) FROM billing_invoice)
        - coalesce((SELECT sum(amount_minor) FROM billing_payment), 0)
      """)
    #expect(ledger == owed, "seed \(seed)")
  }
}
