// All tables out and in again: nothing doubles, nothing is lost, and money stays where it is.

import Testing
import Topoq
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqText
import TopoqVocabulary

@testable import TopoqExchange

@Suite struct RoundTripTests {
  /// The file of months and its export, made once for all tests.
  private static let made = Result {
    let scratch = try ScratchFolder()
    try RichFile.make(at: scratch.file("rich.topoq"))
    try FolderExport(path: scratch.file("rich.topoq"), modules: RichFile.modules)
      .write(to: scratch.file("out"))
    return (
      file: try ByteSource.bytes(ofFile: scratch.file("rich.topoq")),
      out: try ScratchFolder.contents(of: scratch.file("out"))
    )
  }

  private let scratch: ScratchFolder

  init() throws {
    let made = try Self.made.get()
    scratch = try ScratchFolder()
    try scratch.write(made.file, to: "rich.topoq")
    scratch.makeFolder("out")
    for (name, bytes) in made.out { try scratch.write(bytes, to: "out/\(name)") }
  }

  private var rich: String { scratch.file("rich.topoq") }
  private var out: String { scratch.file("out") }

  private func copy(_ name: String) throws -> String {
    try scratch.write(try ByteSource.bytes(ofFile: rich), to: name)
    return scratch.file(name)
  }

  private func export(_ path: String, to name: String) throws -> [String: [UInt8]] {
    try FolderExport(path: path, modules: RichFile.modules).write(to: scratch.file(name))
    return try ScratchFolder.contents(of: scratch.file(name))
  }

  @discardableResult
  private func take(_ source: String, into path: String) throws -> ImportReport {
    try NetworkImport(source: source, into: path, modules: RichFile.modules).run()
  }

  private func preview(_ source: String, of path: String) throws -> [String] {
    let work = NetworkImport(source: source, into: path, modules: RichFile.modules)
    return DryRunTests.lines(try work.preview()).filter { !$0.contains(" unchanged ") }
  }

  /// What no file states, and must come to the same: balances, ledger, what is open, light.
  private static let derived = [
    """
    SELECT a.code || ' ' || e.day || ' ' || e.kind || ' ' || e.reference || ' ' || e.amount_minor
    FROM billing_entry AS e JOIN billing_account AS a ON a.id = e.account ORDER BY 1
    """,
    "SELECT code || ' ' || coalesce(open_minor, '-') FROM billing_invoice ORDER BY 1",
    "SELECT code || ' ' || coalesce(left_minor, '-') FROM billing_payment ORDER BY 1",
    "SELECT name || ' ' || next FROM billing_series ORDER BY 1",
    "SELECT rule || noun || code || message FROM finding ORDER BY 1",
  ]

  private func derived(_ path: String) throws -> [[String]] {
    try Self.derived.map { try ImportedFile(path: path).texts($0) }
  }

  private func faults(_ path: String) throws -> [String] {
    let file = try NetworkFile(
      path, modules: Array(RichFile.modules.dropFirst()), today: Day("2026-08-02")!)
    return try file.check().map { "\($0.rule): \($0.code) \($0.message)" }
  }

  /// The lines in which two folders differ.
  private static func differences(
    _ one: [String: [UInt8]], _ two: [String: [UInt8]]
  ) -> [String] {
    func lines(_ bytes: [UInt8]?) -> [Substring] {
      String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
    }
    return Set(one.keys).union(two.keys).sorted().filter { one[$0] != two[$0] }.flatMap { name in
      lines(two[name]).difference(from: lines(one[name])).map { change in
        switch change {
        case .insert(_, let line, _): "\(name) + \(line)"
        case .remove(_, let line, _): "\(name) - \(line)"
        }
      }
    }
  }

  @Test func everyTableHasRows() throws {
    let names = try ScratchFolder.contents(of: out)
    let empty = RichFile.modules.flatMap(\.tables).map { "\($0.file).csv" }.filter {
      names[$0] == nil
    }
    #expect(empty == [])
  }

  @Test func whatGoesOutComesBackTheSame() throws {
    let again = scratch.file("again.topoq")
    try take(out, into: again)
    let one = try ScratchFolder.contents(of: out)
    let two = try export(again, to: "out2")
    #expect(Self.differences(one, two) == [])
    for (one, two) in zip(try derived(rich), try derived(again)) {
      #expect(two.difference(from: one).map { "\($0)" } == [])
    }
    #expect(try faults(again) == faults(rich))
  }

