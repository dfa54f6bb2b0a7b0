// The operator's plant, catalogue and taxes, in a folder that is gone afterwards.

import Topoq
import TopoqExchange
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct YearFolder: ~Copyable {
  private let folder: String
  var path: String { folder + "/year.topoq" }

  static let plans: [YearModel.Plan] = [
    .init(code: "HOME50", isTaxed: true, isInclusive: false, prices: [(-9999, 79_900)]),
    .init(code: "HOME100", isTaxed: true, isInclusive: false, prices: [(-9999, 99_900)]),
    .init(code: "HOME200", isTaxed: true, isInclusive: true, prices: [(-9999, 129_900)]),
    .init(code: "TV", isTaxed: true, isInclusive: true, prices: [(-9999, 19_937)]),
    .init(code: "VOICE", isTaxed: false, isInclusive: false, prices: [(-9999, 9_900)]),
    .init(
      code: "BIZ", isTaxed: true, isInclusive: false, isBilledSuspended: true,
      prices: [(-9999, 299_900)]),
    .init(code: "LEGACY", isTaxed: true, isInclusive: false, prices: [(-9999, 49_951)]),
  ]

  /// Partners with their shares in hundredths of a percent, by plan and for all others.
  static let partners: [(code: String, shares: [(plan: Int?, share: Int)])] = [
    ("LCO1", [(0, 2000), (nil, 1250)]), ("LCO2", [(1, 3333)]),
  ]

  static func premises(of customers: Int) -> Int { customers * 3 / 2 + 8 }

  private init(_ folder: String) { self.folder = folder }

  static func make(customers: Int) throws -> YearFolder {
    var template = Array("/tmp/topoq-year-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: "/tmp", errorNumber: errno) }
    let made = YearFolder(
      String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    mkdir(made.folder + "/source", 0o755)
    try made.write("nodes.csv", Self.nodes(of: customers))
    try made.write(
      "plans.csv",
      "code,kind,price_minor,currency,valid_from,tax,inclusive,billed_suspended\n"
        + Self.plans.map { plan in
          "\(plan.code),internet,\(plan.prices[0].price),INR,2024-01-01,"
            + "\(plan.isTaxed ? "GST" : ""),\(plan.isInclusive),\(plan.isBilledSuspended)\n"
        }.joined())
    try made.write(
      "taxes.csv",
      """
      code,tax,place,component,rate_bp
      1,GST,home,CGST,900
      2,GST,home,SGST,900
      3,GST,away,IGST,1800

      """)
    _ = try NetworkImport(
      source: made.folder + "/source", into: made.path, modules: YearRun.modules
    ).run()
    return made
  }

  /// Thirty-two premises a splitter.
  private static func nodes(of customers: Int) -> String {
    let count = premises(of: customers)
    let splitters = (count + 31) / 32
    var text = "code,kind,ports,fed_by,fed_port\nOLT1,olt,\(splitters),,\n"
    for splitter in 1...splitters { text += "SP\(splitter),splitter,32,OLT1,\(splitter)\n" }
    for number in 0..<count {
      text += "H\(number + 1),premises,,SP\(number / 32 + 1),\(number % 32 + 1)\n"
    }
    return text
  }

  private func write(_ name: String, _ text: String) throws {
    var sink = try ByteSink(path: "\(folder)/source/\(name)")
    sink.append(text)
    try sink.finish()
  }

  deinit {
    for place in [folder + "/source", folder] {
      for name in (try? Folder.names(in: place)) ?? [] { unlink("\(place)/\(name)") }
      rmdir(place)
    }
  }
}
