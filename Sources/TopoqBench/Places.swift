// Where the bench asks: a typical splitter, OLT, premises, area and point of the file.

import TopoqSQLite

/// Things of the network to ask about, chosen by SQL so that they suit any network.
struct Places {
  struct Thing {
    let id: Int64
    let code: String
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// A splitter whose outputs are drops, of about half the network's depth.
  let splitter: Thing
  let olt: Thing
  let premises: Thing
  let area: Thing
  /// Where a good part of an OLT's light passes.
  let cabinet: Thing
  /// The route that light of the OLT's first port takes.
  let feeder: Thing
  let otherOLT: Thing?
  /// The OLT that feeds the premises.
  let ownOLT: Thing
  let longitude: Double
  let latitude: Double

  init(_ handle: ConnectionHandle) throws {
    func thing(_ what: String, _ sql: String) throws -> Thing {
      guard let row = try handle.rows(sql).first, let id = row[0].integer, let code = row[1].text
      else { throw Missing(description: "the network has no \(what) to ask about") }
      return Thing(id: id, code: code)
    }
    olt = try thing("OLT", "SELECT id, code FROM node WHERE kind = 'olt' ORDER BY id LIMIT 1")
    premises = try thing(
      "customer",
      """
      SELECT n.id, n.code FROM crm_customer AS c JOIN node AS n ON n.id = c.node
      JOIN strand_end AS e ON e.node = n.id AND e.number = -1
      ORDER BY c.party LIMIT 1 OFFSET (SELECT count(*) / 2 FROM crm_customer)
      """)
    splitter = try thing(
      "splitter",
      """
      WITH RECURSIVE up(id) AS (
        SELECT id FROM strand_end WHERE node = \(premises.id) AND number = -1
        UNION
        SELECT f.id FROM up JOIN strand_end AS p ON p.id = up.id + 1 - 2 * (up.id & 1)
          JOIN strand_end AS f ON f.route = p.route AND f.number = p.number AND f.side = 1 - p.side)
      SELECT n.id, n.code FROM up JOIN strand_end AS p ON p.id = up.id + 1 - 2 * (up.id & 1)
      JOIN node AS n ON n.id = p.node AND p.number > 0
      """)
    area = try thing("area", "SELECT id, code FROM area ORDER BY id LIMIT 1")
    cabinet = try thing(
      "cabinet", "SELECT id, code FROM node WHERE kind = 'cabinet' ORDER BY id LIMIT 1")
    feeder = try thing(
      "feeder",
      """
      SELECT r.id, r.code
      FROM strand_end AS e CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
        CROSS JOIN route AS r ON r.id = p.route
      WHERE e.node = \(olt.id) AND e.number > 0 AND p.side = 0 ORDER BY e.number LIMIT 1
      """)
    ownOLT = try thing(
      "source of the premises",
      """
      SELECT n.id, n.code FROM lit_at AS l CROSS JOIN node AS n ON n.id = l.port >> 29
      WHERE l.node = \(premises.id) LIMIT 1
      """)
    otherOLT = try? thing(
      "second OLT", "SELECT id, code FROM node WHERE kind = 'olt' AND id > \(olt.id) LIMIT 1")
    let box = try handle.rows(
      "SELECT (xmin + xmax) / 2, (ymin + ymax) / 2 FROM idx_node_geom WHERE pkid = \(premises.id)")
    longitude = box.first?[0].real ?? 0
    latitude = box.first?[1].real ?? 0
  }
}

/// A drop to move: from its port to a free port of another splitter in the same housing.
struct DropMove {
  struct Port {
    let id: Int64
    let code: String
    let port: Int64
  }

  let premises: String
  let from: Port
  let to: Port

  init(_ handle: ConnectionHandle) throws {
    let pairs = try handle.rows(
      """
      SELECT s.id, s.code, o.number, t.id, t.code,
        (SELECT max(u.number) + 1 FROM strand_end AS u WHERE u.node = t.id AND u.number > 0), o.id
      FROM node AS s
      CROSS JOIN node AS t ON t.housed_in = s.housed_in AND t.kind = 'splitter' AND t.id <> s.id
      CROSS JOIN strand_end AS o ON o.node = s.id AND o.number > 0
      WHERE s.kind = 'splitter' AND s.housed_in IS NOT NULL
        AND (SELECT max(u.number) FROM strand_end AS u WHERE u.node = t.id) < t.ports
        AND EXISTS (SELECT 1 FROM strand_end AS i WHERE i.node = t.id AND i.number = -1)
      LIMIT 2000
      """)
    for row in pairs {
      guard let end = row[6].integer, let premises = try Self.premises(below: end, handle),
        let from = Self.port(row[0...2]), let to = Self.port(row[3...5])
      else { continue }
      self.premises = premises
      self.from = from
      self.to = to
      return
    }
    throw Places.Missing(description: "the network has no drop to move")
  }

  /// The premises at the lower end of the glass that hangs on a port's end, if it is one.
  private static func premises(below end: Int64, _ handle: ConnectionHandle) throws -> String? {
    try handle.first(
      """
      WITH RECURSIVE down(id) AS (
        SELECT ?
        UNION
        SELECT f.id FROM down CROSS JOIN strand_end AS p ON p.id = down.id + 1 - 2 * (down.id & 1)
          CROSS JOIN strand_end AS f
            ON f.route = p.route AND f.number = p.number AND f.side = 1 - p.side)
      SELECT n.code
      FROM down CROSS JOIN strand_end AS p ON p.id = down.id + 1 - 2 * (down.id & 1)
      CROSS JOIN node AS n ON n.id = p.node AND p.number = -1 AND n.kind = 'premises'
      """, [.integer(end)])?.text
  }

  private static func port(_ row: ArraySlice<SQLiteValue>) -> Port? {
    let values = Array(row)
    guard let id = values[0].integer, let code = values[1].text, let port = values[2].integer else {
      return nil
    }
    return Port(id: id, code: code, port: port)
  }
}
