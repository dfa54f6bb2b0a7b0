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
    let rows = try handle.rows(
      """
      SELECT n.code, s.id, s.code, out.number, t.id, t.code,
        (SELECT max(u.number) + 1 FROM strand_end AS u WHERE u.node = t.id)
      FROM strand_end AS out
      CROSS JOIN node AS s ON s.id = out.node AND s.kind = 'splitter'
      CROSS JOIN strand_end AS near ON near.id = out.id + 1 - 2 * (out.id & 1)
      CROSS JOIN route AS r ON r.id = near.route AND r.kind = 'drop'
      CROSS JOIN node AS n ON n.id = r.to_node AND n.kind = 'premises'
      CROSS JOIN node AS t ON t.kind = 'splitter' AND t.id <> s.id
        AND (t.housed_in = s.housed_in OR t.housed_in IS NULL AND s.housed_in IS NULL)
      WHERE out.number > 0
        AND (SELECT max(u.number) FROM strand_end AS u WHERE u.node = t.id) < t.ports
      LIMIT 1
      """)
    guard let row = rows.first, let premises = row[0].text, let from = row[1].integer,
      let fromCode = row[2].text, let fromPort = row[3].integer, let to = row[4].integer,
      let toCode = row[5].text, let toPort = row[6].integer
    else { throw Places.Missing(description: "the network has no drop to move") }
    self.premises = premises
    self.from = Port(id: from, code: fromCode, port: fromPort)
    self.to = Port(id: to, code: toCode, port: toPort)
  }
}
