// Numbers, days, points, and the codes that begin with a digit.
extension Lexer {
  /// `30`, `1.84`, `300m`, `2026-05-04`, `12A`, and what is none of these but looks so.
  mutating func scanDigits() {
    let start = position
    while isDigit(position) { position += 1 }
    let digitsEnd = position
    scanWordCharacters()
    if position == digitsEnd { return scanDecimals(start) }
    if isDate(start, position) { return addDate(start) }
    if hasLetter(digitsEnd, position) {
      guard Unit.named(text(digitsEnd, position), currencies: currencies) != nil else {
        return addWord(from: start)
      }
      let end = position
      position = digitsEnd
      add(.number, from: start)
      position = end
      return addWord(from: digitsEnd)
    }
    if let meant = meantDate(start, position) {
      let range = SourceRange(start, position)
      add(.date, from: start)
      return report(
        .badDate, "`\(text(start, position))` is no day: write \(meant)", range,
        edits: [TextEdit(range, meant)])
    }
    addQuotedCode(start)
  }

  mutating func scanNegative() {
    let start = position
    position += 1
    while isDigit(position) { position += 1 }
    scanDecimals(start)
  }

  /// `.5`: read as 0.5.
  mutating func scanLeadingPoint() {
    let start = position
    position += 1
    while isDigit(position) { position += 1 }
    add(.number, from: start)
    let range = SourceRange(start, position)
    let meant = "0" + text(start, position)
    report(
      .badNumber, "a number begins with a digit: write \(meant)", range,
      edits: [TextEdit(range, meant)])
  }

  private mutating func scanDecimals(_ start: Int) {
    let isPoint = byte(at: position) == UInt8(ascii: ".")
    if isPoint, isDigit(position + 1) {
      position += 1
      while isDigit(position) { position += 1 }
      // 192.168.1.1 and 1.2/3 are codes rather than numbers.
      let next = byte(at: position)
      let goesOn =
        next == UInt8(ascii: ".") && isDigit(position + 1)
        || wordCharacterWidth(at: position) > 0 && letterWidth(at: position) == 0
      if goesOn {
        while wordCharacterWidth(at: position) > 0 || byte(at: position) == UInt8(ascii: ".") {
          position += max(1, wordCharacterWidth(at: position))
        }
        return addQuotedCode(start)
      }
    } else if isPoint {
      add(.number, from: start)
      position += 1
      return report(
        .badNumber, "digits follow the point of a number", SourceRange(start, position),
        edits: [TextEdit(SourceRange(position - 1, position), "")])
    }
    guard let value = Double(text(start, position)), value.isFinite else {
      add(.bad, from: start)
      return report(.badNumber, "this number is too large", SourceRange(start, position))
    }
    add(.number, from: start)
  }

  /// A code of digits and signs alone: taken for a quoted one.
  private mutating func addQuotedCode(_ start: Int) {
    add(.string, from: start)
    let range = SourceRange(start, position)
    let code = text(start, position)
    report(
      .badNumber, "`\(code)` is no number, and a code without a letter needs quotes", range,
      edits: [TextEdit(range, "\"\(code)\"")])
  }

  private func hasLetter(_ start: Int, _ end: Int) -> Bool {
    var offset = start
    while offset < end {
      let letter = letterWidth(at: offset)
      if letter > 0 { return true }
      offset += max(1, wordCharacterWidth(at: offset))
    }
    return false
  }

  // MARK: Days

  private func isDate(_ start: Int, _ end: Int) -> Bool {
    guard end - start == 10 else { return false }
    for offset in 0..<10 {
      let isDash = offset == 4 || offset == 7
      let isRight = isDash ? bytes[start + offset] == UInt8(ascii: "-") : isDigit(start + offset)
      if !isRight { return false }
    }
    return true
  }

  private mutating func addDate(_ start: Int) {
    add(.date, from: start)
    let day = CalendarDay(dashed: text(start, position))
    if !day.exists {
      report(
        .badDate, "`\(text(start, position))` is no day of the calendar",
        SourceRange(start, position))
    }
  }

  /// The day that `2026-5-4`, `2026/05/04`, `04-05-2026` or `4/5/2026` probably means; day before
  /// month, as everywhere that writes the year last with dashes.
  private func meantDate(_ start: Int, _ end: Int) -> String? {
    let written = text(start, end)
    let parts = written.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }),
      let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
    else { return nil }
    let day: CalendarDay
    if parts[0].utf8.count == 4, parts[1].utf8.count <= 2, parts[2].utf8.count <= 2 {
      day = CalendarDay(year: first, month: second, day: third)
    } else if parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 {
      day = CalendarDay(year: third, month: second, day: first)
    } else {
      return nil
    }
    return day.exists ? day.dashed : nil
  }

  // MARK: Points

  /// `@12.9716,77.5946`; a blank after the comma is let pass, as maps copy it so.
  mutating func scanPoint() {
    let start = position
    position += 1
    if scanCoordinate(), byte(at: position) == UInt8(ascii: ",") {
      position += 1
      while byte(at: position) == 0x20 { position += 1 }
      if scanCoordinate() { return add(.point, from: start) }
    }
    // `@12.9716 77.5946`: the comma is missing.
    var next = position
    while byte(at: next) == 0x20 { next += 1 }
    let isComma = next > position && (isDigit(next) || byte(at: next) == UInt8(ascii: "-"))
    let edits = isComma ? [TextEdit(SourceRange(position, next), ",")] : []
    add(.bad, from: start)
    report(
      .badNumber, "a point is `@latitude,longitude`", SourceRange(start, position),
      help: "as in map links: @12.9716,77.5946", edits: edits)
  }

  private mutating func scanCoordinate() -> Bool {
    let start = position
    if byte(at: position) == UInt8(ascii: "-") { position += 1 }
    guard isDigit(position) else { return false }
    while isDigit(position) { position += 1 }
    if byte(at: position) == UInt8(ascii: "."), isDigit(position + 1) {
      position += 1
      while isDigit(position) { position += 1 }
    }
    return Double(text(start, position))?.isFinite ?? false
  }
}
