// `topoq generate`: makes up a network of any size.

import TopoqExchange

enum GenerateCommand {
  static let form = CommandForm(
    "generate", usage: ["generate --customers N --seed S --out DIR"],
    summary: "Makes up a network of any size, as a network folder.",
    details: "The same arguments give the same bytes; LEAKS.csv lists the leaks planted in it.",
    options: [
      Option("--customers", "N", doc: "how many customers, up to 10,000,000"),
      Option("--seed", "S", doc: "a whole number; another one gives another network"),
      Option("--out", "DIR", doc: "the folder to write; it is made where it is missing"),
      .today, .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    _ = try arguments.required("--customers", "how many: --customers 1000")
    let customers = try arguments.integer("--customers", in: 0...10_000_000) ?? 0
    let seed = try arguments.integer("--seed", in: 0...Int.max) ?? 1
    let folder = try arguments.required("--out", "where to: --out DIR")
    let generator =
      if let today = try arguments.day("--today") {
        NetworkGenerator(customers: customers, seed: UInt64(seed), today: today)
      } else {
        NetworkGenerator(customers: customers, seed: UInt64(seed))
      }
    try generator.write(to: folder)
    report.console.say("\(folder): \(RowCount(customers, of: "customers").text)")
    return .done
  }
}
