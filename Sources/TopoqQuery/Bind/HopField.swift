// What can be shown of a hop: its own columns, and the fields of the node that it leads to.

internal import TopoqVocabulary

/// A column of a trace or a path.
struct HopField: Sendable {
  let name: String
  let type: ValueType
  /// In SQL: the hop is `l`, its node `n`, its route `r`.
  let sql: String

  init(_ name: String, _ type: ValueType, _ sql: String) {
    self.name = name
    self.type = type
    self.sql = sql
  }

  /// Under another name, where a sentence asks for it so.
  private func named(_ name: String) -> HopField { HopField(name, type, sql) }

  /// dB per metre at 1490 nm, G.652.D [ITU-T G.652].
  private static let decibelsPerMetre = "0.00025"

  /// The columns of a trace.
  static let ofTrace = [
    HopField("feed", .integer, "l.feed"), HopField("depth", .integer, "l.depth"),
    HopField("kind", .text, "n.kind"), HopField("code", .text, "n.code"),
    HopField("name", .text, "n.name"), HopField("route", .text, "r.code"),
    HopField("strand", .integer, "nullif(l.strand, 0)"),
    HopField("hop_m", .metres, "l.hop_metres"), HopField("total_m", .metres, "l.away_metres"),
    HopField("hop_loss_db", .decibels, "l.hop_loss + l.hop_metres * \(decibelsPerMetre)"),
    HopField("loss_db", .decibels, "l.joint_loss + l.metres * \(decibelsPerMetre)"),
    HopField("dark", .boolean, "l.dark"),
  ]

  /// The columns of a path.
  static let ofPath = [
    HopField("hop", .integer, "l.hop"), HopField("node", .text, "n.code"),
    HopField("kind", .text, "n.kind"), HopField("route", .text, "r.code"),
    HopField("strand", .integer, "l.strand"), HopField("hop_m", .metres, "l.hop_metres"),
    HopField("metres", .metres, "l.metres"), HopField("loss", .decibels, "l.loss"),
    HopField("lit", .boolean, "l.is_light"),
  ]

  /// Columns that a path shows only where it is asked to.
  private static let ofPathUnshown = [
    HopField("hop_loss_db", .decibels, "l.hop_loss")
  ]

  /// What a trace and a path call differently, by the word of either.
  private static let synonyms = [
    "node": "code", "metres": "total_m", "loss": "loss_db", "hop_loss": "hop_loss_db",
  ]

  /// The column that a word names, by a trace's word or a path's.
  static func named(_ word: String, inTrace: Bool) -> HopField? {
    let columns = inTrace ? ofTrace : ofPath + ofPathUnshown
    if let found = columns.first(where: { $0.name == word }) { return found }
    let other = synonyms[word] ?? synonyms.first { $0.value == word }?.key
    return columns.first { $0.name == other }?.named(word)
  }
}
