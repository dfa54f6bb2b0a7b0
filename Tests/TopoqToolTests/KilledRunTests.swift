// Runs of the tool killed half way, at any moment, and repeated: nothing is lost, nothing is twice.

import Testing
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Killed half way")
struct KilledRunTests {
  /// All that billing wrote down, and what was changed.
  private static let questions = [
    "invoices order by code", "lines order by code", "payments order by code",
    "services order by code", "charges order by code", "customers show code, status, balance",
    "accounts show code, balance order by code", "count changes",
  ]

  private func records(_ name: String, in folder: borrowing SessionFolder) -> [String] {
    let asked = Self.questions.map { "-c \"\($0)\"" }.joined(separator: " ")
    return folder.run("topoq \(name) --today 2026-12-31 \(asked)")
  }

  private static func take(_ name: String, in folder: borrowing SessionFolder) {
    _ = folder.run("topoq import datasets/village --into \(name) 2>/dev/null")
  }

  /// Half a year of a crew's file: what is billed, paid, held back, changed, taken back.
  private static var lines: [String] {
    var lines: [String] = []
    func say(_ month: Int, _ day: Int, _ sentence: String) {
      let time = "2026-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
      lines.append("\(time)T08:00:\(10 + lines.count % 50)Z anna \(sentence)")
    }
    for month in 6...11 {
      say(month, 1, "bill")
      for customer in 1002...1008 where customer != 1004 {
        say(month, 2, "pay customer C\(customer) amount \(month * 90 + customer % 7) INR")
      }
      say(month, 3, "add service S\(month) for customer C10\(month + 9) plan HOME100")
      say(month, 4, "activate service S\(month)")
      say(month, 9, "suspend service S\(month) until 2026-12-01")
      say(month, 12, "add charge X\(month) for customer C1002 price 99.95 INR kind once")
      say(month, 16, "change service S\(month) to plan HOME50")
      say(month, 20, "credit invoice I-2026-0\(month + 440) amount 10 INR reason \"outage\"")
      say(month, 21, "dispute invoice I-2026-0\(month + 441) reason \"never used\"")
      say(month, 24, "reverse payment P\(month + 65) reason \"cheque bounced\"")
    }
    return lines
  }

  @Test("a crew's file applied by a tool that is killed again and again is applied once")
  func applying() throws {
    let tool = try #require(SessionPage.toolPath)
    let folder = try SessionFolder(tool: tool)
    try folder.write("changes.txt", Self.lines.joined(separator: "\n") + "\n")
    Self.take("whole.topoq", in: folder)
    Self.take("killed.topoq", in: folder)
    let apply = ["apply", "killed.topoq", "changes.txt", "--yes"]
    let started = Microseconds.now
    #expect(
      folder.run("topoq apply whole.topoq changes.txt --yes")
        == ["changes.txt: \(Self.lines.count) changes made"])
    let whole = Microseconds.now - started
    var kills = 0
    for round in 0..<8 {
      let isKilled = folder.kill(apply, after: UInt32.random(in: 0...UInt32(max(1, whole / 3))))
      if isKilled { kills += 1 }
      let isWhole = folder.check("killed.topoq")
      #expect(isWhole, "round \(round)")
    }
    let end = folder.run("topoq apply killed.topoq changes.txt --yes")
    #expect(end.count == 1 && end[0].contains("changes.txt:"), "\(end)")
    #expect(kills > 0)
    #expect(records("killed.topoq", in: folder) == records("whole.topoq", in: folder))
    #expect(
      folder.run("topoq apply killed.topoq changes.txt --yes")
        == ["changes.txt: no changes made, \(Self.lines.count) applied before"])
  }

  @Test("bills of a tool that is killed again and again are those of one that is not")
  func billing() throws {
    let tool = try #require(SessionPage.toolPath)
    let folder = try SessionFolder(tool: tool)
    Self.take("whole.topoq", in: folder)
    Self.take("killed.topoq", in: folder)
    for month in 6...9 {
      let bill = ["--today", "2026-0\(month)-01", "-c", "bill", "-c", "bill"]
      let shown = bill.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
      let started = Microseconds.now
      _ = folder.run("topoq whole.topoq \(shown)")
      let whole = Microseconds.now - started
      for _ in 0..<4 {
        _ = folder.kill(
          ["killed.topoq"] + bill, after: UInt32.random(in: 0...UInt32(max(1, whole))))
        let isWhole = folder.check("killed.topoq")
        #expect(isWhole, "month \(month)")
      }
      _ = folder.run("topoq killed.topoq \(shown)")
      let isWhole = folder.check("killed.topoq")
      #expect(isWhole, "month \(month)")
    }
    #expect(records("killed.topoq", in: folder) == records("whole.topoq", in: folder))
    let codes = folder.run("topoq killed.topoq -c \"invoices show code order by code\"").dropFirst()
    #expect(codes.count > 100)
    // A gapless series.
    for (index, code) in codes.enumerated() {
      let digits = String(index + 364)
      let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      #expect(code == "I-2026-\(number)")
    }
  }
}

/// A clock that only goes on.
private enum Microseconds {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}

extension SessionFolder {
  /// Whether the village's file is as it should be: its one known finding and no other.
  fileprivate func check(_ name: String) -> Bool {
    run("topoq check \(name) 2>&1").filter { $0.contains("line end away from node") }.count == 1
      && run("topoq check \(name) 2>&1 | grep -c -i -E \"differ|missing|balance|wrongly|ledger\"")
        .first == "0"
  }
}
