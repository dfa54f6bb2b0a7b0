// What an expert writes for the sqlite3 library: recursive queries over the joints, tuned by hand.

import TopoqSQLite

/// SQL on the same file, with parameters by position.
enum Peer {
  /// Nodes lit below some ends: each step crosses a joint, then a strand or a splitter. It starts
  /// at the ends that light leaves by, and looks up everything by index.
  static func nodes(startingAt start: String) -> String {
    """
    WITH RECURSIVE way(id) AS (
      \(start)
      UNION ALL
      SELECT f.id FROM way
        CROSS JOIN strand_end AS p ON p.id = way.id + 1 - 2 * (way.id & 1)
        CROSS JOIN strand_end AS f
          ON p.route IS NOT NULL AND f.route = p.route AND f.number = p.number
          AND f.side = 1 - p.side
      UNION ALL
      SELECT o.id FROM way
        CROSS JOIN strand_end AS p ON p.id = way.id + 1 - 2 * (way.id & 1)
        CROSS JOIN strand_end AS o
          ON p.node IS NOT NULL AND p.number < 0 AND o.node = p.node AND o.number > 0),
    lit(node) AS (
      SELECT DISTINCT CASE WHEN p.node IS NOT NULL THEN p.node
        WHEN p.side = 0 THEN r.to_node ELSE r.from_node END
      FROM way
      CROSS JOIN strand_end AS p ON p.id = way.id + 1 - 2 * (way.id & 1)
      LEFT JOIN route AS r ON r.id = p.route)
    """
  }

  static let outputs = "SELECT id FROM strand_end WHERE node = ?1 AND number > 0"
  static let onePort = "SELECT id FROM strand_end WHERE node = ?1 AND number = ?3"

  /// The anti-join of customers and current charges; ?2 is the day.
  private static let uncharged = """
    NOT EXISTS (
      SELECT 1 FROM billing_charge AS b
      WHERE b.party = c.party AND (b.node IS NULL OR b.node = c.node)
        AND b.begins <= ?2 AND (b.ends IS NULL OR b.ends > ?2))
    AND NOT EXISTS (
      SELECT 1 FROM billing_charge AS b
      WHERE b.party IS NULL AND b.node = c.node
        AND b.begins <= ?2 AND (b.ends IS NULL OR b.ends > ?2))
    """

  /// Customers below whom no current charge covers.
  static func unbilled(startingAt start: String) -> String {
    nodes(startingAt: start) + """

      SELECT \(shown)
      FROM lit
      CROSS JOIN crm_customer AS c ON c.node = lit.node
      CROSS JOIN party AS p ON p.id = c.party
      WHERE \(uncharged)
      """
  }

  static let shown = "p.code, c.name, c.status, c.active_from, c.phone"

  /// The whole network needs no light.
  static func unbilledAnywhere(columns: String) -> String {
    """
    SELECT \(columns)
    FROM crm_customer AS c
    CROSS JOIN party AS p ON p.id = c.party
    WHERE \(uncharged)
    """
  }

  static let isActive = """

      AND c.status = 'active' AND (c.active_from IS NULL OR c.active_from <= ?2)
      AND (c.active_to IS NULL OR c.active_to > ?2)
    """

  static func count(startingAt start: String) -> String {
    nodes(startingAt: start)
      + " SELECT count(*) FROM lit CROSS JOIN node AS n ON n.id = lit.node AND n.kind = 'premises'"
  }

  /// The far ends of a route that leads away from its source.
  static let farEnds = "SELECT id FROM strand_end WHERE route = ?1 AND side = 1"

  /// Nodes within ?2 of a node by routes and housing; `step` is what a route counts. No step goes
  /// back by the route it came by.
  static func count(within step: String) -> String {
    """
    WITH RECURSIVE reach(node, spent, route) AS (
      SELECT ?1, 0, 0
      UNION
      SELECT r.to_node, reach.spent + \(step), r.id
      FROM reach CROSS JOIN route AS r ON r.from_node = reach.node
      WHERE r.id <> reach.route AND reach.spent + \(step) <= ?2
      UNION
      SELECT r.from_node, reach.spent + \(step), r.id
      FROM reach CROSS JOIN route AS r ON r.to_node = reach.node
      WHERE r.id <> reach.route AND reach.spent + \(step) <= ?2
      UNION
      SELECT n.id, reach.spent, reach.route
      FROM reach CROSS JOIN node AS n ON n.housed_in = reach.node
      UNION
      SELECT n.housed_in, reach.spent, reach.route
      FROM reach CROSS JOIN node AS n ON n.id = reach.node
      WHERE n.housed_in IS NOT NULL)
    SELECT count(DISTINCT node) FROM reach WHERE node <> ?1
    """
  }

