// Texts of every size: an answer or a diagnostic, in time that grows with the text.
import Testing
import TopoqSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

  /// Linear work on four times the text costs four times the processor's time, quadratic work
  /// sixteen times: a ratio, as machines differ and are shared.
  @Test func timeGrowsWithTheText() {
    /// Something again and again, with something between, after a beginning.
    func many(_ word: String, _ count: Int, _ between: String, after start: String = "") -> String {
      start + [String](repeating: word, count: count).joined(separator: between)
    }
    let worst: [(Int) -> String] = [
      { many("custmers", 4_000 / $0, ";") },
      { many("“x”", 4_000 / $0, " ") },
      { many("billed or billed", 2_000 / $0, " and ", after: "customers where ") },
      { many("where billed", 4_000 / $0, " ", after: "customers ") },
      { many("Moi", 9_000 / $0, " ", after: "customers ") },
      { many("Home", 9_000 / $0, " ", after: "customers where plan = ") },
      { many("1,000", 1_500 / $0, ",", after: "customers where a = ") },
      { many("§", 9_000 / $0, " ") },
      { many("\"", 9_999 / $0, "") },
      { many("\u{200B}", 300_000 / $0, "") },
      { many("a", 500_000 / $0, ".") },
      { many("1", 500_000 / $0, "-") },
      { many("-", 1_000_000 / $0, "") },
    ]
    for text in worst {
      let (short, long) = (time(text(4)), time(text(1)))
      #expect(long < max(short, 0.01) * 10, "\(text(1).prefix(30)): \(short) s, then \(long) s")
    }
  }

  /// The thread's own seconds for reading a text and rendering what is wrong with it; the best of
  /// three.
  private func time(_ text: String) -> Double {
    func seconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let runs = (0..<3).map { _ in
      let start = seconds()
      let parsed = parsed(text)
      for diagnostic in parsed.diagnostics.prefix(3) {
        _ = diagnostic.rendered(source: text)
      }
      return seconds() - start
    }
    return runs.min() ?? 0
  }
}
