// The plant's own module: its tables and nouns. Every file has it; the others attach to it.

public import TopoqVocabulary

internal import TopoqNetwork

/// The plant as a module: nodes, routes, joints, light, areas, parties, and what is said of them.
public enum Plant {
  public static let module = Module(
    name: "plant", summary: "nodes, routes, strands, joints, ports, areas and the light in them",
    migrations: [
      Migration(version: 1, sql: tables, indexes: indexes),
      Migration(
        version: 2, sql: Reservations.tables + journalTables + StoredDefinition.table,
        indexes: journalIndexes + "\nCREATE INDEX joint_node ON joint (node);"),
      Migration(
        version: 3, sql: Gaps.table + "\n" + Makeshift.tables,
        indexes: Gaps.index + "\n" + Makeshift.indexes),
    ],
    nouns: nouns + [journalNoun, month],
    fields: fields + journalFields + monthFields + Makeshift.fields,
    conditions: conditions + journalConditions + monthConditions + Makeshift.conditions,
    measures: measures,
    verbs: verbs + undoVerbs,
    reports: [historyReport])

  /// Tables that SpatiaLite's readers know: table, geometry type by OGC number.
  static let spatialTables: [(table: String, type: Int)] = [("node", 1), ("route", 2), ("area", 6)]

  private static let tables = """
    CREATE TABLE file (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE module (
      name TEXT PRIMARY KEY,
      version INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE node (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      kind TEXT NOT NULL,
      name TEXT,
      state TEXT NOT NULL DEFAULT 'in service',
      housed_in INTEGER REFERENCES node (id),
      ports INTEGER,
      technology TEXT,
      units INTEGER,
      attributes TEXT,
      geom POINT
    );
    CREATE TABLE route (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      kind TEXT,
      name TEXT,
      from_node INTEGER REFERENCES node (id),
      to_node INTEGER REFERENCES node (id),
      strands INTEGER,
      length_m REAL,
      is_measured INTEGER NOT NULL DEFAULT 0,
      trench TEXT,
      state TEXT NOT NULL DEFAULT 'in service',
      attributes TEXT,
      geom LINESTRING
    );
    CREATE TABLE joint (
      id INTEGER PRIMARY KEY,
      node INTEGER NOT NULL REFERENCES node (id),
      loss_db REAL
    );
    -- The ends of joint n are rows 2n and 2n + 1: a strand (route, number, side) or a port
    -- (node, number). Side 0 lies at the route's from, 1 at its to; inputs are below zero.
    CREATE TABLE strand_end (
      id INTEGER PRIMARY KEY,
      route INTEGER REFERENCES route (id),
      node INTEGER REFERENCES node (id),
      number INTEGER NOT NULL,
      side INTEGER
    );
    CREATE TABLE cut (
      id INTEGER PRIMARY KEY,
      route INTEGER REFERENCES route (id),
      node INTEGER REFERENCES node (id),
      at_m REAL,
      day TEXT
    );
    CREATE TABLE area (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      name TEXT,
      kind TEXT,
      attributes TEXT,
      geom MULTIPOLYGON
    );
    CREATE TABLE party (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL
    );
    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      noun TEXT NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      distance_m REAL,
      -- The light address of the port in whose light it was found, else NULL.
      port INTEGER
    );
    CREATE TABLE light_chunk (
      port INTEGER PRIMARY KEY,
      points BLOB NOT NULL
    );
    CREATE TABLE lit_at (
      node INTEGER NOT NULL,
      port INTEGER NOT NULL,
      PRIMARY KEY (node, port)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE idx_node_geom USING rtree (pkid, xmin, xmax, ymin, ymax);
    CREATE VIRTUAL TABLE idx_route_geom USING rtree (pkid, xmin, xmax, ymin, ymax);
    CREATE VIRTUAL TABLE idx_area_geom USING rtree (pkid, xmin, xmax, ymin, ymax);
    """

  // A code is looked up in any letter case, and unique to the letter: one index does both.
  private static let indexes = """
    CREATE UNIQUE INDEX node_code ON node (code COLLATE NOCASE, code);
    CREATE INDEX node_kind ON node (kind) WHERE kind <> 'premises';
    CREATE INDEX node_name ON node (name COLLATE NOCASE) WHERE name IS NOT NULL;
    CREATE INDEX node_housed_in ON node (housed_in) WHERE housed_in IS NOT NULL;
    CREATE UNIQUE INDEX route_code ON route (code COLLATE NOCASE, code);
    CREATE INDEX route_name ON route (name COLLATE NOCASE) WHERE name IS NOT NULL;
    CREATE INDEX route_from_node ON route (from_node);
    CREATE INDEX route_to_node ON route (to_node);
    CREATE UNIQUE INDEX strand_end_strand ON strand_end (route, number, side)
      WHERE route IS NOT NULL;
    CREATE UNIQUE INDEX strand_end_port ON strand_end (node, number) WHERE node IS NOT NULL;
    CREATE INDEX cut_route ON cut (route) WHERE route IS NOT NULL;
    CREATE INDEX cut_node ON cut (node) WHERE node IS NOT NULL;
    CREATE UNIQUE INDEX area_code ON area (code COLLATE NOCASE, code);
    CREATE INDEX finding_port ON finding (port) WHERE port IS NOT NULL;
    CREATE UNIQUE INDEX party_code ON party (code COLLATE NOCASE, code);
    """
}
