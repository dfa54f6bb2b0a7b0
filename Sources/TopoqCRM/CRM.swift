// Customer relations: from the first enquiry to the customer who is served, and what befalls them.

public import TopoqVocabulary

/// Customer relations as a module: leads ask for service at a node, customers take it there.
public enum CRM {
  public static let module = Module(
    name: "crm",
    summary: "leads, visits and customers: who asks for service, who is served, since when",
    migrations: [
      Migration(version: 1, sql: customerTable, indexes: customerIndexes),
      Migration(version: 2, sql: leadTables, indexes: leadIndexes),
    ],
    tables: [customerFile, statusFile, leadFile, stageFile, visitFile],
    nouns: [customer, lead, stage, visit],
    fields: customerFields + leadFields + stageFields + visitFields + monthFields,
    conditions: customerConditions + leadConditions + stageConditions + visitConditions,
    measures: leadMeasures + takeRates, verbs: leadVerbs + visitVerbs + customerVerbs,
    reports: [funnel], checks: checks)
}
