// `topoq demo`: the village in a file, five questions of a planner, and a map.

import Topoq
import TopoqExchange
import TopoqStore
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum DemoCommand {
  static let form = CommandForm(
    "demo", usage: ["demo"],
    summary: "Shows all of it on a village: imports, asks, draws a map, in the current folder.",
    details: "It makes \(target) and \(map), and replaces those of an earlier demo.",
    options: [.noColor])

  private static let dataset = "datasets/village"
  private static let target = "village.topoq"
  private static let map = "village.geojson"
  private static let today = Day(year: 2026, month: 5, day: 1)!

  /// What a planner asks, and why.
  private static let questions: [(remark: String, sentence: String)] = [
    (
      "Who is served through splitter S12 and not charged?",
      "customers on splitter S12 where not billed"
    ),
    ("What is S12, and what feeds it?", "splitter S12"),
    ("How does light reach customer C1001?", "trace upstream from customer C1001"),
    (
      "Where could a home at this place be connected?",
      "splitters near @12.9716,77.5946 where free_ports > 0 limit 5"
    ),
    (
      "How many active customers pay nothing, by OLT?",
      "count customers where active and not billed by olt"
    ),
  ]

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let console = Console(noColor: arguments.has("--no-color"))
    guard let source = findDataset() else {
      report.say(
        "the village, `\(dataset)`, is neither here nor beside the program",
        help: "run `topoq demo` in the folder that topoq was built in")
      return .failed
    }
    if let refusal = try removeEarlierFile() {
      report.say(refusal, help: "run the demo in another folder, or move the file away")
      return .failed
    }
    let screen = Screen(console: console)
    try screen.text("-- topoq import \(source) --into \(target)\n")
    let imported = try ImportCommand.importing(source, into: target, console: console)
    let rows = imported.rows.map { RowCount($0.count, of: $0.name).text }
    try screen.text(rows.joined(separator: ", ") + "\n")
    let file = try NetworkFile(target, mode: .read, modules: modules, today: today)
    var runner = SentenceRunner(
      file: file, format: .table, console: console, report: report)
    for (remark, sentence) in questions {
      try screen.question(remark, sentence)
      if let stopped = runner.run(sentence) { return stopped }
    }
    try screen.question("The same customers, drawn on a map", mapSentence)
    if let stopped = runner.run(mapSentence) { return stopped }
    try screen.text(ending)
    return .done
  }

  private static let mapSentence =
    "customers on splitter S12 where not billed as geojson into \"\(map)\""

  private static let ending = """

    Now it is yours to try (the village's calendar stands at \(today)):

      topoq \(target) --today \(today)          asks at a prompt; `help` lists what can be asked
      topoq \(target) --today \(today) -c "customers where billed and dark"
      topoq check \(target)                        lists what contradicts itself in the records
      topoq export \(target) --as geojson --out network.geojson

    \(map) opens in any map viewer, and \(target) itself in QGIS.

    """

  /// The dataset in the current folder, or in one of those above the program.
  private static func findDataset() -> String? {
    if Folder.exists(at: dataset) { return dataset }
    guard var folder = programPath() else { return nil }
    for _ in 0..<8 {
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = String(folder[..<slash])
      let candidate = "\(folder)/\(dataset)"
      if Folder.exists(at: candidate) { return candidate }
    }
    return nil
  }

  /// The program's own path, links resolved.
  private static func programPath() -> String? {
    let name = Folder.hasFile(at: "/proc/self/exe") ? "/proc/self/exe" : CommandLine.arguments[0]
    guard let path = realpath(name, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// Takes away the file of an earlier demo; says why where another file stands in its place.
  private static func removeEarlierFile() throws -> String? {
    guard access(target, F_OK) == 0 else { return nil }
    guard isVillage(target) else {
      return "\(target) is here already, and it is not the village of an earlier demo"
    }
    for suffix in ["-wal", "-shm", "-lock", ""] { unlink(target + suffix) }
    return nil
  }

  /// Whether a file holds the village's plant and as many customers as the village has.
  private static func isVillage(_ path: String) -> Bool {
    guard let file = try? NetworkFile(path, mode: .read, modules: modules, today: today) else {
      return false
    }
    for (sentence, rows) in [("customers", 50), ("splitters S12, S13", 2)] {
      var writer = CSVAnswerWriter(ByteSink())
      let statement = file.parse(sentence).parsed.statements.first
      let outcome = statement.flatMap { try? file.run($0, of: sentence, into: &writer) }
      if outcome?.rows != rows { return false }
    }
    return true
  }
}

/// What the demo shows between the answers, on standard output with them.
private struct Screen {
  let console: Console

  func question(_ remark: String, _ sentence: String) throws {
    try text("\n-- \(remark)\n" + emphasised("topoq> \(sentence)") + "\n")
  }

  func text(_ text: String) throws { try console.print(text) }

  private func emphasised(_ text: String) -> String {
    console.layout.isColored ? "\u{1b}[1m\(text)\u{1b}[0m" : text
  }
}
