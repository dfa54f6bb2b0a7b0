// What is delivered, told from outside: profiles on OLTs, partners' lists, RADIUS sessions.

internal import TopoqVocabulary

/// Two measures of what is delivered that nobody here wrote: provisions, how things stand on OLTs
/// and in partners' lists; and sessions, what RADIUS counted. Rows say by serial, username or party
/// whose they are; whose service that is, is found when they are loaded.
enum Delivered {
  static let nouns: [Noun] = [provision, session]
  static let files: [ExchangeTable] = [provisionFile, sessionFile]
  static let fields: [Field] = provisionFields + sessionFields + sightFields + planFields
  static let conditions: [Condition] =
    provisionConditions + sessionConditions + sightConditions + planConditions
  static let measures: [Measure] = sessionMeasures

  /// Found anew from the files' own columns at any time.
  static let derivedTables: Set<String> = ["billing_provision", "billing_session"]

  /// Done whenever services, plans, provisions or sessions were loaded.
  static let afterLoad = resolvingProvisions + resolvingSessions

  /// A test that a provision, of the given alias, holds today.
  static func holds(_ row: String) -> String {
    """
    (\(Billing.runs(row)) AND coalesce(lower(\(row).status), '') NOT IN (
      'inactive', 'disabled', 'deactivated', 'deprovisioned', 'removed', 'ceased', 'cancelled',
      'terminated', 'ended', 'suspended', 'blocked'))
    """
  }

  /// A test that no provision before it, of the given alias, bears its serial: one ONT counts once.
  static func isFirst(_ row: String) -> String {
    """
    NOT EXISTS (
      SELECT 1 FROM billing_provision AS f INDEXED BY billing_provision_serial
      WHERE f.serial = \(row).serial COLLATE NOCASE AND f.id < \(row).id AND f.sort = \(row).sort)
    """
  }

  /// A test that a service, of the given alias, is delivered today.
  static func isActive(_ row: String) -> String {
    """
    (\(row).status = 'active' AND \(Billing.runs(row))
      AND NOT EXISTS (
        SELECT 1 FROM billing_service_pause AS h
        WHERE h.service = \(row).id AND h.begins <= {today}
          AND (h.ends IS NULL OR h.ends > {today})))
    """
  }

  /// All parties of whom anything is known to be delivered. Sessions are many: of their index, each
  /// party is looked up after the one before.
  static let whoeverIsDelivered = Candidates(
    parties: """
      SELECT v.party FROM billing_provision AS v WHERE v.party IS NOT NULL
      UNION ALL
      SELECT s.party FROM billing_service AS s WHERE s.party IS NOT NULL
      UNION ALL
      SELECT m.party FROM (
        WITH RECURSIVE measured (party) AS (
          SELECT min(x.party) FROM billing_session AS x WHERE x.party IS NOT NULL
          UNION ALL
          SELECT (SELECT min(x.party) FROM billing_session AS x WHERE x.party > measured.party)
          FROM measured
          WHERE measured.party IS NOT NULL)
        SELECT party FROM measured) AS m
      WHERE m.party IS NOT NULL
      """)

  /// A test that a service, of the given alias, is of whoever the charge in the row concerns: its
  /// party, or where it names nobody, whoever is there.
  static func isOfCharge(_ row: String) -> String {
    """
    (\(row).party = {row}.party OR ({row}.party IS NULL AND \(row).node = {row}.node))
    """
  }

  /// A test that the charge `b` concerns the service in the row, by party or by place alone.
  static let isChargeHere = """
    (b.party = {row}.party OR (b.party IS NULL AND b.node = {row}.node))
    """

  /// A test that a provision, of the given alias, is not of another place than the row.
  static func isProvisionedHere(_ row: String) -> String {
    """
    ((\(row).site IS NULL OR \(row).site = {node}) AND NOT EXISTS (
      SELECT 1 FROM billing_service AS w WHERE w.id = \(row).service AND w.node <> {node}))
    """
  }

  /// A test that a row of the given alias is not of another place.
  static func isHere(_ row: String) -> String {
    "(\(row).node IS NULL OR \(row).node = {node})"
  }
}
