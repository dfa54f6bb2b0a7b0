// All that Billing says of payments, debts, prepaid time and partners, in one place.

internal import TopoqVocabulary

extension Collecting {
  static let nouns =
    Payments.nouns + Promises.nouns + Disputes.nouns + Followups.nouns + Partners.nouns
  static let fields =
    Payments.fields + Arrears.fields + Promises.fields + Disputes.fields + Followups.fields
    + Prepaid.fields + Partners.fields
  static let conditions =
    Payments.conditions + Arrears.conditions + Promises.conditions + Disputes.conditions
    + Prepaid.conditions
  static let measures = Payments.measures + Arrears.measures
  static let verbs =
    PaymentVerbs.all + Promises.verbs + Disputes.verbs + WriteOffs.verbs + Followups.verbs
    + Prepaid.verbs + Partners.verbs
  static let reports = Suspense.reports
  static let checks = CollectionChecks.all

  /// In the order in which files are read: partners own accounts, and payments pay invoices.
  static let tablesBeforeAccounts = Partners.tables
  static let tablesAfterInvoices =
    [Payments.table, Settling.table] + Promises.tables + Disputes.tables
    + Followups.tables
}
