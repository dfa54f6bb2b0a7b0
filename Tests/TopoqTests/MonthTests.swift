// Months: growth and churn against a naive diary of who came and went, revenue against the charges.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqText

@Suite struct MonthTests {
  /// Who was there from which day to which; nil while they are.
  private struct Stay {
    let from: Day
    var to: Day?
  }

  @Test(arguments: [UInt64(3), 17])
  func growthAndChurnAreAsTheDiarySays(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let network = try TestNetwork.of([
      "nodes.csv": "code,kind\nH1,premises\n",
      "customers.csv": "code,name,status\nX,Never,pending\n",
    ])
    var stays: [String: [Stay]] = [:]
    var day = Day("2025-01-10")!
    do {
      let file = try network.open(.write, on: day.description)
      for index in 1...8 { try file.change("add customer C\(index)") }
    }
    while day < Day("2026-04-20")! {
      day = day.adding(days: Int.random(in: 1...9, using: &random))
      let file = try network.open(.write, on: day.description)
      let code = "C\(Int.random(in: 1...8, using: &random))"
      let isThere = stays[code]?.last.map { $0.to == nil } ?? false
      if !isThere {
        try file.change("activate customer \(code)")
        stays[code, default: []].append(Stay(from: day))
      } else if Bool.random(using: &random) {
        try file.change("cease customer \(code)")
        let last = stays[code, default: []].count - 1
        stays[code]?[last].to = day
      } else if try file.codes("customers where suspended").contains(code) {
        try file.change("resume customer \(code)")
      } else {
        try file.change("suspend customer \(code) until \(day.adding(days: 5))")
      }
    }
    let file = try network.open(on: "2026-04-30")
    let answer = try file.answer("months show month, begins, ends, customers, joined, left, churn")
    #expect(answer.values.count == 24)
    let all = stays.values.flatMap { $0 }
    for row in answer.values {
      let (begins, ends) = (Day(row[1].text!)!, Day(row[2].text!)!)
      func isThere(before day: Day) -> (Stay) -> Bool {
        { $0.from < day && $0.to.map { $0 >= day } != false }
      }
      let left = all.filter { $0.to.map { $0 >= begins && $0 < ends } == true }.count
      let before = all.filter(isThere(before: begins)).count
      let month = Comment(rawValue: "seed \(seed), \(row[0].text!)")
      #expect(row[3].integer.map { Int($0) } == all.filter(isThere(before: ends)).count, month)
      let joined = all.filter { $0.from >= begins && $0.from < ends }.count
      #expect(row[4].integer.map { Int($0) } == joined, month)
      #expect(row[5].integer.map { Int($0) } == left, month)
      #expect(row[6].real == (before == 0 ? nil : Double(left) / Double(before)), month)
    }
  }

  @Test func revenuePerUserIsWhatChargesSayOnTheLastDay() throws {
    let network = try TestNetwork.of([
      "nodes.csv": "code,kind\nH1,premises\nH2,premises\n",
      "customers.csv": "code,node\nC1,H1\nC2,H2\n",
      "charges.csv": """
      code,party,node,price_minor,currency,from,to
      A,C1,H1,10000,INR,2026-01-15,2026-03-31
      B,C1,,5000,INR,2026-02-01,
      C,C2,H2,20000,INR,2026-03-31,2026-05-10
      D,,H2,100,INR,2026-05-04,

      """,
      "payments.csv": """
      code,day,amount_minor,currency,account,reversed_on
      P1,2026-02-28,700,INR,,
      P2,2026-03-01,900,INR,,2026-03-02

      """,
    ])
    let file = try network.open(on: "2026-05-04")
    let answer = try file.answer(
      "months where begins >= 2025-12-01 show month, mrr, payers, arpu, collected")
    #expect(answer.column("mrr") == ["", "10000", "15000", "25000", "25000", "25100"])
    #expect(answer.column("payers") == ["0", "1", "1", "2", "2", "3"])
    #expect(answer.column("arpu") == ["", "10000", "15000", "12500", "12500", "8366.667"])
    #expect(answer.column("collected") == ["", "", "700", "", "", ""])
  }

  @Test func monthsAreOfTheTwoYearsUpToToday() throws {
    let network = try TestNetwork.village()
    let file = try network.open(on: "2026-05-31")
    #expect(try file.answer("months show month").column("month").first == "2024-06")
    #expect(try file.answer("months where not over show month").column("month") == ["2026-05"])
    #expect(try file.answer("month \"2026-04\" show ends").column("ends") == ["2026-05-01"])
    #expect(throws: WrongSentence.self) { try file.answer("month \"2026-06\"") }
    let active = try file.number("revenue of charges where running")
    #expect(try file.number("month \"2026-05\" show mrr") == active)
  }
}
