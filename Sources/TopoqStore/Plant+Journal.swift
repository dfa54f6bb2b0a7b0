// The journal: who changed what, when, by which sentence, and how it is taken back.

internal import TopoqVocabulary

extension Plant {
  /// Tables of the second version of the plant: the journal. Neither is journalled itself.
  static let journalTables = """
    CREATE TABLE change (
      id INTEGER PRIMARY KEY,
      -- When it was recorded, UTC, and which day that was where it was recorded.
      at TEXT NOT NULL,
      day TEXT NOT NULL,
      author TEXT NOT NULL,
      sentence TEXT NOT NULL,
      -- What takes it back: a changeset of the session extension over source tables.
      inverse BLOB NOT NULL,
      -- For an undo: the change that it took back.
      undoes INTEGER,
      undone_by INTEGER,
      -- Why it cannot be taken back, and what to do instead, or NULL.
      irrevocable TEXT,
      -- The line of a field crew's file that it was, told by time, author and sentence.
      line TEXT
    );
    -- What a change named or altered: the table of the thing, its row, and for a port or a strand
    -- its number on the node or route.
    CREATE TABLE change_thing (
      sort TEXT NOT NULL,
      thing INTEGER NOT NULL,
      number INTEGER NOT NULL DEFAULT 0,
      change INTEGER NOT NULL REFERENCES change (id),
      PRIMARY KEY (sort, thing, number, change)
    ) WITHOUT ROWID;
    """

  static let journalIndexes = """
    CREATE INDEX change_author ON change (author, id);
    CREATE UNIQUE INDEX change_line ON change (line) WHERE line IS NOT NULL;
    CREATE INDEX change_undone_by ON change (undone_by) WHERE undone_by IS NOT NULL;
    CREATE INDEX change_thing_change ON change_thing (change);
    """

  /// What is computed from other tables, or says how the file is kept: no change is recorded here.
  static let derivedTables: Set<String> = [
    "file", "module", "finding", "light_chunk", "lit_at", "gap", "change", "change_thing",
    "idx_node_geom", "idx_route_geom", "idx_area_geom",
  ]

  static let journalNoun = Noun(
    name: "change", plural: "changes", doc: "an entry of the journal: who changed what and when",
    table: "change", placement: .nowhere, code: "{row}.id", find: "{row}.id = {value}",
    shown: ["code", "time", "author", "sentence", "undone_by"])

  static let journalFields: [Field] = [
    Field("code", .integer, of: .noun("change"), sql: "{row}.id", doc: "its number"),
    Field(
      "time", .text, of: .noun("change"), sql: "{row}.at", doc: "when it was recorded, UTC"),
    Field("day", .day, of: .noun("change"), sql: "{row}.day", doc: "the day of its recording"),
    Field(
      "author", .text, of: .noun("change"), sql: "{row}.author", doc: "who made the change"),
    Field(
      "sentence", .text, of: .noun("change"), sql: "{row}.sentence",
      doc: "the sentence that made the change"),
    Field(
      "undoes", .integer, of: .noun("change"), sql: "{row}.undoes",
      doc: "for an undo: the change that it took back"),
    Field(
      "undone_by", .integer, of: .noun("change"), sql: "{row}.undone_by",
      doc: "the undo that took it back"),
  ]

  static let journalConditions: [Condition] = [
    Condition(
      "undone", of: .noun("change"), sql: "{row}.undone_by IS NOT NULL",
      doc: "it was taken back by `undo`")
  ]

  /// What was done to a thing: to its row, to a port or strand of it, and for what belongs to
  /// somebody, to whatever else belongs to them.
  static let historyReport = Report(
    "history",
    of: [.node, .plantNode, .plantRoute, .party, .noun("port"), .noun("strand"), .noun("area")],
    lists: "change",
    sql: """
      {row}.id IN (
        SELECT t.change FROM change_thing AS t
        WHERE t.sort = {target_table} AND t.thing = {target}
          AND ({target_number} = 0 OR t.number = {target_number})
        UNION ALL
        SELECT t.change FROM change_thing AS t
        WHERE t.sort = 'party' AND t.thing = {target_party})
      """,
    ordering: [(field: "code", isDescending: true)],
    doc: "who did what to a thing, and when, newest first", example: "history of splitter S12")

  static let undoVerbs: [Verb] = [
    Verb(
      "undo", .none, doc: "takes back your newest change that still stands", example: "undo"
    ) { request in try Journal(request.connection).undoNewest(request) },
    Verb(
      "undo", .thing, of: [.noun("change")],
      doc: "takes back one change, unless a later one stands in the way; of an undo, does again",
      example: "undo change 17"
    ) { request in
      guard let change = request.target?.id else { return }
      try Journal(request.connection).undo(change, request)
    },
  ]
}
