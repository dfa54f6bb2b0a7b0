// Who is not billed, by the gaps that the file keeps: always what every customer asked singly says.

import TestSupport
import Testing
import Topoq
import TopoqBilling
import TopoqCRM
import TopoqSQLite
import TopoqStore
import TopoqText
import TopoqVocabulary

@Suite("Gaps")
struct GapTests {
  private static let days = [
    "2025-12-31", "2026-01-01", "2026-02-10", "2026-03-01", "2026-04-30", "2026-05-01",
    "2026-05-02", "2026-06-15", "2027-01-01",
  ]
  /// Conditions for which candidates are listed, or which are told by gaps though they hold.
  private static let listed = [
    "undercharged", "zero_rated", "legacy", "shared", "duplicate", "billed", "billed_late",
  ]
  private static let questions = [
    "customers where not billed", "customers where active and not billed",
    "customers where not billed and active", "customers where suspended and not billed",
    "customers where not billed and not active",
  ]

  /// Customers and charges of every kind: of a party, of a premises, of both, prepaid, at several
  /// premises, dated ahead, ended, empty, without an end.
  static func files(seed: UInt64) -> [String: String] {
    var chance = SeededGenerator(seed: seed)
    func day() -> String { Bool.random(using: &chance) ? "" : days.randomElement(using: &chance)! }
    func span() -> (String, String) {
      let (first, last) = (day(), day())
      return first.isEmpty || last.isEmpty || first <= last ? (first, last) : (last, first)
    }
    var nodes = "code,kind\n"
    for node in 1...12 { nodes += "H\(node),premises\n" }
    func node() -> String { "H\(Int.random(in: 1...12, using: &chance))" }
    let statuses = ["active", "active", "active", "suspended", "ceased", "pending"]
    var customers =
      "code,name,node,status,active_from,active_to,suspended_from,suspended_until,ceases_on,phone\n"
    for customer in 1...30 {
      let (from, to) = span()
      let (held, until) = Int.random(in: 0..<5, using: &chance) == 0 ? span() : ("", "")
      let place = Int.random(in: 0..<8, using: &chance) == 0 ? "" : node()
      let ceases = Int.random(in: 0..<6, using: &chance) == 0 ? day() : ""
      customers +=
        "C\(customer),Somebody,\(place),\(statuses.randomElement(using: &chance)!),\(from),\(to),"
        + "\(held),\(until),\(ceases),\(Int.random(in: 1...60, using: &chance))\n"
    }
    let plans =
      "code,name,price_minor,currency,valid_to\nP1,One,59900,INR,\nP2,Two,99900,INR,2026-03-01\n"
    var charges = "code,party,node,plan,price_minor,currency,from,to\n"
    for charge in 1...35 {
      let party =
        Int.random(in: 0..<6, using: &chance) == 0
        ? "" : "C\(Int.random(in: 1...30, using: &chance))"
      let place = party.isEmpty || Bool.random(using: &chance) ? node() : ""
      let (from, to) = span()
      charges +=
        "CH\(charge),\(party),\(place),\(["P1", "P2", ""].randomElement(using: &chance)!),"
        + "\([59900, 59900, 99900, 0].randomElement(using: &chance)!),INR,\(from),\(to)\n"
    }
    var accounts = "code,party,currency,mode,paid_from,paid_to,grace_to\n"
    for account in 1...8 {
      let party = "C\(Int.random(in: 1...30, using: &chance))"
      let (from, to) = span()
      accounts +=
        "A\(account),\(party),INR,\(account % 3 == 0 ? "postpaid" : "prepaid"),\(from),\(to),\(to.isEmpty ? "" : day())\n"
    }
    return [
      "nodes.csv": nodes, "customers.csv": customers, "plans.csv": plans,
      "charges.csv": charges,
      "accounts.csv": accounts,
    ]
  }

