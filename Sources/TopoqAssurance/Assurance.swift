// Revenue assurance: what leaks, since when, what it costs, and what came back.

public import TopoqVocabulary

/// Assurance as a module: it asks the file's own questions, and knows no other module.
public enum Assurance {
  public static let module = Module(
    name: "assurance",
    summary: "audit rules, what they find, what it costs, and what is recovered",
    migrations: [
      Migration(version: 1, sql: tables, indexes: indexes),
      Migration(version: 2, sql: amounts, rows: shippedRules),
    ], tables: [ruleFile, findingFile, decisionFile],
    nouns: [rule, finding, movement],
    fields: ruleFields + findingFields + movementFields + monthFields,
    conditions: findingConditions, measures: findingMeasures + movementMeasures,
    verbs: ruleVerbs + findingVerbs, reports: [audit, leakage, proof],
    derivedTables: ["assurance_finding"])

  private static let tables = """
    CREATE TABLE assurance_rule (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      question TEXT NOT NULL,
      price TEXT,
      since TEXT,
      until TEXT,
      why TEXT,
      remedy TEXT,
      attributes TEXT
    );
    -- What the last audit found, and what earlier ones found and is mended: worked out by `audit`.
    CREATE TABLE assurance_finding (
      id INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      noun TEXT NOT NULL,
      thing TEXT NOT NULL,
      node INTEGER,
      party INTEGER,
      since TEXT,
      until TEXT,
      price_minor INTEGER,
      currency TEXT,
      first_seen TEXT NOT NULL,
      mended_on TEXT,
      -- Rule, noun, thing and first day: what tells it apart in a file.
      code TEXT,
      attributes TEXT
    );
    -- What somebody decided about a finding, until a day.
    CREATE TABLE assurance_decision (
      id INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      noun TEXT NOT NULL,
      thing TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT NOT NULL,
      until TEXT NOT NULL,
      -- Rule, noun and thing.
      code TEXT,
      attributes TEXT
    );
    """

  // What is lost or at risk once.
  private static let amounts = """
    ALTER TABLE assurance_rule ADD COLUMN amount TEXT;
    ALTER TABLE assurance_finding ADD COLUMN amount_minor INTEGER;
    """

  // In a file from before, the rules that ship become as they ship now; one's own stay.
  private static var shippedRules: String {
    let names = Rule.shipped.map { "'\($0.name)'" }.joined(separator: ", ")
    return "DELETE FROM assurance_rule WHERE code IN (\(names));\n"
      + Rule.shipped.map(\.insertion).joined(separator: "\n")
  }

  private static let indexes = """
    CREATE UNIQUE INDEX assurance_rule_code ON assurance_rule (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX assurance_finding_open ON assurance_finding (rule, noun, thing)
      WHERE mended_on IS NULL;
    CREATE INDEX assurance_finding_node ON assurance_finding (node) WHERE node IS NOT NULL;
    CREATE INDEX assurance_finding_party ON assurance_finding (party) WHERE party IS NOT NULL;
    CREATE INDEX assurance_decision_thing ON assurance_decision (rule, noun, thing);
    """

  private static let ruleFile = ExchangeTable(
    file: "rules", table: "assurance_rule", identity: "name",
    columns: [
      .init("name", as: "code", .text, isRequired: true),
      .init("question", .text, isRequired: true),
      .init("price", .text, fallback: ""),
      .init("amount", .text, fallback: ""),
      .init("since", .text, fallback: ""),
      .init("until", .text, fallback: ""),
      .init("why", .text, fallback: ""),
      .init("remedy", .text, fallback: ""),
    ], isWhole: true)
}
