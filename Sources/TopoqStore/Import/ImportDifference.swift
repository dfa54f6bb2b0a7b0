// What an import would do with the rows of one file of the network folder.

/// How many rows of a file's table would be otherwise after an import, and a few of them.
public struct ImportDifference: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case added, changed
    /// Taken out: a joint that the folder makes otherwise, a row of a file that is the whole table.
    case removed
    /// Held by the file at hand, and not named by the folder: an import leaves it as it is.
    case vanished
    case unchanged
  }

  /// How many rows of a kind are named.
  static let mostExamples = 3

  /// The file without its ending: `customers`.
  public let file: String
  public private(set) var counts: [Kind: Int] = [:]
  /// `CH1016`, or for a changed row `CH1016 price_minor 50000 -> 45000`.
  public private(set) var examples: [Kind: [String]] = [:]

  init(file: String) { self.file = file }

  /// Whether an import would alter any row.
  public var isAny: Bool { [.added, .changed, .removed].contains { counts[$0] ?? 0 > 0 } }

  /// Counts a row; `example` is asked for the first few of each kind but the unchanged.
  mutating func count(_ kind: Kind, _ example: () throws -> String?) rethrows {
    counts[kind, default: 0] += 1
    guard kind != .unchanged, counts[kind]! <= ImportDifference.mostExamples else { return }
    if let text = try example() { examples[kind, default: []].append(text) }
  }

  /// Only what would be altered: for a table whose file the folder does not have.
  var alterationsOnly: ImportDifference {
    var only = self
    for kind in [Kind.vanished, .unchanged] {
      only.counts[kind] = nil
      only.examples[kind] = nil
    }
    return only
  }
}

/// What an import would do, and what it would find; nothing was written.
public struct ImportPreview: Sendable {
  public let report: ImportReport
  /// A value for each file of the folder, and for tables that change with them.
  public let differences: [ImportDifference]
}
