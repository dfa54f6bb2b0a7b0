// The tables of what is sold, delivered, charged and invoiced.

internal import TopoqVocabulary

/// Money is whole minor units beside its currency; days are ISO 8601 texts; `ends` is the first day
/// no longer meant. A table that is a file of the network folder has a `code` and `attributes`.
extension Billing {
  static let migrations: [Migration] = [
    Migration(version: 1, sql: firstTables, indexes: firstIndexes),
    Migration(
      version: 2,
      sql: [
        catalogueTables, accountTables, serviceTables, invoiceTables, paymentTables,
        collectionTables, Collecting.tables,
      ].joined(separator: "\n"),
      indexes: [
        catalogueIndexes, accountIndexes, serviceIndexes, invoiceIndexes, paymentIndexes,
        collectionIndexes, Collecting.indexes,
      ].joined(separator: "\n")),
    Migration(
      version: 3, sql: Delivered.tables, indexes: Delivered.indexes + "\n" + priceIndex),
  ]

  // Charges below what their plan costs, of nothing, or for a plan sold no longer; and those whose
  // price was set by hand.
  private static let priceIndex = """
    CREATE INDEX billing_charge_price ON billing_charge (plan, price_minor, ends);
    CREATE INDEX billing_charge_override ON billing_charge (override_ends) WHERE is_override = 1;
    """

  private static let firstTables = """
    CREATE TABLE billing_plan (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      name TEXT,
      kind TEXT,
      price_minor INTEGER,
      currency TEXT,
      down_mbps INTEGER,
      valid_from TEXT,
      valid_to TEXT,
      attributes TEXT
    );
    -- A charge runs from begins up to, and without, ends.
    CREATE TABLE billing_charge (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      plan INTEGER REFERENCES billing_plan (id),
      price_minor INTEGER,
      currency TEXT,
      begins TEXT,
      ends TEXT,
      attributes TEXT
    );
    """

  // Whether somebody is billed is answered from the two indexes on party and on premises alone.
  private static let firstIndexes = """
    CREATE UNIQUE INDEX billing_plan_code ON billing_plan (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX billing_charge_code ON billing_charge (code COLLATE NOCASE, code);
    CREATE INDEX billing_charge_party ON billing_charge (party, begins, ends, node)
      WHERE party IS NOT NULL;
    CREATE INDEX billing_charge_premises ON billing_charge (node, begins, ends, party)
      WHERE party IS NULL;
    CREATE INDEX billing_charge_node ON billing_charge (node) WHERE node IS NOT NULL;
    """

  private static let catalogueTables = """
    ALTER TABLE billing_plan ADD COLUMN up_mbps INTEGER;
    -- The name of the taxes that the plan bears, or NULL where it is untaxed.
    ALTER TABLE billing_plan ADD COLUMN tax TEXT;
    ALTER TABLE billing_plan ADD COLUMN is_inclusive INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE billing_plan ADD COLUMN is_billed_suspended INTEGER NOT NULL DEFAULT 0;
    -- The catalogue's price from a day on; before the first of them the plan's own holds.
    CREATE TABLE billing_plan_price (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      plan INTEGER NOT NULL REFERENCES billing_plan (id),
      begins TEXT NOT NULL,
      price_minor INTEGER NOT NULL,
      attributes TEXT
    );
    -- One component of a tax, in hundredths of a percent, by the account's place of supply; a NULL
    -- place is every place.
    CREATE TABLE billing_tax (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      tax TEXT NOT NULL,
      place TEXT,
      component TEXT NOT NULL,
      rate_bp INTEGER NOT NULL,
      attributes TEXT
    );
    """

  private static let catalogueIndexes = """
    CREATE UNIQUE INDEX billing_plan_price_code ON billing_plan_price (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX billing_plan_price_day ON billing_plan_price (plan, begins);
    CREATE UNIQUE INDEX billing_tax_code ON billing_tax (code COLLATE NOCASE, code);
    CREATE INDEX billing_tax_name ON billing_tax (tax, place);
    """

