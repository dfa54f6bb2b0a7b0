// The calendar's months, on which modules say what they counted.

internal import TopoqVocabulary

/// Months name nothing of the plant. They are where modules meet that count by time, as nodes are
/// where they meet on the ground: each says of a month what it knows.
extension Plant {
  /// From 2000 on. The limit keeps SQLite from working the days out again for every row that a
  /// module's field compares with them.
  private static let calendar = """
    (WITH RECURSIVE first(begins) AS (
        SELECT '2000-01-01'
        UNION ALL
        SELECT date(begins, '+1 month') FROM first WHERE begins < '2099-12-01')
      SELECT CAST(substr(begins, 1, 4) || substr(begins, 6, 2) AS INTEGER) AS id,
        substr(begins, 1, 7) AS code, begins, date(begins, '+1 month') AS ends,
        date(begins, '+1 month', '-1 day') AS last
      FROM first
      LIMIT 1200)
    """

  static let month = Noun(
    name: "month", plural: "months",
    doc: "a month of the calendar, of the two years up to today",
    table: calendar, placement: .nowhere,
    filter: """
      ({row}.begins <= {today}
        AND {row}.begins >= date({today}, 'start of month', '-23 months'))
      """, shown: ["month", "begins", "ends"])

  static let monthFields: [Field] = [
    Field("code", .text, of: .noun("month"), sql: "{row}.code", doc: "year and month: 2026-05"),
    Field("month", .text, of: .noun("month"), sql: "{row}.code", doc: "year and month: 2026-05"),
    Field("begins", .day, of: .noun("month"), sql: "{row}.begins", doc: "its first day"),
    Field("ends", .day, of: .noun("month"), sql: "{row}.ends", doc: "the first day after it"),
  ]

  static let monthConditions: [Condition] = [
    Condition(
      "over", of: .noun("month"), sql: "({row}.ends <= {today})",
      doc: "its last day is past; the month that today lies in is not")
  ]
}
