// Tab: the words that may follow, of the language, the modules, the names and the file.

import Testing
import Topoq

@Suite("Completions")
struct CompletionTests {
  @Test(
    "words that may follow, and no others",
    arguments: [
      ("customers wh", ["where"]), ("splitters where fu", ["full"]), ("unp", ["unpaid"]),
      ("count unp", ["unpaid"]),
      (
        "unpaid where bil",
        ["billed", "billed_by_name", "billed_late", "billed_suspended", "billed_from"]
      ),
      ("unpaid show pho", ["phone"]), ("customers on splitter s3", ["S3", "S30"]),
      ("on", []), ("customers on cab", ["cabinets", "cabinet", "cable"]),
      ("customers as geo", ["geojson"]), ("customers on $", ["$s"]), ("describe unp", ["unpaid"]),
      ("help oper", ["operators"]), ("mrr of cust", ["customers", "customer"]),
    ] as [(String, [String])])
  func following(text: String, words: [String]) throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    _ = try file.answer(
      "let unpaid = customers where not billed; alias cable = route; set $s = S12")
    let found = file.completions(atEndOf: text).words
    #expect(Set(found) == Set(words), "\(text): \(found)")
  }
}