  @Test func onceMoreNothingWouldChangeAndNothingDoes() throws {
    let path = try copy("more.topoq")
    let changes = try preview(out, of: path)
    #expect(changes == [])
    try take(out, into: path)
    let two = try export(path, to: "out3")
    #expect(Self.differences(try ScratchFolder.contents(of: out), two) == [])
    #expect(try derived(path) == derived(rich))
    #expect(
      try ImportedFile(path: path).count("change") == ImportedFile(path: rich).count("change"))
  }

  // MARK: One cell otherwise

  /// Another value that a column may hold, or nil for what tells rows apart.
  private static func other(_ column: ExchangeTable.Column, than text: String) -> String? {
    switch column.content {
    case .text: text + "x"
    case .integer, .number, .minorUnits, .share: text == "7" ? "8" : "7"
    case .boolean: text == "1" ? "0" : "1"
    case .word(let words): words.first { $0 != text }
    default: nil
    }
  }

  /// Every column of every table but dates and references, in the first row that fills it: exactly
  /// that row would change; or it was posted, and the file is refused at that line.
  @Test func oneCellOtherwiseIsOneRowOtherwise() throws {
    let tables = RichFile.modules.flatMap(\.tables)
    var refused: Set<String> = []
    for table in tables where !table.identity.isEmpty {
      let lines = try rows(of: table)
      for (index, header) in lines[0].enumerated() where header != table.identity {
        guard let column = table.columns.first(where: { $0.header == header }),
          let row = lines.indices.dropFirst().first(where: { !lines[$0][index].isEmpty }),
          let value = Self.other(column, than: lines[row][index])
        else { continue }
        let folder = try folder(of: table, lines, row: row, column: index, saying: value)
        let place = "\(table.file).\(header)"
        do {
          let found = try preview(folder.path, of: rich).filter { !$0.contains(" vanished ") }
          let change = found.first { $0.hasPrefix("\(table.file) changed 1: ") } ?? ""
          #expect(change.contains(" \(header) "), "\(place): \(found)")
          #expect(found.count { $0.hasPrefix("\(table.file) ") } == 1, "\(found)")
        } catch let wrong as ImportProblems {
          #expect(wrong.messages.count == 1, "\(place)")
          #expect(wrong.messages[0].contains(".csv:2: \(header) is"), "\(wrong.messages)")
          refused.insert(place)
        }
      }
    }
    #expect(
      refused == [
        "invoices.net_minor", "invoices.tax_minor", "invoices.total_minor", "invoices.paid_minor",
        "invoice_lines.amount_minor", "invoice_lines.net_minor", "invoice_lines.tax_minor",
        "invoice_taxes.rate_bp", "invoice_taxes.tax_minor", "payments.kind", "payments.account",
        "payments.amount_minor", "allocations.amount_minor", "settlements.month",
        "settlements.amount_minor",
      ])
  }

  private func rows(of table: ExchangeTable) throws -> [[String]] {
    var reader = try CSVReader(path: "\(out)/\(table.file).csv")
    var lines = [reader.header]
    while try reader.next() {
      lines.append(reader.header.indices.map { reader.text($0) ?? "" })
    }
    return lines
  }

  /// A folder with one row of a file, with another value in one column; a file that is the whole
  /// table stays whole.
  private func folder(
    of table: ExchangeTable, _ lines: [[String]], row: Int, column: Int, saying value: String
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var writer = CSVWriter(try ByteSink(path: folder.file("\(table.file).csv")))
    writer.record(lines[0])
    for index in table.isWhole ? [row] + lines.indices.dropFirst().filter({ $0 != row }) : [row] {
      var fields = lines[index]
      if index == row { fields[column] = value }
      writer.record(fields)
    }
    try writer.finish()
    return folder
  }

  // MARK: One change

  @Test func anImportIsOneChangeAndUndoTakesItBack() throws {
    let folder = try ScratchFolder([
      "nodes.csv": "code,kind,name\nH6,premises,Corner\nX70,premises,New\n",
      "joints.csv": "node,from,to\nCAB2,S12:6,S12:8\n",
      "customers.csv": "code,name,node\nC1001,Asha Rao,H6\nC7000,New One,X70\n",
      "ladder.csv": "code,days,action\nremind,9,remind\n",
    ])
    let before = try ScratchFolder.contents(of: out)
    let light = "SELECT port || hex(points) FROM light_chunk ORDER BY port"
    let points = try ImportedFile(path: rich).texts(light)
    try take(folder.path, into: rich)
    #expect(
      try ImportedFile(path: rich).texts(
        "SELECT author || ': ' || sentence FROM change ORDER BY id DESC LIMIT 1")
        == ["topoq: import \(folder.path)"])
    let file = try NetworkFile(
      rich, mode: .write, modules: Array(RichFile.modules.dropFirst()), today: Day("2026-08-02")!,
      author: "topoq")
    #expect(
      try file.change("undo").summary.hasPrefix("took back change"), "an import is taken back")
    #expect(Self.differences(before, try export(rich, to: "undone")) == [])
    #expect(try ImportedFile(path: rich).texts(light) == points)
  }

  @Test func whatIsTooMuchForTheJournalIsALineOfIt() throws {
    let folder = try ScratchFolder(["customers.csv": "code,name\nC1001,Asha R Rao\n"])
    var work = NetworkImport(source: folder.path, into: rich, modules: RichFile.modules)
    work.mostRecordedBytes = 0
    _ = try work.run()
    #expect(
      try ImportedFile(path: rich).texts(
        "SELECT irrevocable FROM change ORDER BY id DESC LIMIT 1")
        == ["it altered more rows than the journal keeps"])
    #expect(
      try ImportedFile(path: rich).texts("SELECT name FROM crm_customer WHERE name = 'Asha R Rao'")
        == ["Asha R Rao"])
  }

  @Test func whatPostedMoneyIsNotUndone() throws {
    let folder = try ScratchFolder([
      "payments.csv": "code,account,day,amount_minor,currency\nB-9,C1010,2026-08-02,100,INR\n"
    ])
    try take(folder.path, into: rich)
    let file = try NetworkFile(
      rich, mode: .write, modules: Array(RichFile.modules.dropFirst()), today: Day("2026-08-02")!,
      author: "topoq")
    do {
      try file.change("undo")
      Issue.record("money was taken back")
    } catch let wrong as WrongSentence {
      #expect(
        wrong.diagnostics[0].message.hasSuffix(
          "cannot be taken back: it posted money, which is reversed and never undone"))
    }
  }
}
