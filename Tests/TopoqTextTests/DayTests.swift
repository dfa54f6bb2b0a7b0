// The calendar: leap years, month ends, and the days between.

import Testing
import TopoqText

@Suite struct DayTests {
  @Test func everyDayFollowsTheOneBefore() {
    var day = Day("1599-12-31")!
    let start = day.number
    var (year, month, dayOfMonth) = (1599, 12, 31)
    for step in 1...300_000 {
      day = day.adding(days: 1)
      dayOfMonth += 1
      if dayOfMonth > Day.lengthOfMonth(month, year: year) { (month, dayOfMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      guard day.year == year, day.month == month, day.day == dayOfMonth,
        Int(day.number - start) == step
      else {
        Issue.record("\(day) should be \(year)-\(month)-\(dayOfMonth)")
        return
      }
    }
    #expect(Day(year: 1970, month: 1, day: 1)?.number == 0)
    #expect(Day("2000-03-01")?.number == 11_017)
  }

  @Test func printsAndReadsTheSame() {
    for text in ["0000-01-01", "1970-01-01", "2024-02-29", "2026-12-31", "9999-12-31"] {
      #expect(Day(text)?.description == text)
    }
    #expect(Day("0000-01-01")! < Day("9999-12-31")!)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "20260401",
    "2026-04-01 ", "+026-04-01", "2026/04/01", "", "２０26-04-01",
  ])
  func refuses(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func monthsClampToTheirEnd() {
    let last = Day("2026-01-31")!
    #expect(last.adding(months: 1).description == "2026-02-28")
    #expect(last.adding(months: 25).description == "2028-02-29")
    #expect(last.adding(months: -1).description == "2025-12-31")
    #expect(last.adding(months: -2).description == "2025-11-30")
    #expect(last.adding(months: -14).description == "2024-11-30")
    #expect(Day("2024-02-29")!.adding(months: 12).description == "2025-02-28")
  }

  @Test func theEndsOfTheCalendarAreHeld() {
    #expect(Day(number: Int(Day("9999-12-31")!.number) + 1) == nil)
    #expect(Day(number: Int(Day("0000-01-01")!.number) - 1) == nil)
    #expect(Day("2026-01-01")!.days(to: Day("2027-01-01")!) == 365)
  }

  @Test func todayIsTheSameDayAsNow() {
    let before = Instant.now.day
    let today = Day.today(in: .utc)
    #expect(today >= before && today <= Instant.now.day)
    #expect(abs(Day.today(in: .local).days(to: today)) <= 1)
  }
}
