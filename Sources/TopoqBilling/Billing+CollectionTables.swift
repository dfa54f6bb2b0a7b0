// The tables of what is paid, chased, and shared with partners.

extension Billing {
  static let paymentTables = """
    -- A payment without an account waits in suspense.
    CREATE TABLE billing_payment (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      account INTEGER REFERENCES billing_account (id),
      party INTEGER REFERENCES party (id),
      day TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      method TEXT,
      reference TEXT,
      payer TEXT,
      reversed_on TEXT,
      reason TEXT,
      attributes TEXT
    );
    -- What of a payment or credit note settles what of an invoice.
    CREATE TABLE billing_allocation (
      id INTEGER PRIMARY KEY,
      payment INTEGER REFERENCES billing_payment (id),
      credit_note INTEGER REFERENCES billing_invoice (id),
      invoice INTEGER NOT NULL REFERENCES billing_invoice (id),
      amount_minor INTEGER NOT NULL,
      day TEXT NOT NULL
    );
    """

  static let paymentIndexes = """
    CREATE UNIQUE INDEX billing_payment_code ON billing_payment (code COLLATE NOCASE, code);
    CREATE INDEX billing_payment_account ON billing_payment (account, day);
    CREATE INDEX billing_payment_party ON billing_payment (party, day) WHERE party IS NOT NULL;
    CREATE INDEX billing_payment_reference ON billing_payment (reference COLLATE NOCASE)
      WHERE reference IS NOT NULL;
    CREATE INDEX billing_allocation_invoice ON billing_allocation (invoice, amount_minor);
    CREATE INDEX billing_allocation_payment ON billing_allocation (payment, amount_minor)
      WHERE payment IS NOT NULL;
    CREATE INDEX billing_allocation_credit ON billing_allocation (credit_note, amount_minor)
      WHERE credit_note IS NOT NULL;
    """

  static let collectionTables = """
    CREATE TABLE billing_dispute (
      id INTEGER PRIMARY KEY,
      invoice INTEGER NOT NULL REFERENCES billing_invoice (id),
      day TEXT NOT NULL,
      reason TEXT NOT NULL,
      settled_on TEXT,
      outcome TEXT
    );
    CREATE TABLE billing_promise (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER NOT NULL REFERENCES party (id),
      day TEXT NOT NULL,
      promised TEXT NOT NULL,
      amount_minor INTEGER,
      currency TEXT,
      attributes TEXT
    );
    -- What is done so many days after an invoice fell due.
    CREATE TABLE billing_ladder (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      days INTEGER NOT NULL,
      action TEXT NOT NULL,
      attributes TEXT
    );
    CREATE TABLE billing_followup (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      invoice INTEGER NOT NULL REFERENCES billing_invoice (id),
      party INTEGER REFERENCES party (id),
      action TEXT NOT NULL,
      done_on TEXT NOT NULL,
      author TEXT,
      note TEXT,
      attributes TEXT
    );
    CREATE TABLE billing_partner_share (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      partner INTEGER NOT NULL REFERENCES billing_partner (id),
      plan INTEGER REFERENCES billing_plan (id),
      share_bp INTEGER NOT NULL,
      attributes TEXT
    );
    CREATE TABLE billing_settlement (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      partner INTEGER NOT NULL REFERENCES billing_partner (id),
      month TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      day TEXT NOT NULL,
      attributes TEXT
    );
    """

  static let collectionIndexes = """
    CREATE INDEX billing_dispute_invoice ON billing_dispute (invoice);
    CREATE UNIQUE INDEX billing_promise_code ON billing_promise (code COLLATE NOCASE, code);
    CREATE INDEX billing_promise_party ON billing_promise (party, promised);
    CREATE UNIQUE INDEX billing_ladder_code ON billing_ladder (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX billing_followup_code ON billing_followup (code COLLATE NOCASE, code);
    CREATE INDEX billing_followup_invoice ON billing_followup (invoice, action);
    CREATE UNIQUE INDEX billing_partner_share_code
      ON billing_partner_share (code COLLATE NOCASE, code);
    CREATE INDEX billing_partner_share_partner ON billing_partner_share (partner, plan);
    CREATE UNIQUE INDEX billing_settlement_code ON billing_settlement (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX billing_settlement_month
      ON billing_settlement (partner, month, currency);
    """
}
