// Who is billed, and who pays: what is sold, delivered, charged, invoiced and collected.

public import TopoqVocabulary

/// Billing as a module: it charges parties, and knows them by nothing but their number.
public enum Billing {
  public static let module = Module(
    name: "billing",
    summary: "who is billed, for what, at which price, what is paid, and what is not",
    migrations: migrations, tables: tables, nouns: nouns, fields: fields, conditions: conditions,
    measures: measures, verbs: verbs, reports: Collecting.reports, reactions: reactions,
    checks: checks,
    currencies: """
      SELECT DISTINCT currency FROM billing_charge WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_plan WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_invoice
      UNION SELECT DISTINCT currency FROM billing_payment
      """,
    derivedTables: Delivered.derivedTables)

  /// In the order in which files are read: a row may name rows of the tables before its own.
  private static let tables: [ExchangeTable] =
    catalogueFiles + Collecting.tablesBeforeAccounts + accountFiles + serviceFiles + chargeFiles
    + invoiceFiles + Collecting.tablesAfterInvoices + Delivered.files

  private static let nouns: [Noun] =
    [plan, tax, service, charge, discount, account, invoice, line] + Collecting.nouns
    + Delivered.nouns

  private static let fields: [Field] =
    partyFields + planFields + taxFields + serviceFields + chargeFields + discountFields
    + accountFields + invoiceFields + lineFields + Collecting.fields + lapseFields + gapFields
    + chargeLapseFields + monthFields + Delivered.fields

  private static let conditions: [Condition] =
    partyConditions + planConditions + serviceConditions + chargeConditions + discountConditions
    + accountConditions + invoiceConditions + Collecting.conditions + lapseConditions
    + gapConditions + chargeLapseConditions + Delivered.conditions

  private static let measures: [Measure] =
    partyMeasures + chargeMeasures + Collecting.measures + Delivered.measures

  private static let verbs: [Verb] =
    planVerbs + serviceVerbs + chargeVerbs + discountVerbs + accountVerbs + invoiceVerbs
    + Collecting.verbs

  private static let checks: [Check] =
    chargeChecks + discountChecks + invoiceChecks + Collecting.checks + Delivered.provisionChecks
}
