// Every valid sentence on the village, stage by stage: bound, planned, as SQL, and as SQLite goes.

import TestSupport
import Testing
import Topoq
import TopoqSyntax

@Suite("Stages")
struct StageTests {
  /// What a sentence of the corpus comes to on the village.
  struct Staged: Sendable {
    let sentence: String
    /// The lines of `explain` by stage, one list a statement; empty where nothing is asked.
    var stages: [[String: [String]]] = []
    /// The codes of what is wrong with it here.
    var codes: [String] = []
  }

  /// The corpus in its order, so that names are known after they were defined. Changes are not made.
  static func corpus() throws -> [Staged] {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    return GrammarFolder.validSentences.map { sentence in
      var staged = Staged(sentence: sentence)
      let parsed = file.parse(sentence).parsed
      staged.codes = parsed.diagnostics.compactMap { $0.code?.rawValue }
      guard staged.codes.isEmpty else { return staged }
      do {
        for statement in parsed.statements { try stage(statement, file, &staged) }
      } catch let error as WrongSentence {
        staged.codes = error.diagnostics.compactMap { $0.code?.rawValue }
      } catch {
        Issue.record("\(sentence): \(error)")
      }
      return staged
    }
  }

  private static func stage(
    _ statement: TopoqSyntax.Statement, _ file: NetworkFile, _ staged: inout Staged
  ) throws {
    var rows = Rows()
    switch statement {
    case .inquiry(let inquiry), .explain(let inquiry, _):
      let explain = TopoqSyntax.Statement.explain(inquiry, inquiry.range)
      _ = try file.run(explain, of: staged.sentence, into: &rows)
      let lines = Dictionary(
        grouping: zip(rows.column("stage"), rows.column("text")), by: \.0)
      staged.stages.append(lines.mapValues { $0.map(\.1) })
    case .define, .alias, .forget, .set:
      _ = try file.run(statement, of: staged.sentence, into: &rows)
    case .change, .edit, .help, .describe, .language: break
    }
  }

  @Test("each stage is as recorded")
  func snapshots() throws {
    let corpus = try Self.corpus()
    for (name, stages) in [
      ("bound", ["bound"]), ("plan", ["plan"]), ("sql", ["sql", "parameter"]),
    ] {
      let text = corpus.map { staged in
        var lines = ["> \(staged.sentence)"]
        if !staged.codes.isEmpty { lines.append(staged.codes.joined(separator: " ")) }
        for found in staged.stages { lines += stages.flatMap { found[$0] ?? [] } }
        return lines.joined(separator: "\n") + "\n"
      }
      expect(text.joined(separator: "\n"), isRecordedIn: "conformance/\(name).snapshot.txt")
    }
  }

  @Test("what only the file can tell is wrong has its code")
  func wrongData() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    _ = try file.answer("let late = customers where not billed")
    for (code, isSyntax, sentence) in GrammarFolder.wrongSentences where !isSyntax {
      let codes = file.errors(sentence)
      // A word of a module that is not loaded is said first; so is a code that the village has.
      let isElsewhere = codes == ["E302"] || codes == ["E301"] || codes.isEmpty
      #expect(codes.first == code || isElsewhere, "\(sentence): \(codes)")
    }
  }

  private func expect(_ snapshot: String, isRecordedIn name: String) {
    if GrammarFolder.isRecording {
      #expect(GrammarFolder.write(snapshot, to: name))
    } else {
      #expect(GrammarFolder.text(name) == snapshot, "TOPOQ_RECORD=1 records \(name) anew")
    }
  }

  @Test("a sentence becomes one SQL statement")
  func oneStatement() throws {
    for staged in try Self.corpus() {
      for stages in staged.stages {
        let sql = (stages["sql"] ?? []).joined(separator: "\n")
        #expect(!sql.isEmpty, "\(staged.sentence)")
        #expect(!sql.contains(";"), "\(staged.sentence)")
      }
    }
  }

  @Test("where a place drives, no table is read whole; what reads one is as recorded")
  func scans() throws {
    var listed: [String] = []
    for staged in try Self.corpus() {
      for stages in staged.stages {
        let read = tablesReadWhole(stages)
        guard !read.isEmpty else { continue }
        listed.append("\(read.sorted().joined(separator: ", ")) | \(staged.sentence)\n")
        // A set without a place of its own is read whole, as the things of a question are.
        let plan = stages["plan"] ?? []
        let isWhole = plan.contains { $0.drop { $0 == " " }.hasPrefix("all ") }
        let isDriven = plan.contains { $0.contains(" drives") }
        #expect(isWhole || !isDriven, "\(read): \(staged.sentence)")
        #expect(isWhole, "\(read): \(staged.sentence)")
      }
    }
    expect(listed.joined(), isRecordedIn: "conformance/scan.snapshot.txt")
  }

  /// The stored tables that SQLite goes through from end to end, by its own plan.
  private func tablesReadWhole(_ stages: [String: [String]]) -> Set<String> {
    let words = (stages["sql"] ?? []).joined(separator: " ")
      .split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "," }.map(String.init)
    var tables: [String: String] = [:]
    for index in words.indices.dropLast(3)
    where ["FROM", "JOIN"].contains(words[index]) && words[index + 2] == "AS" {
      tables[words[index + 3]] = words[index + 1]
    }
    let stored = [
      "node", "route", "joint", "strand_end", "area", "party", "finding", "cut", "crm_customer",
      "billing_plan", "billing_charge", "billing_provision", "billing_session",
    ]
    var read: Set<String> = []
    for step in stages["sqlite"] ?? [] where step.hasPrefix("SCAN ") {
      let alias = String(step.dropFirst(5).prefix { $0 != " " })
      if let table = tables[alias], stored.contains(table), !step.contains("VIRTUAL") {
        read.insert(table)
      }
    }
    return read
  }
}
