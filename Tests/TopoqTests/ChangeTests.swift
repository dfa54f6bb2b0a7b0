// Changes as sentences: what is made, what is refused and why, what is written down and taken back.

import Testing
import Topoq
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqText
import TopoqVocabulary

@Suite("Changes")
struct ChangeTests {
  private func open(
    _ network: borrowing TestNetwork, as author: String = "anna", modules: [Module] = []
  ) throws -> NetworkFile {
    try NetworkFile(
      network.path, mode: .asNeeded, modules: TestNetwork.modules + modules,
      today: TestNetwork.today, author: author)
  }

  private func wrong(_ file: NetworkFile, _ sentence: String) -> Diagnostic? {
    do {
      try file.change(sentence)
    } catch let error as WrongSentence {
      return error.diagnostics.first
    } catch {
      Issue.record("\(sentence): \(error)")
    }
    return nil
  }

  @Test("a change is journalled with who, what and which things")
  func journal() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    let change = try file.change("move customer C1001 to splitter S13 port 4")
    #expect(change.line == "moved customer C1001 (change 1; undo takes it back)")
    try open(network, as: "ben").change("cut route F7 at 1.2 km")
    let history = try file.answer("changes show code, day, author, sentence, undone_by")
    #expect(history.column("author") == ["anna", "ben"])
    #expect(history.column("day") == ["2026-05-01", "2026-05-01"])
    #expect(
      history.column("sentence") == [
        "move customer C1001 to splitter S13 port 4", "cut route F7 at 1.2 km",
      ])
    for thing in [
      "customer C1001", "splitter S12", "splitter S13", "port S13:4", "premises H6", "drop DR6",
    ] {
      #expect(try file.codes("history of \(thing)") == ["1"], "\(thing)")
    }
    #expect(try file.codes("history of port S13:3").isEmpty)
    #expect(try file.codes("history of route F7 where author = ben") == ["2"])
    #expect(try file.codes("changes where day >= today and not undone") == ["1", "2"])
    #expect(try file.answer("changes by author").values.count == 2)
  }

  @Test(
    "wrong changes say what is wrong and change nothing",
    arguments: [
      ("move", "E203"), ("move customer C1001", "E308"),
      ("move customer C1001 to splitter S13 port 4 port 5", "E309"),
      ("move customer C1001 to splitter S13 port 4 at 3 m", "E303"),
      ("move customer C1001 to splitter S13 port 4 m", "E503"),
      ("move customer C1001 to splitter S13 port 1.5", "E506"),
      ("move customer C1001 to splitter S13 port four", "E506"),
      ("move customer C1001 to route F7 port 4", "E506"),
      ("move customer C1001 to splitter S99 port 4", "E401"),
      ("move customer C1001 to S99 port 4", "E401"),
      ("move customer C9999 to splitter S13 port 4", "E401"),
      ("move area North to splitter S13 port 4", "E601"),
      ("move @12.97,77.59 to splitter S13 port 4", "E601"),
      ("move customer C1001 to splitter S13 port 1", "E608"),
      ("cut customer C1001", "E601"), ("cut (routes where kind = feeder)", "E603"),
      ("cut routes F7, F9", "E603"), ("cut (routes where kind = nothing)", "E602"),
      ("cut $r", "E405"), ("activate splitter S12 on 2026-05-04", "E601"),
      ("undo", "E605"), ("undo change 7", "E401"), ("customers", "E601"),
      ("what if cut route F7 then customers", "E601"),
    ])
  func refusals(_ sentence: String, _ code: String) throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    let diagnostic = try #require(wrong(file, sentence), "\(sentence)")
    #expect(diagnostic.code?.rawValue == code, "\(sentence): \(diagnostic.message)")
    #expect(try file.codes("changes").isEmpty)
    #expect(try file.codes("routes where cut").isEmpty)
  }

  @Test("a bare code is taken where the argument says of which kind")
  func bareCodes() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try file.change("move C1001 to S13 port 4")
    #expect(try file.codes("customers on splitter S13").contains("C1001"))
    try file.change("move customer \"Asha Rao\" to node S12 port 1")
    #expect(try file.codes("customers on splitter S12").contains("C1001"))
  }

  @Test("several things are changed at once, once confirmed, and taken back at once")
  func sets() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    let question = try #require(wrong(file, "cut (routes where kind = feeder)"))
    #expect(question.message.contains("7 routes: "))
    let change = try file.change("cut (routes where kind = feeder)", isConfirmed: true)
    #expect(change.summary == "cut 7 routes")
    #expect(try file.codes("routes where cut").count == 7)
    try file.change("undo")
    #expect(try file.codes("routes where cut").isEmpty)
    #expect(try file.check().map(\.rule) == ["line end away from node"])
  }

  @Test("undo is each author's own, and says which later change stands in the way")
  func undo() throws {
    let network = try TestNetwork.village()
    let (anna, ben) = (try open(network), try open(network, as: "ben"))
    try anna.change("move customer C1001 to splitter S13 port 4")
    try ben.change("move customer C1002 to splitter S12 port 1")
    let blocked = try #require(wrong(anna, "undo"))
    #expect(blocked.code == .undoBlocked)
    #expect(blocked.message.contains("change 2 by ben"), "\(blocked.message)")
    #expect(blocked.help == "`undo change 2` first")
    try ben.change("undo")
    #expect(try anna.change("undo").summary.hasPrefix("took back change 1: move"))
    #expect(try anna.codes("customers on splitter S12").contains("C1001"))
    #expect(wrong(ben, "undo")?.code == .undoBlocked)
    #expect(wrong(ben, "undo change 1")?.message.contains("by change 4") == true)
    // The undo is undone: the move stands again.
    try ben.change("undo change 4")
    #expect(try anna.codes("customers on splitter S13").contains("C1001"))
    #expect(try anna.check().map(\.rule) == ["line end away from node"])
  }

  @Test("what if answers as if, and leaves nothing behind")
  func whatIf() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    let dark = try file.number("count customers where dark")
    let would = "what if cut route F7 and move customer C1013 to splitter S12 port 7 then "
    #expect(try file.number(would + "count customers where dark") ?? 0 > (dark ?? 0) + 10)
    #expect(try file.codes(would + "customers on splitter S12").contains("C1013"))
    #expect(try file.answer("explain " + would + "customers where dark").values.isEmpty == false)
    #expect(try file.number("count customers where dark") == dark)
    #expect(try file.codes("customers on splitter S12").contains("C1013") == false)
    #expect(try file.codes("changes").isEmpty)
    #expect(file.errors("what if cut route F99 then customers") == ["E401"])
    #expect(file.errors("what if restore route F7 then customers") == ["E602"])
    #expect(file.errors("what if cut route F7 then customers where biled") == ["E302"])
    let reader = try network.open(.read)
    #expect(reader.errors("what if cut route F7 then customers") == ["E604"])
    #expect(reader.errors("cut route F7") == ["E604"])
  }

  @Test("a crew's lines are applied once each, each under its own author and day")
  func crewLines() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    let line = try #require(
      try CrewLine("2026-04-30T10:20:00Z \"Ann Berg\" cut route F7 at 1.2 km"))
    #expect(try file.apply(line)?.number == 1)
    #expect(try file.apply(line) == nil)
    #expect(try file.answer("changes show author, day").column("author") == ["Ann Berg"])
    #expect(try file.answer("changes show day").column("day") == ["2026-04-30"])
    #expect(try CrewLine("  ") == nil)
    #expect(try CrewLine("-- a remark") == nil)
    for wrong in ["yesterday anna undo", "2026-04-30T10:20:00Z anna", "2026-04-30T10:20:00Z 'a"] {
      #expect(throws: CrewLine.Fault.self, "\(wrong)") { try CrewLine(wrong) }
    }
  }

  @Test("a file from before the journal is upgraded when it is opened for writing")
  func olderFile() throws {
    let network = try TestNetwork.village()
    do {
      let connection = try Connection(path: network.path, mode: .write)
      try connection.handle.execute(
        """
        DROP TABLE change_thing;
        DROP TABLE change;
        DROP TABLE definition;
        DROP TABLE gap;
        DROP INDEX joint_node;
        DROP INDEX joint_until;
        ALTER TABLE joint DROP COLUMN until;
        ALTER TABLE joint DROP COLUMN reason;
        ALTER TABLE node DROP COLUMN reserved;
        ALTER TABLE route DROP COLUMN reserved;
        UPDATE module SET version = 1 WHERE name = 'plant'
        """)
    }
    let refusal = #expect(throws: FileFormat.Refusal.self) { try network.open(.read) }
    #expect(refusal?.isOlder == true, "\(refusal?.description ?? "")")
    let file = try network.open(.write)
    try file.change("cut route F7")
    #expect(try file.codes("changes") == ["1"])
    #expect(try file.check().map(\.rule) == ["line end away from node"])
  }

  @Test("modules react to each other's events, and not without end")
  func reactions() throws {
    let echo = Verb("ring", .none, doc: "rings", example: "ring") { request in
      let thing = ChangedThing(noun: .anything, id: 1, code: "C")
      request.announce(Event("rung", thing, day: "2026-05-01"))
    }
    let hears = Reaction(to: "rung", doc: "notes it") { _, request in request.note("heard") }
    let answers = Reaction(to: "rung", doc: "rings again") { event, request in
      request.announce(event)
    }
    let network = try TestNetwork.village()
    let calm = Module(name: "bell", summary: "a bell", verbs: [echo], reactions: [hears])
    #expect(try open(network, modules: [calm]).change("ring").notes == ["heard"])
    let loud = Module(name: "bell", summary: "a bell", verbs: [echo], reactions: [answers])
    #expect(try wrong(open(network, modules: [loud]), "ring")?.code == .changeRefused)
  }

  @Test("what cannot be taken back says so")
  func irrevocable() throws {
    let post = Verb(
      "post", .none, irrevocable: "it was posted; `reverse` it", doc: "posts", example: "post"
    ) { request in try request.connection.run("INSERT INTO party (code) VALUES ('P')") }
    let network = try TestNetwork.village()
    let file = try open(
      network, modules: [Module(name: "books", summary: "books", verbs: [post])])
    #expect(try file.change("post").line == "posted (change 1)")
    #expect(wrong(file, "undo")?.message.contains("`reverse` it") == true)
  }

  @Test("two modules may not claim one verb of one noun, nor one report, nor say nothing of it")
  func collisions() throws {
    func verb(_ doc: String = "does") -> Verb {
      Verb("move", .thing, of: [.noun("customer")], doc: doc, example: "move") { _ in }
    }
    func report(_ name: String) -> TopoqVocabulary.Report {
      TopoqVocabulary.Report(name, lists: "change", sql: "TRUE", doc: "lists", example: "it")
    }
    let network = try TestNetwork.village()
    for module in [
      Module(name: "other", summary: "other", verbs: [verb()]),
      Module(name: "other", summary: "other", verbs: [verb("")]),
      Module(name: "other", summary: "other", reports: [report("history")]),
    ] {
      #expect(throws: Vocabulary.Conflict.self) { try open(network, modules: [module]) }
    }
  }
}

extension TopoqVocabulary.Noun {
  fileprivate static let anything = TopoqVocabulary.Noun(
    name: "thing", plural: "things", doc: "anything", table: "party", placement: .nowhere,
    shown: [])
}
