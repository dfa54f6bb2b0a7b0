/// A day as three numbers, which may or may not be in the Gregorian calendar.
struct CalendarDay {
  let year: Int
  let month: Int
  let day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// From ten characters of the form `2026-05-04`.
  init(dashed text: String) {
    let parts = text.split(separator: "-").map { Int($0) ?? 0 }
    precondition(parts.count == 3, "a day has three parts: \(text)")
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  var exists: Bool {
    guard (1...12).contains(month), year > 0 else { return false }
    let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  /// `2026-05-04`
  var dashed: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
