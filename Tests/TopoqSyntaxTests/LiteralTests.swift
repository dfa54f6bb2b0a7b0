// Words, numbers, days, units, points and strings.
import Testing
import TopoqSyntax

struct LiteralTests {
  /// The value that a field is compared with.
  private func value(_ text: String) -> Value? {
    let parsed = parsed("customers where x = \(text)")
    guard parsed.diagnostics.isEmpty, case .inquiry(let inquiry)? = parsed.statements.first,
      case .question(let question) = inquiry.asked, case .test(let test)? = question.filter,
      case .compare(_, let value)? = test.operation
    else { return nil }
    return value
  }

  private func quantity(_ text: String) -> (Double, Unit?, Bool)? {
    guard case .quantity(let quantity)? = value(text) else { return nil }
    return (quantity.number.value, quantity.unit?.unit, quantity.isAgo)
  }

  @Test func unitsTouchTheirNumbersOrNot() throws {
    for (text, number, unit) in [
      ("300m", 300, Unit.metres), ("300 m", 300, .metres), ("-27 dBm", -27, .decibelMilliwatts),
      ("-27dbm", -27, .decibelMilliwatts), ("80%", 80, .percent), ("1.5 KM", 1.5, .kilometres),
      ("30days", 30, .days), ("1 day", 1, .days), ("500 INR", 500, .currency("INR")),
      ("500INR", 500, .currency("INR")), ("5 min", 5, .minutes),
      ("100 Mbps", 100, .megabitsPerSecond),
    ] {
      let found = try #require(quantity(text))
      #expect(found.0 == number && found.1 == unit && !found.2)
    }
    #expect(quantity("30 days ago")?.2 == true)
    #expect(quantity("30")?.1 == nil)
  }

  @Test func wordsMayBeginWithDigits() {
    for text in ["12A", "4thFloor", "OLT-1/1/3", "F7#3", "OLT1:3", "दिल्ली", "12ABC", "2026Q1"] {
      guard case .word(let word)? = value(text) else {
        Issue.record("\(text) is no word")
        continue
      }
      #expect(word.text == text)
    }
  }

  @Test func daysExist() {
    guard case .date(let date)? = value("2024-02-29") else {
      Issue.record("no day")
      return
    }
    #expect((date.year, date.month, date.day) == (2024, 2, 29))
    for text in ["2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"] {
      #expect(value(text) == nil)
    }
  }

  @Test func stringsKeepTheirText() {
    for (text, meant) in [
      (#""a \"b\" \\ c""#, #"a "b" \ c"#), (#"'it\'s'"#, "it's"), (#"'a "b"'"#, #"a "b""#),
      (#""""#, ""), ("\"a\nb\"", "a\nb"), (#""\'""#, "'"),
    ] {
      guard case .string(let string)? = value(text) else {
        Issue.record("\(text) is no string")
        continue
      }
      #expect(string.text == meant)
    }
  }

  @Test func reservedWordsAreNoCodes() {
    #expect(parsed("splitter limit").diagnostics.map(\.code) == [.stopsTooEarly])
    #expect(parsed("splitter \"limit\"").diagnostics.isEmpty)
    #expect(parsed("splitter length").diagnostics.isEmpty)
    #expect(parsed("joints where loss > 0.3 dB and length > 3 m").diagnostics.isEmpty)
  }

  @Test func fieldsAreSplitAtTheirDots() {
    guard
      case .inquiry(let inquiry)? = parsed("count customers by customer.splitter.olt")
        .statements.first, case .question(let question) = inquiry.asked
    else {
      Issue.record("no question")
      return
    }
    #expect(question.grouping.first?.path.map(\.text) == ["customer", "splitter", "olt"])
    #expect(question.grouping.first?.path.map(\.range.lowerBound) == [19, 28, 37])
  }

  @Test func wordsThatAreNounsAndVerbsAreToldApart() {
    guard case .change? = parsed("invoice customer C1001").statements.first else {
      Issue.record("no change")
      return
    }
    guard case .inquiry? = parsed("invoice I-2026-0412").statements.first else {
      Issue.record("no question")
      return
    }
  }

  @Test func rangesCoverTheirWords() {
    let sentence = "count customers on splitter S12 where (billed or vip) and not lit by area"
    guard case .inquiry(let inquiry)? = parsed(sentence).statements.first,
      case .question(let question) = inquiry.asked,
      case .and(let items, let whole)? = question.filter
    else {
      Issue.record("no question")
      return
    }
    func text(_ range: SourceRange) -> String {
      String(decoding: Array(sentence.utf8)[range.lowerBound..<range.upperBound], as: UTF8.self)
    }
    #expect(text(inquiry.range) == sentence)
    #expect(text(question.places[0].range) == "on splitter S12")
    #expect(text(items[0].range) == "billed or vip")
    #expect(text(items[1].range) == "not lit")
    #expect(text(whole) == "(billed or vip) and not lit")
    #expect(text(question.things.range) == "customers")
  }
}