  /// The answer as it would be if nothing were kept: each question beside `or` in a form that no gap
  /// drives.
  private func expectSame(_ network: borrowing TestNetwork, _ note: String) throws {
    for day in Self.days {
      let file = try network.open(.read, on: day)
      for question in Self.questions {
        let kept = try file.answer(question).column("code")
        let plain = question.replacing("not billed", with: "(not billed or not billed)")
        #expect(try file.answer(plain).column("code") == kept, "\(note), \(day): \(question)")
        #expect(
          try file.number("count \(question)") == Double(kept.count),
          "\(note), \(day): count \(question)")
      }
    }
    try expectListed(network, note)
    let wrong = try network.open().check().filter { $0.rule == "gap differs" }
    #expect(wrong.isEmpty, "\(note): \(wrong.first.map { "\($0)" } ?? "")")
  }

  /// Whom a condition holds of is the same whether candidates are listed or everybody is asked.
  private func expectListed(_ network: borrowing TestNetwork, _ note: String) throws {
    for day in Self.days.filter({ $0 > "2026-02" }) {
      let file = try network.open(.read, on: day)
      for condition in Self.listed {
        for question in ["customers where X", "customers where active and X"] {
          let listed = question.replacing("X", with: condition)
          let plain = question.replacing("X", with: "(\(condition) or \(condition))")
          #expect(
            try file.answer(plain).column("code") == file.answer(listed).column("code"),
            "\(note), \(day): \(listed)")
        }
      }
      let late = try file.answer(
        "customers where first_billed is not empty show code, since, first_billed")
      let expected = zip(
        late.column("code"), zip(late.column("since"), late.column("first_billed"))
      )
      .filter { !$1.0.isEmpty && $1.0 < $1.1 }.map(\.0)
      #expect(
        try file.answer("customers where billed_late").column("code") == expected, "\(note), \(day)"
      )
    }
  }

  @Test("after an import they say what asking everybody says, on any day", arguments: 0..<12)
  func imported(seed: UInt64) throws {
    let network = try TestNetwork.of(Self.files(seed: seed))
    let plan = try network.open().answer("explain customers where active and not billed").column(
      "text")
    #expect(plan.contains { $0.contains("by the days noted in the file") })
    try expectSame(network, "seed \(seed)")
    // A second import into the same file, of other customers and charges by the same codes.
    try network.write(Self.files(seed: seed + 1000))
    try network.take(network.folder + "/source")
    try expectSame(network, "seed \(seed), again")
  }

  @Test("they follow changes, what-ifs and undos", arguments: 0..<8)
  func changed(seed: UInt64) throws {
    let network = try TestNetwork.of(Self.files(seed: seed))
    var chance = SeededGenerator(seed: seed + 77)
    let file = try network.open(.write)
    var made = 0
    for step in 0..<40 {
      func customer() -> String { "C\(Int.random(in: 1...30, using: &chance))" }
      func charge() -> String { "CH\(Int.random(in: 1...35, using: &chance))" }
      func day() -> String { Self.days.randomElement(using: &chance)! }
      let sentence = [
        "activate customer \(customer())", "suspend customer \(customer())",
        "cease customer \(customer())", "resume customer \(customer())",
        "end charge \(charge())", "end charge \(charge()) on \(day())",
        "set customer \(customer()) node = H\(Int.random(in: 1...12, using: &chance))",
        "relocate customer \(customer()) to premises H\(Int.random(in: 1...12, using: &chance))",
        "add charge X\(seed)-\(step) party \(customer()) price 599 INR",
        "remove charge \(charge())", "set charge \(charge()) begins = \(day())",
        "renew account A1 until 2026-07-01", "grant account A2 grace 2026-07-05 reason \"late\"",
        "set account A4 paid_to = \(day())", "undo",
      ].randomElement(using: &chance)!
      let question = "count customers where active and not billed"
      if sentence != "undo", let tried = try? file.number("what if \(sentence) then \(question)") {
        let plain = question.replacing("not billed", with: "(not billed or not billed)")
        #expect(try file.number("what if \(sentence) then \(plain)") == tried, "\(sentence)")
      }
      if file.refusal(sentence).isEmpty { made += 1 } else { continue }
      let wrong = try file.check().filter { $0.rule == "gap differs" }
      #expect(wrong.isEmpty, "seed \(seed), step \(step): \(sentence): \(wrong.map { "\($0)" })")
    }
    #expect(made > 5, "seed \(seed)")
    try expectSame(network, "seed \(seed)")
  }

  @Test("a change without the word's module is not followed, so they are made anew")
  func withoutModule() throws {
    let network = try TestNetwork.of(Self.files(seed: 3))
    do {
      let file = try NetworkFile(
        network.path, mode: .write, modules: [CRM.module], today: TestNetwork.today)
      try file.change("cease customer C1")
    }
    try expectSame(network, "without billing")
    _ = try network.open(.write)
    let plan = try network.open().answer("explain customers where active and not billed").column(
      "text")
    #expect(plan.contains { $0.contains("by the days noted in the file") })
    try expectSame(network, "with billing again")
  }

  @Test("a check finds gaps that were tampered with")
  func damaged() throws {
    let network = try TestNetwork.of(Self.files(seed: 5))
    let connection = try Connection(path: network.path, mode: .write)
    try connection.handle.execute(
      "DELETE FROM gap WHERE thing = (SELECT min(thing) FROM gap);"
        + "INSERT INTO gap VALUES ('billed', 999999, '', 'never', 1)")
    let found = try network.open().check().filter { $0.rule == "gap differs" }
    #expect(found.map(\.noun) == ["customer", "file"])
  }
}
