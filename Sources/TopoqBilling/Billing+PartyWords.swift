// What can be said of whoever is charged.

internal import TopoqVocabulary

extension Billing {
  /// A test that a charge, of the given alias, runs today.
  static func runs(_ row: String) -> String {
    "(\(row).begins IS NULL OR \(row).begins <= {today}) "
      + "AND (\(row).ends IS NULL OR \(row).ends > {today})"
  }

  /// A test that a charge `b` concerns the row's party at the row's node: it names the party, and
  /// either no node or this one; or nobody, and this node.
  static let concerns = """
    ((b.party = {party} AND (b.node IS NULL OR b.node = {node}))
      OR (b.party IS NULL AND b.node = {node}))
    """

  private static let billedByName = """
    EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_party
      WHERE b.party = {party} AND \(runs("b")) AND (b.node IS NULL OR b.node = {node}))
    """

  private static let billed = """
    (\(billedByName)
    OR EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_premises
      WHERE b.party IS NULL AND b.node = {node} AND \(runs("b")))
    OR \(Prepaid.covers))
    """

  /// What runs for somebody: their charges, those of their premises, and time paid for beforehand.
  private static let billedSpans = [
    Spans(
      "billing_charge", begins: "{span}.begins", ends: "{span}.ends",
      partyIndex: "billing_charge_party", nodeIndex: "billing_charge_premises"),
    Prepaid.spans,
  ]

  private static func newest(_ value: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b LEFT JOIN billing_plan AS p ON p.id = b.plan
    WHERE \(concerns) AND \(runs("b"))
    ORDER BY b.begins DESC, b.id DESC
    LIMIT 1)
    """
  }

  private static let monthly = """
    (SELECT sum(b.price_minor)
    FROM billing_charge AS b
    WHERE \(concerns) AND \(runs("b")) AND b.currency = {currency})
    """

  static let partyFields: [Field] = [
    Field(
      "plan", .text, of: .party, sql: newest("coalesce(p.name, p.code)"),
      doc: "the name of the plan that is charged today, of the newest charge where several run"),
    Field(
      "plan_code", .text, of: .party, sql: newest("p.code"), relation: "plan",
      doc: "the code of the plan that is charged today"),
    Field(
      "mrr", .money, of: .party, sql: monthly,
      doc: "what is charged a month today, over all charges; nothing where none runs"),
    Field(
      "billed_from", .day, of: .party,
      sql: "(SELECT min(b.begins) FROM billing_charge AS b WHERE \(concerns) AND \(runs("b")))",
      doc: "since when the charges of today run"),
  ]

  static let partyConditions: [Condition] = [
    Condition(
      "billed", of: .party, sql: billed,
      footing: (
        sql: """
        SELECT 1
        FROM billing_charge INDEXED BY billing_charge_premises
        WHERE party IS NULL AND node IS NOT NULL
        LIMIT 1
        """,
        note: "a charge that names a premises and nobody counts for whoever is there"
      ), spans: billedSpans,
      doc:
        "a charge runs today that names the party, or nobody but the node, or prepaid time runs"),
    Condition(
      "billed_by_name", of: .party, sql: "(\(billedByName) OR \(Prepaid.covers))",
      doc: "a charge of today names the party, or prepaid time runs"),
  ]

  static let partyMeasures: [Measure] = [
    Measure(
      "mrr", .money, of: .party, sql: "sum(\(monthly))", isOfImpact: true,
      doc: "what is charged a month today, over all that are asked for"),
    Measure(
      "arpu", .money, of: .party, sql: "avg(\(monthly))",
      doc: "what is charged a month today, on average over those charged"),
  ]
}
