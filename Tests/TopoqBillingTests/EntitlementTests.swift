import TestSupport
import Testing
import TopoqText

@testable import TopoqBilling

@Suite("What charges come to")
struct EntitlementTests {
  @Test("a month is billed whole, its parts by the day")
  func month() throws {
    let cycle = BillingCycle(day: 1, months: 1)
    let charge = ChargeTerm(
      id: 1, series: 1, kind: .recurring, price: 99_900, party: 1, node: 1,
      days: DaySpan(begins: day("2026-01-22"), ends: day("2026-03-11")), pauses: [])
    let shares = try Entitlement.shares(of: [charge], [], cycle, until: day("2026-04-01"))
    #expect(shares.map(\.amount) == [32_226, 99_900, 32_226])
    #expect(shares[0].begins == day("2026-01-22") && shares[0].ends == day("2026-02-01"))
  }

  @Test("billing months begin on the account's day, or on the last of a shorter month")
  func cycles() {
    let cycle = BillingCycle(day: 31, months: 1)
    #expect(cycle.month(holding: day("2026-03-01")).begins == day("2026-02-28"))
    #expect(cycle.month(holding: day("2026-02-27")).begins == day("2026-01-31"))
    #expect(cycle.lastEnd(by: day("2024-03-05")) == day("2024-02-29"))
    let quarter = BillingCycle(day: 1, months: 3)
    #expect(quarter.lastEnd(by: day("2026-06-30")) == day("2026-04-01"))
    #expect(quarter.begin(ofPeriodEnding: day("2026-04-01")) == day("2026-01-01"))
  }

  @Test("a discount takes no more than there is, the oldest charge first")
  func discounts() throws {
    let cycle = BillingCycle(day: 1, months: 1)
    let days = DaySpan(begins: day("2026-01-01"), ends: nil)
    let charges = [3, 5].map { id in
      ChargeTerm(
        id: Int64(id), series: Int64(id), kind: .recurring, price: id * 100, party: 1, node: nil,
        days: days, pauses: [])
    }
    let discounts = [
      DiscountTerm(id: 1, rebate: .amount(600), days: days, series: nil, party: 1, node: nil),
      DiscountTerm(id: 2, rebate: .share(5000), days: days, series: nil, party: 1, node: nil),
    ]
    let shares = try Entitlement.shares(of: charges, discounts, cycle, until: day("2026-02-01"))
    #expect(shares.map(\.amount) == [300, -300, 500, -300, -200])
  }

  @Test("what is billed in a year is what the days come to", arguments: 0..<300)
  func againstDays(seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    for _ in 0..<Int.random(in: 1...8, using: &history.random) { history.change() }
    let shares = try Entitlement.shares(
      of: history.charges, history.discounts, history.cycle, until: history.end)
    #expect(try Self.totals(shares, history) == history.totalsByDays(), "seed \(seed)")
  }

  /// Twelve months are billed one by one while history changes, also that of months gone by.
  @Test("twelve invoices add up to the days, whatever changed between them", arguments: 0..<300)
  func twelveInvoices(seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    var posted: [Entitlement.Key: Int] = [:]
    var until = history.cycle.month(holding: RandomHistory.first).ends
    while until <= history.end {
      for _ in 0..<Int.random(in: 0...2, using: &history.random) { history.change() }
      for isAgain in [false, true] {
        let shares = try Entitlement.shares(
          of: history.charges, history.discounts, history.cycle, until: until)
        let draft = try InvoiceDraft(
          shares, posted: posted, taxation: history.taxation, history.cycle)
        if isAgain { #expect(draft.lines.isEmpty, "seed \(seed): billed twice") }
        for line in draft.lines {
          posted[line.key, default: 0] += line.amount
          let parts = line.net + line.taxes.reduce(0, +)
          let isInclusive = history.taxation[line.key.charge]?.isInclusive == true
          #expect(isInclusive ? parts == line.amount : line.net == line.amount)
        }
      }
      until = history.cycle.month(holding: until).ends
    }
    let sums = posted.map { key, amount in
      Entitlement.Share(key: key, begins: key.month, ends: key.month, amount: amount)
    }
    #expect(try Self.totals(sums, history) == history.totalsByDays(), "seed \(seed)")
  }

  /// Sums by month, series and discount; nothing where they are zero.
  static func totals(
    _ shares: [Entitlement.Share], _ history: RandomHistory
  ) throws -> [RandomHistory.Slot: Int] {
    var totals: [RandomHistory.Slot: Int] = [:]
    for share in shares {
      let charge = history.charges.first { $0.id == share.key.charge }!
      let slot = RandomHistory.Slot(
        month: share.key.month, series: charge.series, discount: share.key.discount)
      totals[slot, default: 0] += share.amount
    }
    return totals.filter { $0.value != 0 }
  }
}

func day(_ text: String) -> Day { Day(text)! }
