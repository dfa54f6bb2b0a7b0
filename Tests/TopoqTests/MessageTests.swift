// What is said of wrong sentences and of empty answers: every correction that is offered runs.

import Testing
import Topoq
import TopoqQuery
import TopoqSyntax

@Suite("Messages")
struct MessageTests {
  @Test(
    "a wrong sentence has its code, and what is offered instead runs",
    arguments: [
      (
        "customers on spliter S12 where not biled", "E301",
        "customers on splitter S12 where not billed"
      ),
      ("unbilled customers on splitter S12", "E205", "customers on splitter S12 where not billed"),
      ("customers where unbilled", "E302", "customers where not billed"),
      ("customers where offline", "E302", nil), ("offline customers", "E205", nil),
      ("customers where balance > 5,000 INR", "E105", "customers where balance > 5000 INR"),
      ("customers in area Moi Estate", "E403", "customers in area \"Moi Estate\""),
      ("customers where mrr > 500", "E501", "customers where mrr > 500 INR"),
      ("customers where mrr > 5 USD", "E503", "customers where mrr > 5 INR"),
      ("customers where since > 30", "E506", "customers where since > 30 days ago"),
      ("customers where since > 2 weeks", "E506", "customers where since > 2 weeks ago"),
      ("customers within -5 m of splitter S12", "E506", "customers within 5 m of splitter S12"),
      ("customers where name", "E505", nil), ("leads where vip", "E302", nil),
      ("take_rate of customers", "E306", nil),
      ("customers where since > 900000 years ago", "E506", nil),
      ("customers where name = $a using a = $b, b = $a", "E405", nil),
      ("splitters where customers > 2", "E302", nil),
      ("customers in splitter S12", "E601", "customers on splitter S12"),
      ("customers on area North", "E601", "customers in area North"),
      ("customers in area Nroth", "E401", "customers in area North"),
      ("splitters where fill >= 0.8", "E501", "splitters where fill >= 80%"),
      ("drops where length > 50 m", "E302", "drops where length_m > 50 m"),
      ("customers served by splitter S12", "E204", "customers on splitter S12"),
      ("splitters with 2 customers", "E201", "splitters with at least 2 customers"),
      (
        "splitters where count customers > 2", "E201", "splitters with at least 3 customers"
      ),
      ("customers where splitter S12", "E505", "customers where splitter = S12"),
      ("customers where active,vip", "E201", "customers where active and vip"),
      ("number of customers by olt", "E204", "count customers by olt"),
      ("trace from customer C1001", "E201", "trace upstream from customer C1001"),
      ("splitters near 12.9716,77.5946", "E104", "splitters near @12.9716,77.5946"),
      ("help what if", "E201", "help what"),
      ("customers in area A9", "E401", "customers in area A1"),
    ] as [(String, String, String?)])
  func wrong(sentence: String, code: String, attempt: String?) throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(file.errors(sentence).first == code)
    #expect(file.attempts(sentence).first == attempt)
    for attempt in file.attempts(sentence) { #expect(file.errors(attempt) == []) }
  }

  @Test(
    "what has no place on the map makes no layer",
    arguments: ["count customers by area as geojson", "plans as geojson"])
  func noLayer(sentence: String) throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(throws: WrongSentence.self) { try file.answer(sentence, wantsGeometry: true) }
  }

  @Test(
    "an empty answer says which words left nothing",
    arguments: [
      (
        "customers on splitter S21 where not billed",
        "5 customers on splitter S21, but none where `not billed`"
      ),
      (
        "customers on splitter S12 where lit and billed and vip",
        "3 customers on splitter S12 where lit and billed, but none where `vip`"
      ),
      ("customers on splitter S15", "no customers on splitter S15"),
      (
        "splitters at splitter S12",
        "no splitters at splitter S12; `at` is housed there, `on` is fed through it"
      ),
      ("port S12:8", "port S12:8 is in no joint"),
    ])
  func empty(sentence: String, note: String) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().notes(sentence).contains(note))
  }

  @Test("an answer about the ground says how many nodes have no location")
  func unlocated() throws {
    let network = try TestNetwork.of(PlaceTests.building)
    let file = try network.open()
    let notes = try file.notes("premises within 10 m of building B1")
    #expect(notes.contains { $0.hasPrefix("1 node has no location in this file") })
    #expect(try file.notes("premises on building B1") == [])
  }

  @Test(
    "what asks for too much is answered or refused, and never crashes",
    arguments: [
      "customers where billed" + String(repeating: " and billed", count: 4900),
      "customers where not " + String(repeating: "not ", count: 120) + "billed",
      "customers on splitters " + repeatElement("S12", count: 3000).joined(separator: ","),
      "customers " + (0..<4900).map { "Q\($0)" }.joined(separator: ","),
      "customers where name in (" + (0..<4900).map { "n\($0)" }.joined(separator: ",") + ")",
      "customers on " + String(repeating: "(splitters on ", count: 100) + "splitter S1"
        + String(repeating: ")", count: 100),
      "customers show " + repeatElement("name", count: 3000).joined(separator: ","),
      "customers order by " + repeatElement("name", count: 3000).joined(separator: ","),
      "customers show " + repeatElement("splitter", count: 500).joined(separator: "."),
      "customers where name like \"" + String(repeating: "%[", count: 5000) + "\"",
      "customer \"\u{202e}abc\u{202c}\"", "splitter \"\u{1F468}\u{200D}\u{1F469}\"",
      "customer \"" + String(repeating: "e\u{301}", count: 5000) + "\"",
      "customers on splitter S\u{0}12",
      "customers within 1000000000000000000000 km of splitter S12",
    ])
  func hostile(sentence: String) throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for code in file.errors(sentence) {
      #expect(DiagnosticCode(rawValue: code) != nil, "\(sentence.prefix(40)): \(code.prefix(200))")
    }
  }
}

extension NetworkFile {
  /// What is said beside the answer.
  func notes(_ sentence: String) throws -> [String] {
    let parsed = parse(sentence).parsed
    guard !parsed.hasErrors else { throw WrongSentence(parsed.diagnostics) }
    var rows = Rows()
    return try parsed.statements.flatMap {
      try run($0, of: sentence, into: &rows).notes.map(\.message)
    }
  }
}