  /// Nodes that hang together by glass with the ports of a splitter.
  static let connected = """
    WITH RECURSIVE hang(id) AS (
      SELECT id FROM strand_end WHERE node = ?1
      UNION
      SELECT id + 1 - 2 * (id & 1) FROM hang
      UNION
      SELECT f.id
      FROM hang CROSS JOIN strand_end AS h ON h.id = hang.id
        CROSS JOIN strand_end AS f ON f.route = h.route AND f.number = h.number
      UNION
      SELECT o.id
      FROM hang CROSS JOIN strand_end AS h ON h.id = hang.id
        CROSS JOIN node AS n ON n.id = h.node AND n.kind = 'splitter'
        CROSS JOIN strand_end AS o ON o.node = n.id)
    SELECT count(DISTINCT node) FROM (
      SELECT h.node FROM hang CROSS JOIN strand_end AS h ON h.id = hang.id
      UNION
      SELECT r.from_node
      FROM hang CROSS JOIN strand_end AS h ON h.id = hang.id CROSS JOIN route AS r ON r.id = h.route
      UNION
      SELECT r.to_node
      FROM hang CROSS JOIN strand_end AS h ON h.id = hang.id CROSS JOIN route AS r ON r.id = h.route)
    WHERE node <> ?1
    """

  /// The feed of a premises up to its source, with the fibre on the way.
  static let upstream = """
    WITH RECURSIVE up(id, metres, depth) AS (
      SELECT id, 0.0, 0 FROM strand_end WHERE node = ?1 AND number = -1
      UNION ALL
      SELECT f.id, up.metres + r.length_m, up.depth + 1 FROM up
        CROSS JOIN strand_end AS p ON p.id = up.id + 1 - 2 * (up.id & 1)
        CROSS JOIN strand_end AS f
          ON p.route IS NOT NULL AND f.route = p.route AND f.number = p.number
          AND f.side = 1 - p.side
        CROSS JOIN route AS r ON r.id = f.route
      UNION ALL
      SELECT i.id, up.metres, up.depth + 1 FROM up
        CROSS JOIN strand_end AS p ON p.id = up.id + 1 - 2 * (up.id & 1)
        CROSS JOIN strand_end AS i
          ON p.node IS NOT NULL AND p.number > 0 AND i.node = p.node AND i.number = -1)
    SELECT max(metres) FROM up
    """

  /// Below a node: every hop with its fibre.
  static func downstream() -> String {
    nodes(startingAt: outputs) + """

      SELECT n.kind, n.code, n.name, r.code, p.number, r.length_m
      FROM way
      CROSS JOIN strand_end AS p ON p.id = way.id + 1 - 2 * (way.id & 1)
      LEFT JOIN route AS r ON r.id = p.route
      CROSS JOIN node AS n ON n.id = CASE WHEN p.node IS NOT NULL THEN p.node
        WHEN p.side = 0 THEN r.to_node ELSE r.from_node END
      """
  }

  /// The nearest splitters with a free port, through the R*Tree in a window, exact by SpatiaLite.
  static let nearest = """
    SELECT n.code, ST_Distance(n.geom, MakePoint(?1, ?2, 4326), 1) AS metres
    FROM idx_node_geom AS i
    CROSS JOIN node AS n ON n.id = i.pkid
    WHERE i.xmin <= ?1 + 0.02 AND i.xmax >= ?1 - 0.02 AND i.ymin <= ?2 + 0.02 AND i.ymax >= ?2 - 0.02
      AND n.kind = 'splitter'
      AND n.ports - (SELECT count(*) FROM strand_end AS u WHERE u.node = n.id AND u.number > 0) > 0
    ORDER BY metres LIMIT 5
    """

  /// Customers in a polygon, through the R*Tree, exact by SpatiaLite.
  static let inArea = """
    SELECT p.code
    FROM area AS a
    CROSS JOIN idx_area_geom AS box ON box.pkid = a.id
    CROSS JOIN idx_node_geom AS i
      ON i.xmin <= box.xmax AND i.xmax >= box.xmin AND i.ymin <= box.ymax AND i.ymax >= box.ymin
    CROSS JOIN crm_customer AS c ON c.node = i.pkid
    CROSS JOIN node AS n ON n.id = i.pkid
    CROSS JOIN party AS p ON p.id = c.party
    WHERE a.id = ?1 AND ST_Covers(a.geom, n.geom)
    """
}
