/// The words of the language itself. They match in any letter case.
public enum Keyword: UInt8, Hashable, Sendable, CaseIterable {
  case affected, ago, alias, along, and, `as`, asc, at, average, avoiding
  case between, by, connected, count, crossing
  case desc, describe, directly, downstream
  case empty, exactly, explain, fault, fibre, forget, from
  case having, help, hops, `if`, impact, `in`, into, `is`
  case language, least, length, `let`, like, limit, locate, loss
  case max, min, most, near, not, of, on, or, order
  case path, save, set, show, sum
  case then, to, today, towards, trace
  case upstream, using, via, what, `where`, with, within, without, yesterday

  /// As it is written in a sentence, lower case.
  public var spelling: String { Self.spellings[Int(rawValue)] }

  /// The keyword that a lower-cased word is, or nil.
  public static func named(_ word: String) -> Keyword? { byWord[word] }

  /// Whether it would compete with a code: it may stand where a code may, or right after one. All
  /// other keywords may serve as codes and fields.
  public var isReserved: Bool { Self.reserved.contains(self) }

  /// Reserved words, in the order of the alphabet. The grammar decides which; a test computes it.
  public static let reserved: Set<Keyword> = [
    .affected, .along, .and, .as, .at, .avoiding, .between, .by, .connected, .count, .crossing,
    .directly, .downstream, .in, .into, .limit, .near, .not, .of, .on, .or, .order, .show, .then,
    .to,
    .today, .towards, .upstream, .using, .via, .where, .with, .within, .without, .yesterday,
  ]

  /// What a place begins with.
  var startsSpot: Bool {
    switch self {
    case .affected, .along, .at, .between, .connected, .crossing, .directly, .downstream, .in,
      .near, .on, .upstream, .with, .within, .without:
      true
    default: false
    }
  }

  private static let spellings = allCases.map { String(describing: $0) }
  private static let byWord = Dictionary(
    uniqueKeysWithValues: zip(spellings, allCases))
}
