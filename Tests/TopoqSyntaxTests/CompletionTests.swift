// What could come next.
import Testing
import TopoqSyntax

struct CompletionTests {
  private func completion(_ text: String) -> Completion {
    Parser.completion(atEndOf: text, lexicon: .contract)
  }

  @Test func aSentenceBeginsWithANounAVerbOrAKeyword() {
    for text in ["", "cus", "customers; ", "customers; tr"] {
      let expected = completion(text).expected
      #expect(expected.contains(.noun) && expected.contains(.verb))
      #expect(expected.contains(.keyword(.trace)) && expected.contains(.keyword(.help)))
    }
    #expect(completion("customers; tr").prefix == "tr")
    #expect(completion("customers; tr").range == SourceRange(11, 13))
    #expect(completion("customers; ").subject == nil)
  }

  @Test func aNounIsFollowedByItsCode() {
    let found = completion("customers on splitter S")
    #expect(found.expected == [.code])
    #expect(found.nounOfCode == "splitter")
    #expect(found.prefix == "S")
  }

  @Test func whereIsFollowedByTheSubjectsWords() {
    let found = completion("customers on (splitters where f")
    #expect(found.subject == "splitter")
    #expect(found.expected.contains(.condition) && found.expected.contains(.keyword(.not)))
    let outer = completion("customers on (splitters where full) where ")
    #expect(outer.subject == "customer")
  }

  @Test func thePartsOfAQuestionComeInOrder() {
    let found = completion("customers where billed by area ").expected
    #expect(found.contains(.keyword(.show)) && found.contains(.keyword(.having)))
    #expect(!found.contains(.keyword(.where)) && !found.contains(.keyword(.by)))
  }

  @Test func aChangeIsFollowedByItsArguments() {
    let found = completion("move customer C1001 ")
    #expect(found.expected.contains(.argument))
    #expect(found.verb == "move")
    #expect(completion("customers as ").expected.contains(.format))
    #expect(completion("customers within 300 ").expected == [.unit])
  }

  @Test func afterAMistakeNothingIsOffered() {
    #expect(completion("custmers on ").expected.isEmpty)
  }
}
