// Names for questions: they serve as nouns, follow the data, and say so where they cannot.

import Testing
import Topoq
import TopoqSQLite
import TopoqSyntax

@Suite("Definitions")
struct DefinitionTests {
  @Test("a named question serves as a noun everywhere, and means what it stands for")
  func nouns() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    _ = try file.answer("let unpaid = customers where active and not billed")
    for (named, written) in [
      ("unpaid", "customers where active and not billed"),
      ("unpaid on splitter S12", "customers on splitter S12 where active and not billed"),
      ("UNPAID where lit", "customers where active and not billed and lit"),
      ("unpaid C1007, C1002", "customer C1007"),
      (
        "unpaid in area North where lit or vip",
        "customers in area North where (active and not billed) and (lit or vip)"
      ),
      ("splitters with unpaid", "splitters with (customers where active and not billed)"),
      ("splitters without unpaid", "splitters without (customers where active and not billed)"),
      (
        "splitters with at least 2 unpaid",
        "splitters with at least 2 (customers where active and not billed)"
      ),
      (
        "splitters upstream of (unpaid)",
        "splitters upstream of (customers where active and not billed)"
      ),
      ("splitters upstream of unpaid C1007", "splitters upstream of customer C1007"),
      (
        "(unpaid where lit) on olt OLT1",
        "customers on olt OLT1 where active and not billed and lit"
      ),
    ] {
      #expect(try file.codes(named) == file.codes(written), "\(named)")
    }
    #expect(try file.number("count unpaid") == 9)
    let groups = try file.answer("count unpaid by splitter").column("count")
    #expect(groups.compactMap { Int($0) }.reduce(0, +) == 9)
    #expect(try file.answer("mrr of unpaid").values.count == 1)
  }

  @Test("a name alone asks the question as it was defined")
  func whole() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    _ = try file.answer("let news = customers show name, since order by since desc limit 3")
    #expect(try file.answer("news").columns == ["name", "since"])
    #expect(try file.answer("news").values.count == 3)
    #expect(try file.answer("news where active or not active").values.count == 3)
    _ = try file.answer("let heads = count customers by olt")
    #expect(try file.answer("heads").columns == ["olt", "count"])
    #expect(file.errors("count heads") == ["E601"])
    #expect(file.errors("splitters with heads") == ["E601"])
  }

  @Test("names of names, and parameters of the session")
  func chains() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    _ = try file.answer("let here = customers on splitter $s; let open = here where not billed")
    #expect(file.errors("open") == ["E405"])
    _ = try file.answer("set $s = S12")
    #expect(try file.codes("open") == ["C1001", "C1007", "C1008", "C1012"])
    #expect(
      try file.codes("open using s = S13")
        == file.codes("customers on splitter S13 where not billed"))
    #expect(
      try file.codes("customers on $s where not billed") == ["C1001", "C1007", "C1008", "C1012"])
    _ = try file.answer("set $d = 90 days ago")
    #expect(
      try file.codes("customers where since > $d")
        == file.codes("customers where since > 90 days ago"))
    _ = try file.answer("set $d = 90")
    #expect(file.errors("customers where since > $d") == ["E506"])
    #expect(file.attempts("customers where since > $d") == ["customers where since > 90 days ago"])
    _ = try file.answer("forget d; forget here")
    #expect(file.errors("customers where since > $d") == ["E405"])
    #expect(file.errors("open") == ["E301"])
    #expect(file.errors("forget here") == ["E406"])
    #expect(file.attempts("forget opn") == ["forget open"])
  }

  @Test("what is saved lasts with the file, is seen by others, and follows the data")
  func saved() throws {
    let network = try TestNetwork.village()
    let other = try network.open()
    #expect(other.errors("unpaid") == ["E301"])
    do {
      let file = try network.open(.asNeeded)
      _ = try file.answer("save unpaid = customers where active and not billed")
      _ = try file.answer("alias FAT2 = terminal; alias cable = route")
      #expect(try file.number("count unpaid") == 9)
    }
    #expect(try other.number("count unpaid") == 9)
    #expect(try other.codes("cables where kind = drop") == other.codes("drops"))
    #expect(try other.codes("fat2s") == other.codes("terminals"))
    let writing = try network.open(.write)
    try writing.change("cut route F7")
    #expect(
      try writing.codes("unpaid where dark")
        == writing.codes("customers where active and not billed and dark"))
    #expect(other.errors("save again = unpaid where vip") == ["E604"])
    _ = try writing.answer("forget unpaid; forget cable")
    #expect(other.errors("unpaid") == ["E301"])
    #expect(other.errors("cables") == ["E301"])
  }

  @Test("a saved question whose module is missing says so when it is used, and opens")
  func withoutModule() throws {
    let network = try TestNetwork.village()
    do {
      let file = try network.open(.write)
      _ = try file.answer(
        "save unpaid = customers where active and not billed; save odd = splitters")
    }
    let plain = try NetworkFile(network.path, modules: [], today: TestNetwork.today)
    #expect(plain.errors("unpaid") == ["E301"])
    #expect(try plain.codes("odd") == plain.codes("splitters"))
  }

  @Test(
    "a name that is taken is refused, with what to do",
    arguments: [
      ("let splitter = customers", "E404", nil), ("let mrr = customers", "E404", nil),
      ("let trace = customers", "E404", nil), ("let cable = routes", "E404", nil),
      ("let lead = customers", "E404", nil), ("let S12 = customers", "E404", nil),
      ("let history = customers", "E404", nil), ("let move = customers", "E404", nil),
      ("let where = customers", "E212", nil), ("let 12x = customers", "E201", nil),
      ("let a.b = customers", "E201", nil),
      ("let mine = customers", "E404", "forget mine; let mine = customers"),
      ("alias mine = route", "E404", "forget mine; alias mine = route"),
      ("alias theirs = mine", "E601", nil), ("alias olt = route", "E404", nil),
      ("let late = customers where biled", "E302", "let late = customers where billed"),
      ("let late = late where billed", "E301", nil), ("save far = mine", "E601", nil),
      (
        "trace upstream from customer C1001 to mine", "E601",
        "trace upstream from customer C1001 to customer"
      ),
      ("forget nobody", "E406", nil),
    ] as [(String, String, String?)])
  func taken(sentence: String, code: String, attempt: String?) throws {
    let network = try TestNetwork.village()
    let file = try network.open(.asNeeded)
    _ = try file.answer("let mine = customers where vip")
    #expect(file.errors(sentence).first == code)
    #expect(file.attempts(sentence).first == attempt)
    for attempt in file.attempts(sentence) { #expect(file.errors(attempt) == []) }
  }

  @Test("names that lead back to themselves end")
  func circles() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    _ = try file.answer("save aa = customers; save bb = aa where vip")
    // Only another program could write this.
    do {
      let connection = try Connection(path: network.path, mode: .write)
      try connection.handle.run(
        "UPDATE definition SET text = 'bb where lit' WHERE name = 'aa'")
    }
    #expect(file.errors("aa") == ["E601"])
    #expect(file.errors("customers") == [])
    var text = "let n0 = customers where vip"
    for index in 1...12 { text += "; let n\(index) = (n\(index - 1)) with n\(index - 1)" }
    _ = try file.answer(text.split(separator: ";").prefix(5).joined(separator: ";"))
    #expect(try !file.codes("n4").isEmpty)
    #expect(file.errors(text.split(separator: ";").dropFirst(5).joined(separator: ";")) == ["E705"])
  }

  @Test("parentheses keep their condition")
  func parentheses() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(
      try file.codes("(customers where vip) where active")
        == file.codes("customers where vip and active"))
  }
}
