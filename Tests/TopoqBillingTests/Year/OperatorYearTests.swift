import Testing
import TopoqText

@Suite("A year of an operator")
struct OperatorYearTests {
  @Test(
    "twelve months by sentences come to what the days come to, each month, to the last paisa",
    arguments: YearScale.seeds)
  func year(seed: UInt64) throws {
    var run = try YearRun.begin(customers: YearScale.customers, seed: seed)
    for month in 1...12 {
      try run.live(until: YearModel.first.days(to: YearModel.first.adding(months: month)))
      let differences = try run.differences()
      #expect(differences.isEmpty, "seed \(seed), month \(month), \(run.said) sentences")
      for line in differences.prefix(20) { print(line) }
      if !differences.isEmpty { return }
    }
    try run.bill()
    #expect(try run.differences() == [], "seed \(seed), the last bills")
    print("seed \(seed): \(run.count) customers, \(run.said) sentences")
  }
}
