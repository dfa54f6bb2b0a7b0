// When somebody was last seen on the network, and by which port.

internal import TopoqVocabulary

extension Delivered {
  /// The last day that anything was measured, as far as today.
  private static let measuredTo = """
    nullif(substr(max(
      coalesce((SELECT max(m.ends) FROM billing_session AS m INDEXED BY billing_session_ends
        WHERE m.ends < date({today}, '+1 day')), ''),
      coalesce((SELECT max(m.begins) FROM billing_session AS m INDEXED BY billing_session_ends
        WHERE m.ends IS NULL AND m.begins < date({today}, '+1 day')), '')), 1, 10), '')
    """

  /// The last day of the last session of a party; an open one lasts as long as is measured.
  private static func lastSeen(_ party: String) -> String {
    """
    (SELECT CASE x.seen WHEN '9999-12-31' THEN \(measuredTo) ELSE nullif(x.seen, '') END
    FROM billing_session AS x INDEXED BY billing_session_party
    WHERE x.party = \(party) AND x.begins < date({today}, '+1 day')
    ORDER BY x.seen DESC
    LIMIT 1)
    """
  }

  private static let unseen = """
    CAST(julianday(\(measuredTo)) - julianday(\(lastSeen("{party}"))) AS INTEGER)
    """

  /// The port that somebody came by last, at the row's place; else the one provisioned.
  private static func lastPort(_ value: String) -> String {
    """
    coalesce(
      (SELECT \(value)
      FROM billing_session AS x INDEXED BY billing_session_party
      WHERE x.party = {party} AND x.via IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM billing_service AS s WHERE s.id = x.service AND s.node <> {node})
      ORDER BY x.seen DESC, x.begins DESC
      LIMIT 1),
      (SELECT \(value)
      FROM billing_provision AS x INDEXED BY billing_provision_party
      WHERE x.party = {party} AND x.sort = 'internet' AND x.via IS NOT NULL AND \(isProvisionedHere("x"))
        AND \(holds("x"))
      ORDER BY x.id
      LIMIT 1))
    """
  }

  /// The port is one of a node here, light of some port is on record at the place, and not this.
  private static let isElsewhere = """
    EXISTS (
      SELECT 1
      FROM (SELECT \(lastPort("x.via")) AS via) AS y
        CROSS JOIN node AS n
          ON n.code = substr(y.via, 1, instr(y.via, ':') - 1) COLLATE NOCASE
      WHERE EXISTS (SELECT 1 FROM lit_at AS l WHERE l.node = {node} AND l.port >> 29 > 0)
        AND NOT EXISTS (
          SELECT 1 FROM lit_at AS l
          WHERE l.node = {node} AND l.port >> 29 = n.id
            AND (l.port >> 14) & 32767 = CAST(substr(y.via, instr(y.via, ':') + 1) AS INTEGER)))
    """

  /// The first session by the port that somebody came by last, else the day it was provisioned.
  private static let elsewhereSince = """
    coalesce(
      (SELECT substr(min(x.begins), 1, 10)
      FROM billing_session AS x INDEXED BY billing_session_party
      WHERE x.party = {party} AND x.via = \(lastPort("x.via"))),
      \(lastPort("x.begins")))
    """

  static let sightFields: [Field] = [
    Field(
      "last_seen", .day, of: .somebody, sql: lastSeen("{party}"),
      doc: "the last day with traffic, by sessions; empty where nothing was measured"),
    Field(
      "unseen", .days, of: .somebody, sql: unseen,
      doc: "days from the last traffic to the last day measured; empty where nothing was"),
    Field(
      "seen_by", .text, of: .somebody, sql: lastPort("x.via"),
      doc: "the OLT port that was come by last, else the one provisioned"),
    Field(
      "seen_by_since", .day, of: .somebody, sql: elsewhereSince,
      doc: "since when that port is come by"),
    Field(
      "last_seen", .day, of: .noun("service"),
      sql: lastSeen("{row}.party AND x.service = {row}.id"),
      doc: "the last day with traffic by its login or ONT"),
  ]

  static let sightConditions: [Condition] = [
    Condition(
      "seen", of: .somebody, sql: "(\(unseen) <= 30)",
      doc: "had traffic within the last 30 days that were measured"),
    Condition(
      "seen_elsewhere", of: .somebody, sql: isElsewhere, candidates: whoeverIsDelivered,
      doc: "comes by an OLT port that does not feed the place on record"),
  ]
}
