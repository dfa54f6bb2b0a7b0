// Codes and names as people type them: any letter case, accents, words that mean something else.

import Testing
import Topoq
import TopoqSyntax

@Suite("Codes and names")
struct NameTests {
  static let files = [
    "nodes.csv": """
    code,kind,name,lon,lat
    Ä1,premises,Café Zoë,77.5,12.9
    where,premises,,77.5,12.9
    007,premises,,77.5,12.9
    p1,premises,,77.5,12.9
    P1,premises,,77.5,12.9
    X1,closure,,77.5,12.9
    """,
    "routes.csv": "code,from,to\nX1,Ä1,007\n",
    "customers.csv": """
    code,name,node
    C1,Élodie Rao,Ä1
    C2,asha rao,where
    C3,Asha Rao,007
    """,
  ]

  @Test(
    "are found",
    arguments: [
      ("customer \"élodie rao\"", "C1"), ("customer \"ÉLODIE RAO\"", "C1"),
      ("customer \"E\u{301}lodie Rao\"", "C1"), ("customer c1", "C1"),
      ("customers on premises ä1", "C1"), ("customers on \"A\u{308}1\"", "C1"),
      ("customers on \"café ZOË\"", "C1"), ("customers on premises \"where\"", "C2"),
      ("customers on premises 007", "C3"), ("premises p1", "p1"), ("premises P1", "P1"),
      ("customers where name = \"ASHA RAO\"", "C2 C3"), ("customers where code = c2", "C2"),
      ("customers where code in (c1, C3)", "C1 C3"), ("route x1", "X1"),
    ])
  func found(sentence: String, codes: String) throws {
    let network = try TestNetwork.of(Self.files)
    #expect(try network.open().codes(sentence) == codes.split(separator: " ").map(String.init))
  }

  @Test("are ambiguous where more than one bears them")
  func ambiguous() throws {
    let network = try TestNetwork.of(Self.files)
    let file = try network.open()
    for sentence in ["customer \"ASHA rao\"", "nodes upstream of x1"] {
      #expect(file.errors(sentence) == ["E402"], "\(sentence)")
    }
    let attempt = file.attempts("customer \"ASHA rao\"").first
    #expect(attempt == "customer C2")
    #expect(file.errors("premises \"nobody's\"") == ["E401"])
  }
}

extension NetworkFile {
  /// The corrected sentences that are offered for a wrong one.
  func attempts(_ sentence: String) -> [String] {
    let parsed = parse(sentence).parsed
    guard !parsed.hasErrors else { return parsed.diagnostics.compactMap(\.attempt) }
    do {
      _ = try answer(sentence)
      return []
    } catch let error as WrongSentence {
      return error.diagnostics.compactMap(\.attempt)
    } catch {
      return []
    }
  }
}
