// Who is billed: what is sold, delivered, charged and invoiced.

public import TopoqVocabulary

/// Billing as a module: it charges parties, and knows them by nothing but their number.
public enum Billing {
  public static let module = Module(
    name: "billing",
    summary: "services, charges and invoices: who is billed, for what, at which price",
    migrations: migrations, tables: tables, nouns: nouns, fields: fields, conditions: conditions,
    measures: measures, verbs: verbs, reactions: reactions, checks: checks,
    currencies: """
      SELECT DISTINCT currency FROM billing_charge WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_plan WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_invoice
      UNION SELECT DISTINCT currency FROM billing_payment
      """)

  /// In the order in which files are read: a row may name rows of the tables before its own.
  private static let tables: [ExchangeTable] =
    catalogueFiles + accountFiles + serviceFiles + chargeFiles + invoiceFiles

  private static let nouns: [Noun] = [plan, tax, service, charge, discount, account, invoice, line]

  private static let fields: [Field] =
    partyFields + planFields + taxFields + serviceFields + chargeFields + discountFields
    + accountFields + invoiceFields + lineFields

  private static let conditions: [Condition] =
    partyConditions + planConditions + serviceConditions + chargeConditions + discountConditions
    + accountConditions + invoiceConditions

  private static let measures: [Measure] = partyMeasures + chargeMeasures

  private static let verbs: [Verb] =
    planVerbs + serviceVerbs + chargeVerbs + discountVerbs + accountVerbs + invoiceVerbs

  private static let checks: [Check] = chargeChecks + discountChecks + invoiceChecks
}
