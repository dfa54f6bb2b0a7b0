// Texts of every size: an answer or a diagnostic, in time that grows with the text.
import Testing
import TopoqSyntax

struct LimitTests {
  @Test func thousandsOfAndsAreFlat() {
    let billed = [String](repeating: "billed", count: 4_900)
    let sentence = "customers where " + billed.joined(separator: " and ")
    let parsed = parsed(sentence)
    #expect(parsed.diagnostics.isEmpty)
    guard case .inquiry(let inquiry)? = parsed.statements.first,
      case .question(let question) = inquiry.asked, case .and(let items, _)? = question.filter
    else {
      Issue.record("no chain")
      return
    }
    #expect(items.count == 4_900)
  }

  @Test func deepNestingIsRefused() {
    for (open, close) in [("(", ")"), ("not ", "")] {
      for depth in [127, 128, 4_900] {
        let sentence =
          "customers where " + String(repeating: open, count: depth) + "billed"
          + String(repeating: close, count: depth)
        let codes = parsed(sentence).diagnostics.map(\.code)
        #expect(codes == (depth < 128 ? [] : [.tooDeep]), "\(depth) of \(open)")
      }
    }
    let questions =
      String(repeating: "customers on (", count: 2_400) + "customers"
      + String(repeating: ")", count: 2_400)
    #expect(parsed(questions).diagnostics.map(\.code) == [.tooDeep])
    let heads = String(repeating: "(", count: 9_000)
    #expect(parsed(heads).diagnostics.map(\.code) == [.tooDeep])
    let paths = String(repeating: "path from (", count: 2_400)
    #expect(parsed(paths).diagnostics.map(\.code) == [.tooDeep])
  }

  @Test func tooManyWordsAreRefused() {
    let names = [String](repeating: "name", count: 6_000)
    let sentence = "customers show " + names.joined(separator: ", ")
    #expect(parsed(sentence).diagnostics.map(\.code) == [.tooManyTokens])
  }

  @Test func tooLongATextIsRefused() {
    let sentence = "customer \"" + String(repeating: "x", count: 1 << 20) + "\""
    #expect(parsed(sentence).diagnostics.map(\.code) == [.textTooLong])
  }

  @Test func aLongStringIsRead() {
    let name = String(repeating: "é", count: 500_000)
    let parsed = parsed("customer \"\(name)\"")
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.statements.first?.printed == "customer \"\(name)\"")
  }

  @Test func timeGrowsWithTheText() {
    let clock = ContinuousClock()
    /// Something again and again, with something between, after a beginning.
    func many(_ word: String, _ count: Int, _ between: String, after start: String = "") -> String {
      start + [String](repeating: word, count: count).joined(separator: between)
    }
    let worst: [String] = [
      many("custmers", 4_000, ";"),
      many("“x”", 4_000, " "),
      many("billed or billed", 2_000, " and ", after: "customers where "),
      many("where billed", 4_000, " ", after: "customers "),
      many("Moi", 9_000, " ", after: "customers "),
      many("Home", 9_000, " ", after: "customers where plan = "),
      many("1,000", 1_500, ",", after: "customers where a = "),
      many("§", 9_000, " "),
      many("\"", 9_999, ""),
      many("\u{200B}", 300_000, ""),
      many("a", 500_000, "."),
      many("1", 500_000, "-"),
      many("-", 1_000_000, ""),
    ]
    for text in worst {
      let time = clock.measure {
        let parsed = parsed(text)
        for diagnostic in parsed.diagnostics.prefix(3) {
          _ = diagnostic.rendered(source: text)
        }
      }
      #expect(time < .seconds(4), "\(text.prefix(30)): \(time)")
    }
  }
}
