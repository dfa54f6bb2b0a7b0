// The statements by which rows of the plant come into the file.

/// Each takes what a record says; where the file has the row, what is not said stays.
enum ImportStatement {
  static func node(isFresh: Bool) -> String { insertNode + (isFresh ? "" : updateNode) }
  static func route(isFresh: Bool) -> String { insertRoute + (isFresh ? "" : updateRoute) }
  static func area(isFresh: Bool) -> String { insertArea + (isFresh ? "" : updateArea) }

  private static let insertNode = """
    INSERT INTO node
      (id, code, kind, name, state, ports, technology, units, attributes, geom, housed_in,
       reserved)
    VALUES (?1, ?2, coalesce(?3, 'site'), ?4, coalesce(?5, 'in service'), ?6, ?7, ?8, ?9, ?10, ?11,
      coalesce(?12, 0))
    """

  private static let updateNode = """
     ON CONFLICT (id) DO UPDATE SET
      kind = coalesce(?3, kind), name = coalesce(?4, name), state = coalesce(?5, state),
      ports = coalesce(?6, ports), technology = coalesce(?7, technology),
      units = coalesce(?8, units), attributes = coalesce(?9, attributes),
      geom = coalesce(?10, geom), reserved = coalesce(?12, reserved)
     WHERE
      kind IS NOT coalesce(?3, kind) OR name IS NOT coalesce(?4, name) OR
      state IS NOT coalesce(?5, state) OR ports IS NOT coalesce(?6, ports) OR
      technology IS NOT coalesce(?7, technology) OR units IS NOT coalesce(?8, units) OR
      attributes IS NOT coalesce(?9, attributes) OR geom IS NOT coalesce(?10, geom) OR
      reserved IS NOT coalesce(?12, reserved)
    """

  private static let insertRoute = """
    INSERT INTO route
      (id, code, kind, name, from_node, to_node, strands, length_m, is_measured, trench, state,
       attributes, geom, reserved)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, coalesce(?11, 'in service'), ?12, ?13,
      coalesce(?14, 0))
    """

  private static let updateRoute = """
     ON CONFLICT (id) DO UPDATE SET
      kind = coalesce(?3, kind), name = coalesce(?4, name), from_node = ?5, to_node = ?6,
      strands = coalesce(?7, strands), length_m = ?8, is_measured = max(?9, is_measured),
      trench = coalesce(?10, trench), state = coalesce(?11, state),
      attributes = coalesce(?12, attributes), geom = coalesce(?13, geom),
      reserved = coalesce(?14, reserved)
     WHERE
      kind IS NOT coalesce(?3, kind) OR name IS NOT coalesce(?4, name) OR from_node IS NOT ?5 OR
      to_node IS NOT ?6 OR strands IS NOT coalesce(?7, strands) OR length_m IS NOT ?8 OR
      is_measured IS NOT max(?9, is_measured) OR trench IS NOT coalesce(?10, trench) OR
      state IS NOT coalesce(?11, state) OR attributes IS NOT coalesce(?12, attributes) OR
      geom IS NOT coalesce(?13, geom) OR reserved IS NOT coalesce(?14, reserved)
    """

  private static let insertArea = """
    INSERT INTO area (id, code, name, kind, attributes, geom) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """

  private static let updateArea = """
     ON CONFLICT (id) DO UPDATE SET
      name = coalesce(?3, name), kind = coalesce(?4, kind),
      attributes = coalesce(?5, attributes), geom = ?6
     WHERE
      name IS NOT coalesce(?3, name) OR kind IS NOT coalesce(?4, kind) OR
      attributes IS NOT coalesce(?5, attributes) OR geom IS NOT ?6
    """
}
