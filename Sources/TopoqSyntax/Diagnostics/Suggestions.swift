// Words that are spelled nearly alike, for "did you mean".

internal import TopoqText

/// Near words, for "did you mean".
public enum Suggestions {
  /// The candidates within one, two or three edits (by the word's length; a transposition is one
  /// edit), nearest first, of those the ones as long as the word, then by name, at most three.
  /// Letter case is ignored.
  ///
  /// - Complexity: O(candidates × length²), with words over 64 scalars never near anything.
  public static func nearest(
    to word: String, among candidates: some Sequence<String>
  ) -> [String] {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
    let allowed = wanted.count <= 4 ? 1 : wanted.count <= 7 ? 2 : 3
    var found: [(distance: Int, word: String)] = []
    for candidate in candidates {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard abs(scalars.count - wanted.count) <= allowed, scalars.count > allowed else { continue }
      let distance = Spelling.edits(between: wanted, and: scalars)
      if distance <= allowed { found.append((distance, candidate)) }
    }
    let length = wanted.count
    found.sort {
      ($0.distance, abs($0.word.unicodeScalars.count - length), $0.word)
        < ($1.distance, abs($1.word.unicodeScalars.count - length), $1.word)
    }
    var names: [String] = []
    for (_, name) in found where names.count < 3 && !names.contains(name) { names.append(name) }
    return names
  }
}
