// Near words.
import Testing
import TopoqSyntax

struct SuggestionsTests {
  @Test func theLengthDecidesHowNear() {
    #expect(Suggestions.nearest(to: "olt", among: ["olts", "polt", "port"]) == ["olts", "polt"])
    let conditions = ["billed", "filled", "lit"]
    #expect(Suggestions.nearest(to: "biled", among: conditions) == ["billed", "filled"])
    #expect(Suggestions.nearest(to: "suspnedde", among: ["suspended"]) == ["suspended"])
    #expect(Suggestions.nearest(to: "xyz", among: ["billed"]).isEmpty)
  }

  @Test func aTranspositionIsOneEdit() {
    #expect(Suggestions.nearest(to: "oltp", among: ["olpt"]) == ["olpt"])
    #expect(Suggestions.nearest(to: "otlp", among: ["pole"]).isEmpty)
  }

  @Test func letterCaseDoesNotMatter() {
    #expect(Suggestions.nearest(to: "S13", among: ["s12", "S130", "T99"]) == ["s12", "S130"])
  }

  @Test func threeAreEnough() {
    let codes = (10..<20).map { "S\($0)" }
    #expect(Suggestions.nearest(to: "S1", among: codes).count == 3)
    #expect(Suggestions.nearest(to: "", among: codes).isEmpty)
    #expect(Suggestions.nearest(to: String(repeating: "x", count: 70), among: codes).isEmpty)
  }
}