  // Who pays, and for what. An account pays for its own party, and for the premises named with it.
  private static let accountTables = """
    CREATE TABLE billing_partner (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      name TEXT,
      attributes TEXT
    );
    -- The day billed_from is the first that was billed here; charges that came by a file were
    -- billed elsewhere before it.
    CREATE TABLE billing_account (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER REFERENCES party (id),
      currency TEXT,
      mode TEXT NOT NULL DEFAULT 'postpaid',
      bill_day INTEGER NOT NULL DEFAULT 1,
      months INTEGER NOT NULL DEFAULT 1,
      due_days INTEGER NOT NULL DEFAULT 15,
      place TEXT NOT NULL DEFAULT 'home',
      partner INTEGER REFERENCES billing_partner (id),
      billed_from TEXT,
      paid_from TEXT,
      paid_to TEXT,
      grace_to TEXT,
      grace_reason TEXT,
      attributes TEXT
    );
    CREATE TABLE billing_account_premises (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      account INTEGER NOT NULL REFERENCES billing_account (id),
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      attributes TEXT
    );
    """

  private static let accountIndexes = """
    CREATE UNIQUE INDEX billing_partner_code ON billing_partner (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX billing_account_code ON billing_account (code COLLATE NOCASE, code);
    CREATE INDEX billing_account_party ON billing_account (party) WHERE party IS NOT NULL;
    CREATE INDEX billing_account_partner ON billing_account (partner) WHERE partner IS NOT NULL;
    CREATE UNIQUE INDEX billing_account_premises_code
      ON billing_account_premises (code COLLATE NOCASE, code);
    CREATE INDEX billing_account_premises_account ON billing_account_premises (account);
    CREATE INDEX billing_account_premises_party ON billing_account_premises (party)
      WHERE party IS NOT NULL;
    CREATE INDEX billing_account_premises_node ON billing_account_premises (node)
      WHERE node IS NOT NULL;
    """

  // What is delivered. A charge of kind once or credit begins and ends on its day: it never runs.
  private static let serviceTables = """
    CREATE TABLE billing_service (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      plan INTEGER REFERENCES billing_plan (id),
      next_plan INTEGER REFERENCES billing_plan (id),
      next_plan_from TEXT,
      kind TEXT,
      status TEXT NOT NULL DEFAULT 'provisioned',
      begins TEXT,
      ends TEXT,
      username TEXT,
      serial TEXT,
      attributes TEXT
    );
    CREATE TABLE billing_service_pause (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      service INTEGER NOT NULL REFERENCES billing_service (id),
      begins TEXT NOT NULL,
      ends TEXT,
      reason TEXT,
      attributes TEXT
    );
    -- recurring, once or credit.
    ALTER TABLE billing_charge ADD COLUMN kind TEXT NOT NULL DEFAULT 'recurring';
    ALTER TABLE billing_charge ADD COLUMN service INTEGER REFERENCES billing_service (id);
    -- The code of the first of the charges that this one follows, such as before a change of plan:
    -- the parts of a month that they make add up to the whole.
    ALTER TABLE billing_charge ADD COLUMN series TEXT;
    -- Why it was closed: suspension, cease, change, override.
    ALTER TABLE billing_charge ADD COLUMN closed_for TEXT;
    -- When it would have ended, had it not been closed.
    ALTER TABLE billing_charge ADD COLUMN ends_before TEXT;
    -- The code of the charge that it goes on from, where that was closed.
    ALTER TABLE billing_charge ADD COLUMN follows TEXT;
    -- The day up to which it was billed before it was known here; NULL: the account's billed_from.
    ALTER TABLE billing_charge ADD COLUMN billed_until TEXT;
    ALTER TABLE billing_charge ADD COLUMN is_override INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE billing_charge ADD COLUMN override_reason TEXT;
    ALTER TABLE billing_charge ADD COLUMN override_ends TEXT;
    -- percent_bp is hundredths of a percent, amount_minor an amount a month.
    CREATE TABLE billing_discount (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      charge INTEGER REFERENCES billing_charge (id),
      percent_bp INTEGER,
      amount_minor INTEGER,
      currency TEXT,
      begins TEXT,
      ends TEXT,
      reason TEXT,
      attributes TEXT
    );
    """

