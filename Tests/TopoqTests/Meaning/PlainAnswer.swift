// An answer as it should be: rows, by what they are ordered, and how many of them are wanted.

import TopoqSQLite
import TopoqText

struct PlainAnswer {
  var columns: [String]
  var rows: [[SQLiteValue]] = []
  /// For each row, the values by which rows are ordered; empty where the order is free.
  var keys: [[SQLiteValue]] = []
  var descending: [Bool] = []
  var limit: Int?

  init(columns: [String]) { self.columns = columns }

  /// What is wrong with rows that were given for this answer, or nil.
  ///
  /// Rows with equal keys may come in any order, and where a limit falls between them, any of them.
  func fault(in given: [[SQLiteValue]]) -> String? {
    let wanted = min(limit ?? rows.count, rows.count)
    guard given.count == wanted else { return "\(given.count) rows instead of \(wanted)" }
    let order = rows.indices.sorted {
      descending.isEmpty ? $0 < $1 : Self.precedes(keys[$0], keys[$1], descending)
    }
    var next = 0
    while next < given.count {
      var end = next + 1
      while end < order.count,
        descending.isEmpty || Self.areTied(keys[order[next]], keys[order[end]])
      {
        end += 1
      }
      var rest = order[next..<end].map { rows[$0] }
      for row in given[next..<min(end, given.count)] {
        guard let match = rest.firstIndex(where: { Self.areAlike($0, row) }) else {
          return "row \(Self.text(row)) instead of one of \(rest.prefix(4).map { Self.text($0) })"
        }
        rest.remove(at: match)
      }
      next = end
    }
    return nil
  }

  static func text(_ row: [SQLiteValue]) -> String {
    row.map { value in
      switch value {
      case .null: "-"
      case .integer(let number): "\(number)"
      case .real(let number): "\(number)"
      case .text(let text): "\"\(text)\""
      case .blob: "(bytes)"
      }
    }.joined(separator: " ")
  }

  static func areAlike(_ one: [SQLiteValue], _ other: [SQLiteValue]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy(areAlike)
  }

  static func areAlike(_ one: SQLiteValue, _ other: SQLiteValue) -> Bool {
    if case .text(let left) = one, case .text(let right) = other { return left == right }
    if let left = one.real, let right = other.real {
      return abs(left - right) <= 1e-6 * abs(left) + 2e-4
    }
    return one == other
  }

  /// Whether neither comes first: equal but for the last bits of a figure.
  static func areTied(_ one: [SQLiteValue], _ other: [SQLiteValue]) -> Bool {
    zip(one, other).allSatisfy(areTied)
  }

  private static func areTied(_ one: SQLiteValue, _ other: SQLiteValue) -> Bool {
    guard let left = one.real, let right = other.real else { return areAlike(one, other) }
    return abs(left - right) <= 1e-10 * max(1, abs(left))
  }

  /// Whether the row of `one` comes before that of `other`; nothing comes last, either way round.
  static func precedes(
    _ one: [SQLiteValue], _ other: [SQLiteValue], _ descending: [Bool]
  ) -> Bool {
    for (index, isDescending) in descending.enumerated() where !areTied(one[index], other[index]) {
      if one[index].isNull || other[index].isNull { return other[index].isNull }
      let isLess = isLess(one[index], other[index])
      return isDescending ? !isLess : isLess
    }
    return false
  }

  /// Numbers by size, texts by their bytes, numbers before texts.
  private static func isLess(_ one: SQLiteValue, _ other: SQLiteValue) -> Bool {
    if let left = one.real, let right = other.real { return left < right }
    if let left = one.text, let right = other.text {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return one.real != nil
  }
}
