// Makes up a fibre network of any size, with its customers and charges: the same bytes each time.

public import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A network folder of any size, for benches, tests and first steps.
///
/// A city of districts; each has an OLT site, a feeder ring with up to 15 cabinets, and streets of
/// homes: cabinet, closure, terminal, drop. Districts take turns at 1:8 + 1:8, 1:4 + 1:16 and
/// 1:32 in one stage. Randomness and coordinates are integers, so that the same arguments give the
/// same bytes on any machine. Files are written as the districts are drawn; memory does not grow.
public struct NetworkGenerator: Sendable {
  public let customers: Int
  public let seed: UInt64
  public let today: Day

  /// - Parameters:
  ///   - customers: how many rows customers.csv gets, from 0 to 10,000,000.
  ///   - seed: what the random numbers start from.
  ///   - today: the day as of which charges run or have ended, and the shares of leaks hold.
  public init(
    customers: Int, seed: UInt64, today: Day = Day(year: 2026, month: 5, day: 1)!
  ) {
    precondition(
      (0...10_000_000).contains(customers), "a network has 0 to 10,000,000 customers")
    self.customers = customers
    self.seed = seed
    self.today = today
  }

  /// Writes the folder, making it where it is missing: the files of a network folder, LEAKS.csv
  /// (kind, code, node) with every leak planted, and a README.md that states the arguments.
  /// Files of these names are replaced.
  /// - Throws: `FileError`.
  /// - Complexity: linear in the number of customers; some 5 µs each.
  public func write(to folder: String) throws {
    try makeFolder(folder)
    var drawing = NetworkDrawing(
      files: try FolderFiles(folder: folder), random: SplitMix64(seed: seed), today: today)
    drawing.writeHeaders()
    drawing.writePlans()
    let layout = CityLayout(customers: customers)
    for index in 0..<layout.districtCount {
      drawing.drawDistrict(layout.district(index), cabinets: layout.cabinets(of: index))
      try drawing.files.throwFailure()
    }
    drawing.finishAreas()
    try drawing.files.finish()
    try writeReadme(to: folder, counts: drawing.counts)
  }

  /// Makes the folder and those it lies in.
  private func makeFolder(_ folder: String) throws(FileError) {
    for slash in folder.utf8.indices where folder.utf8[slash] == UInt8(ascii: "/") {
      if slash > folder.startIndex { mkdir(String(folder[..<slash]), 0o777) }
    }
    if mkdir(folder, 0o777) == 0 { return }
    let number = errno
    var status = stat()
    guard number == EEXIST, stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError(path: folder, errorNumber: number)
    }
  }

  private func writeReadme(to folder: String, counts: DrawingCounts) throws(FileError) {
    var sink = try ByteSink(path: folder + "/README.md")
    sink.append(
      """
      # A made-up network

      Written by `topoq generate --customers \(customers) --seed \(seed)`; today is \(today).

      | what | how many |
      |---|---|
      | customers, of \(counts.homes) homes passed | \(counts.customers) |
      | OLTs, feeder routes, cabinets | \(counts.olts), \(counts.feeders), \(counts.cabinets) |
      | closures, terminals, splitters | \(counts.closures), \(counts.terminals), \
      \(counts.splitters) |
      | drops | \(counts.drops) |
      | charges | \(counts.charges) |

      Each customer's home was given one of these leaks with the share stated, or none.
      LEAKS.csv lists them: kind, code, node.

      | kind | share, in 10,000 | what it is |
      |---|---|---|

      """ as String)
    for kind in LeakKind.allCases {
      sink.append("| \(kind.rawValue) | \(kind.shareInTenThousand) | \(kind.meaning) |\n" as String)
    }
    try sink.finish()
  }
}
