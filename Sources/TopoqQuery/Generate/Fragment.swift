// SQL fragments of the vocabulary: their holes filled.

internal import TopoqVocabulary

/// Puts aliases and parameters into the `{row}`, `{node}`, `{party}` of a module's SQL.
enum Fragment {
  /// Expands the holes of a noun's own row; those named in `keep` stay.
  static func expand(
    _ sql: String, row: String, noun: Noun, keep: Set<String> = [],
    _ other: (String) -> String? = { _ in nil }
  ) -> String {
    fill(sql) { hole in
      if keep.contains(hole) { return nil }
      switch hole {
      case "row": return row
      case "node": return noun.node.map { expand($0, row: row, noun: noun) } ?? "NULL"
      case "since": return noun.term.map { expand($0.begins, row: row, noun: noun) } ?? "NULL"
      case "party": return noun.party.map { expand($0, row: row, noun: noun) } ?? "NULL"
      default: return other(hole)
      }
    }
  }

  static func replace(_ sql: String, _ hole: String, with text: String) -> String {
    fill(sql) { $0 == hole ? text : nil }
  }

  /// Replaces each `{word}` for which `value` has an answer.
  private static func fill(_ sql: String, _ value: (String) -> String?) -> String {
    var result = ""
    var rest = sql[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let hole = String(rest[rest.index(after: open)..<close])
      result += value(hole) ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension String {
  /// Whether a part stands in it, byte by byte. The library's `contains` builds a searcher first,
  /// which is most of the time of a sentence that looks at a few fragments.
  func mentions(_ part: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { text in
      part.withUTF8Buffer { part in
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { start in
          text[start] == part[0] && text[start...].starts(with: part)
        }
      }
    }
  }
}
