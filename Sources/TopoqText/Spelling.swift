// How far apart two words are, letter by letter, and whether two names may be one person's.

/// Compares names as they are written down twice.
public enum Spelling {
  /// Whether two names differ by no more than a slip: a letter in five may be another, missing, too
  /// many or change places with its neighbour. Letter case, order of the words and what is neither
  /// letter nor digit are ignored; names of fewer than four letters must be equal.
  ///
  /// - Complexity: O(length²), with lengths cut at 64 letters.
  public static func areAlike(_ first: String, _ second: String) -> Bool {
    let (left, right) = (letters(of: first), letters(of: second))
    guard !left.isEmpty, !right.isEmpty else { return false }
    let shorter = min(left.count, right.count)
    let allowed = shorter < 4 ? 0 : max(1, shorter / 5)
    guard abs(left.count - right.count) <= allowed else { return false }
    return edits(between: left, and: right) <= allowed
  }

  /// The words in alphabetical order, joined.
  private static func letters(of name: String) -> [Unicode.Scalar] {
    let words = name.lowercased().unicodeScalars.split {
      !$0.properties.isAlphabetic && $0.properties.numericType == nil
    }
    let sorted = words.map { String(String.UnicodeScalarView($0)) }.sorted()
    return Array(sorted.joined().unicodeScalars.prefix(64))
  }

  /// Optimal string alignment: insertions, deletions, replacements and transpositions of
  /// neighbours (Damerau 1964, restricted form).
  public static func edits(
    between left: [Unicode.Scalar], and right: [Unicode.Scalar]
  ) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in 0..<right.count {
        let replacement = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(replacement, last[column + 1] + 1, current[column] + 1)
        let isTransposed =
          row > 0 && column > 0 && left[row] == right[column - 1]
          && left[row - 1] == right[column]
        if isTransposed { best = min(best, beforeLast[column - 1] + 1) }
        current[column + 1] = best
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