  private static let serviceIndexes = """
    CREATE UNIQUE INDEX billing_service_code ON billing_service (code COLLATE NOCASE, code);
    CREATE INDEX billing_service_party ON billing_service (party) WHERE party IS NOT NULL;
    CREATE INDEX billing_service_node ON billing_service (node) WHERE node IS NOT NULL;
    CREATE INDEX billing_service_username ON billing_service (username COLLATE NOCASE)
      WHERE username IS NOT NULL;
    CREATE INDEX billing_service_serial ON billing_service (serial COLLATE NOCASE)
      WHERE serial IS NOT NULL;
    CREATE UNIQUE INDEX billing_service_pause_code
      ON billing_service_pause (code COLLATE NOCASE, code);
    CREATE INDEX billing_service_pause_service ON billing_service_pause (service, begins, ends);
    CREATE INDEX billing_charge_follows ON billing_charge (follows) WHERE follows IS NOT NULL;
    CREATE INDEX billing_charge_service ON billing_charge (service, begins, ends)
      WHERE service IS NOT NULL;
    CREATE UNIQUE INDEX billing_discount_code ON billing_discount (code COLLATE NOCASE, code);
    CREATE INDEX billing_discount_party ON billing_discount (party) WHERE party IS NOT NULL;
    CREATE INDEX billing_discount_charge ON billing_discount (charge) WHERE charge IS NOT NULL;
    """

  // What is posted, and never altered. A credit note has amounts below zero.
  private static let invoiceTables = """
    -- kind is invoice or credit note; paid_minor was paid before the invoice came here.
    CREATE TABLE billing_invoice (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      kind TEXT NOT NULL DEFAULT 'invoice',
      account INTEGER REFERENCES billing_account (id),
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      issued TEXT NOT NULL,
      due TEXT,
      begins TEXT,
      ends TEXT,
      net_minor INTEGER NOT NULL DEFAULT 0,
      tax_minor INTEGER NOT NULL DEFAULT 0,
      total_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      paid_minor INTEGER NOT NULL DEFAULT 0,
      credits INTEGER REFERENCES billing_invoice (id),
      reason TEXT,
      attributes TEXT
    );
    -- amount_minor is in terms of the price: without tax, or with it where the price includes it.
    -- The billing month that the line is part of begins on the day in period.
    CREATE TABLE billing_invoice_line (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      invoice INTEGER NOT NULL REFERENCES billing_invoice (id),
      charge INTEGER REFERENCES billing_charge (id),
      discount INTEGER REFERENCES billing_discount (id),
      text TEXT NOT NULL,
      period TEXT,
      begins TEXT,
      ends TEXT,
      amount_minor INTEGER NOT NULL DEFAULT 0,
      net_minor INTEGER NOT NULL,
      tax_minor INTEGER NOT NULL,
      attributes TEXT
    );
    CREATE TABLE billing_invoice_tax (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      line INTEGER NOT NULL REFERENCES billing_invoice_line (id),
      component TEXT NOT NULL,
      rate_bp INTEGER NOT NULL,
      tax_minor INTEGER NOT NULL,
      attributes TEXT
    );
    -- The next number of each series: raised in the transaction that posts, so that none is lost.
    CREATE TABLE billing_series (
      name TEXT PRIMARY KEY,
      next INTEGER NOT NULL
    ) WITHOUT ROWID;
    -- The ledger: what is owed is positive, what is paid or credited negative.
    CREATE TABLE billing_entry (
      id INTEGER PRIMARY KEY,
      account INTEGER NOT NULL REFERENCES billing_account (id),
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      reference TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL
    );
    """

  private static let invoiceIndexes = """
    CREATE UNIQUE INDEX billing_invoice_code ON billing_invoice (code COLLATE NOCASE, code);
    CREATE INDEX billing_invoice_account ON billing_invoice (account, due);
    CREATE INDEX billing_invoice_party ON billing_invoice (party, due) WHERE party IS NOT NULL;
    CREATE INDEX billing_invoice_credits ON billing_invoice (credits) WHERE credits IS NOT NULL;
    CREATE UNIQUE INDEX billing_invoice_line_code
      ON billing_invoice_line (code COLLATE NOCASE, code);
    CREATE INDEX billing_invoice_line_invoice ON billing_invoice_line (invoice);
    CREATE INDEX billing_invoice_line_charge ON billing_invoice_line (charge)
      WHERE charge IS NOT NULL;
    CREATE UNIQUE INDEX billing_invoice_tax_code ON billing_invoice_tax (code COLLATE NOCASE, code);
    CREATE INDEX billing_invoice_tax_line ON billing_invoice_tax (line);
    CREATE INDEX billing_entry_account ON billing_entry (account, day);
    CREATE INDEX billing_entry_reference ON billing_entry (reference);
    """
}
