// Everything derived is computed anew and compared; everything contradictory is listed.

public import TopoqSQLite
public import TopoqVocabulary

/// `topoq check`: what the file says against itself.
public struct FileCheck {
  let connection: ConnectionHandle
  let modules: [Module]

  static let damagedGeometry = "geometry damaged"

  public init(_ connection: ConnectionHandle, modules: [Module]) {
    self.connection = connection
    self.modules = modules
  }

  /// Every finding: those on record, then what is damaged, then whatever derived is not as it
  /// should be. What cannot even be read is a finding too.
  ///
  /// - Complexity: O(network).
  public func findings() throws -> [Finding] {
    try connection.reading {
      var findings = try part("findings on record", recorded)
      findings += try part("pages", pages)
      findings += try part("tables", schema)
      findings += try part("references", references)
      findings += try part("joints", joints)
      findings += try part("light", light)
      findings += try part("spatial indexes", ground)
      findings += try part("gaps", gaps)
      for module in modules {
        for check in module.checks {
          findings += try part(check.rule) { try rows(of: check) }
        }
      }
      return findings
    }
  }

  /// One part of the check; where the file is too damaged for it, that is what it finds.
  private func part(_ name: String, _ body: () throws -> [Finding]) throws -> [Finding] {
    do {
      return try body()
    } catch let error as SQLiteError where !error.isInterrupt {
      return [
        Finding(
          rule: "file damaged", noun: "file", code: name,
          message: "this could not be compared: \(error.message)")
      ]
    }
  }

  private func recorded() throws -> [Finding] {
    try connection.rows("SELECT rule, noun, code, message, distance_m FROM finding ORDER BY id").map
    {
      Finding(
        rule: $0[0].text ?? "", noun: $0[1].text ?? "", code: $0[2].text ?? "",
        message: $0[3].text ?? "", distanceInMetres: $0[4].real)
    }
  }

  private func rows(of check: Check) throws -> [Finding] {
    try connection.rows(check.sql).map {
      Finding(
        rule: check.rule, noun: $0[0].text ?? "", code: $0[1].text ?? "",
        message: $0[2].text ?? check.doc)
    }
  }

  /// Pages, rows and indexes, as SQLite checks them.
  private func pages() throws -> [Finding] {
    try connection.rows("PRAGMA integrity_check(100)").compactMap { row in
      guard let text = row[0].text, text != "ok" else { return nil }
      return Finding(rule: "file damaged", noun: "file", code: "pages", message: text)
    }
  }

  /// Tables and indexes that are missing, or made otherwise than by the modules' migrations.
  private func schema() throws -> [Finding] {
    let model = try Connection(path: ":memory:", mode: .create)
    for migration in modules.flatMap(\.migrations) {
      try model.handle.execute(migration.sql)
      try model.handle.execute(migration.indexes)
    }
    let query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    var stored: [String: String] = [:]
    for row in try connection.rows(query) { stored[row[1].text ?? ""] = row[2].text }
    return try model.handle.rows(query).compactMap { row in
      let (type, name) = (row[0].text ?? "", row[1].text ?? "")
      guard stored[name] != row[2].text else { return nil }
      return Finding(
        rule: "file damaged", noun: type, code: name,
        message: stored[name] == nil ? "it is missing" : "it is not as topoq made it")
    }
  }

  private func references() throws -> [Finding] {
    try connection.rows("PRAGMA foreign_key_check").map {
      Finding(
        rule: "broken reference", noun: $0[0].text ?? "", code: "row \($0[1].integer ?? 0)",
        message: "it names a row of \($0[2].text ?? "") that is not there")
    }
  }

  /// Joints that have not two ends, and ends that have no joint.
  private func joints() throws -> [Finding] {
    try connection.rows(
      """
      SELECT 'joint without two ends', coalesce(n.code, 'joint ' || j.id),
        'joint ' || j.id || ' has ' || j.ends || ' of its two ends'
      FROM (SELECT id, node, (SELECT count(*) FROM strand_end AS e
          WHERE e.id IN (2 * joint.id, 2 * joint.id + 1)) AS ends FROM joint) AS j
        LEFT JOIN node AS n ON n.id = j.node
      WHERE j.ends <> 2
      UNION ALL
      SELECT 'end without joint', coalesce(n.code, r.code, 'end ' || e.id),
        'end ' || e.id || ' belongs to joint ' || (e.id >> 1) || ', which is not there'
      FROM strand_end AS e
        LEFT JOIN node AS n ON n.id = e.node
        LEFT JOIN route AS r ON r.id = e.route
      WHERE NOT EXISTS (SELECT 1 FROM joint WHERE joint.id = e.id >> 1)
      """
    ).map {
      Finding(
        rule: $0[0].text ?? "", noun: "joint", code: $0[1].text ?? "", message: $0[2].text ?? "")
    }
  }
}
