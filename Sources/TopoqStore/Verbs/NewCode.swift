// A code that is to be painted on something: what it may be, and whether it is free.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// A code that may be given to a row.
struct NewCode {
  let text: String

  /// - Parameters:
  ///   - table: whose rows may not bear it; nodes of all kinds share one table.
  ///   - id: the row that is to bear it, or 0 for a new one.
  /// - Throws: `ChangeRefusal` where it is none, or taken.
  init(_ written: String, in table: String, for id: Int64 = 0, _ request: ChangeRequest) throws {
    let text = written.normalized
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      throw ChangeRefusal("a code cannot be empty", help: "write what is painted on the label")
    }
    guard text.utf8.count <= 200,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      throw ChangeRefusal(
        "a code is at most 200 bytes long and holds no control characters",
        help: "long texts go into `name`")
    }
    guard text.utf8.first != 0x20, text.utf8.last != 0x20 else {
      throw ChangeRefusal("a code begins and ends with something visible", help: "leave out blanks")
    }
    let kind = table == "node" || table == "route" ? "kind" : "NULL"
    let bearers = try request.connection.kept(
      "SELECT id, code, \(kind) FROM \(table) WHERE code = ? COLLATE NOCASE"
    ).rows([.text(text)]).filter { $0[0].integer != id }
    self.text = text
    guard let other = bearers.first(where: { $0[1].text == text }) ?? bearers.first else { return }
    let noun = table == "node" ? other[2].text ?? "node" : table
    guard other[1].text == text else {
      request.note("\(noun) \(other[1].text ?? "") differs from \(text) in letter case alone")
      return
    }
    throw ChangeRefusal(
      table == "node"
        ? "\(noun) \(text) is there already: a code is unique over all kinds of node"
        : "\(noun) \(text) is there already",
      help: "give another code", isTaken: true)
  }
}
