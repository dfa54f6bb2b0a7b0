// How diagnostics look, as text and as JSON.
import Testing
import TopoqSyntax

struct DiagnosticTests {
  @Test func lookLikeTheContract() {
    let source = "customers where not biled"
    let diagnostic = Diagnostic(
      .unknownWord, "`biled` is no condition or field of customers", at: SourceRange(20, 25),
      didYouMean: ["billed"], help: "`describe customer` lists them")
    #expect(
      diagnostic.rendered(source: source) == """
        error[E302]: `biled` is no condition or field of customers
          |
        1 | customers where not biled
          |                     ^^^^^
          = did you mean: billed?
          = help: `describe customer` lists them
        """)
  }

  @Test func pointAtTheLineAndColumn() {
    let source = "customers;\r\n\tleads “x”;\nkunden"
    let messages = parsed(source).diagnostics.map { $0.rendered(source: source) }
    #expect(messages.count == 2)
    #expect(messages.first?.contains("2 |     leads “x”;\n  |           ^^^\n") ?? false)
    #expect(messages.last?.contains("3 | kunden\n  | ^^^^^^\n") ?? false)
  }

  @Test func countWideCharactersTwice() {
    let source = "area 山山 \u{200B}"
    let message = parsed(source).diagnostics.first?.rendered(source: source) ?? ""
    #expect(message.contains("1 | area 山山 \u{FFFD}\n  |           ^\n"))
    #expect(message.contains("U+200B"))
  }

  @Test func cutLongLines() {
    let names = (0..<200).map { "S\($0)" }.joined(separator: ", ")
    let source = "splitters \(names) wehre full"
    let message = parsed(source).diagnostics.first?.rendered(source: source) ?? ""
    let lines = message.split(separator: "\n")
    #expect(lines[2].count <= 110)
    #expect(lines[2].hasPrefix("1 | …"))
    guard let caret = lines[3].firstIndex(of: "^") else {
      Issue.record("no caret")
      return
    }
    let offset = lines[3].distance(from: lines[3].startIndex, to: caret)
    #expect(lines[2].dropFirst(offset).hasPrefix("wehre"))
  }

  @Test func stopAtTheEnd() {
    let source = "path from olt OLT1\n"
    let parsed = parsed(source)
    #expect(!parsed.isComplete)
    #expect(
      parsed.diagnostics.first?.rendered(source: source) == """
        error[E202]: the sentence stops too early
          |
        1 | path from olt OLT1
          |                   ^
          = expected: `,`, `to`
        """)
  }

  @Test func areJSON() {
    let diagnostic = Diagnostic(
      .curlyQuotes, "a \"quote\"\nand \\ \u{1}", at: SourceRange(3, 4), didYouMean: ["x", "y"],
      attempt: "customers")
    #expect(
      diagnostic.json(source: "a\nbc") == #"{"code":"E102","severity":"error","#
        + #""message":"a \"quote\"\nand \\ \u0001","line":2,"column":2,"length":1,"#
        + #""didYouMean":["x","y"],"expected":[],"help":null,"try":"customers"}"#)
    let note = Diagnostic(nil, severity: .note, "no rows", at: nil)
    #expect(note.rendered(source: "x") == "note: no rows")
    #expect(note.json(source: "x").contains(#""code":null"#))
  }

  @Test func seeEveryStatement() {
    let codes = parsed("custmers; customers; sum customers; customers on").diagnostics.map(\.code)
    #expect(codes == [.unknownNoun, .aggregateWithoutField, .stopsTooEarly])
    let source = "customers where plan = “A” and balance > 5,000 INR"
    let attempts = parsed(source).diagnostics.map(\.attempt)
    let right = "customers where plan = \"A\" and balance > 5000 INR"
    #expect(attempts == [right, right])
  }

  @Test func areAllExplained() {
    for code in DiagnosticCode.allCases {
      let text = DiagnosticCatalogue.explanation(of: code)
      #expect(text.count > 40 && text.hasSuffix("."), "\(code)")
    }
    let texts = Set(DiagnosticCode.allCases.map { DiagnosticCatalogue.explanation(of: $0) })
    #expect(texts.count == DiagnosticCode.allCases.count)
    #expect(DiagnosticCatalogue.explanation(of: "e501")?.hasPrefix("This number") ?? false)
    #expect(DiagnosticCatalogue.explanation(of: "E999") == nil)
    #expect(DiagnosticCatalogue.summaries.count == DiagnosticCode.allCases.count)
  }

  @Test func nameModulesThatAreNotLoaded() {
    var lexicon = Lexicon.contract
    lexicon.absentWords = ["ont": "the telemetry module"]
    let diagnostic = Parser.parse("ont X1", lexicon: lexicon).diagnostics.first
    #expect(diagnostic?.code == .unknownNoun)
    #expect(diagnostic?.message == "`ont` belongs to the telemetry module, which is not loaded")
  }
}
