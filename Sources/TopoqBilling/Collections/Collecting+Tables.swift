// What payments and chasing add to Billing's tables, and the indexes by which they answer.

enum Collecting {
  /// Part of Billing's second version, after its own tables.
  static let tables = """
    -- What is still to be paid; of a credit note, below zero, what is still to be given. NULL: it
    -- has not been settled yet. Computed from the allocations, and checked against them.
    ALTER TABLE billing_invoice ADD COLUMN open_minor INTEGER;
    -- payment, or write-off: what was given up.
    ALTER TABLE billing_payment ADD COLUMN kind TEXT NOT NULL DEFAULT 'payment';
    -- The invoice that it was given for, before the oldest.
    ALTER TABLE billing_payment ADD COLUMN invoice INTEGER REFERENCES billing_invoice (id);
    -- What of it has paid nothing yet: credit of the account, or money in suspense.
    ALTER TABLE billing_payment ADD COLUMN left_minor INTEGER;
    -- The account as the bank's statement has it, whether there is such an account or not.
    ALTER TABLE billing_payment ADD COLUMN account_code TEXT;
    -- What pays, what it pays, and its number among these.
    ALTER TABLE billing_allocation ADD COLUMN code TEXT NOT NULL DEFAULT '';
    ALTER TABLE billing_allocation ADD COLUMN attributes TEXT;
    ALTER TABLE billing_dispute ADD COLUMN code TEXT NOT NULL DEFAULT '';
    ALTER TABLE billing_dispute ADD COLUMN party INTEGER REFERENCES party (id);
    ALTER TABLE billing_dispute ADD COLUMN attributes TEXT;
    INSERT INTO billing_ladder (code, days, action) VALUES
      ('remind', 10, 'remind of the invoice'),
      ('warn', 16, 'warn that service will be suspended'),
      ('suspend', 20, 'suspend service'),
      ('write_off', 90, 'write the invoice off');
    """

  // Few invoices are open and few payments unused at a time: what somebody owes is read from these
  // alone, however long the history.
  static let indexes = """
    CREATE INDEX billing_invoice_open ON billing_invoice (party, due, currency, open_minor)
      WHERE open_minor <> 0;
    CREATE INDEX billing_invoice_open_account
      ON billing_invoice (account, due, currency, open_minor)
      WHERE open_minor <> 0;
    CREATE INDEX billing_invoice_issued ON billing_invoice (account, issued);
    CREATE INDEX billing_invoice_unsettled ON billing_invoice (account) WHERE open_minor IS NULL;
    CREATE INDEX billing_invoice_amount ON billing_invoice (open_minor, currency, account)
      WHERE open_minor > 0;
    CREATE INDEX billing_payment_left ON billing_payment (party, currency, left_minor)
      WHERE left_minor <> 0;
    CREATE INDEX billing_payment_left_account ON billing_payment (account, currency, left_minor)
      WHERE left_minor <> 0;
    CREATE INDEX billing_payment_payer ON billing_payment (payer COLLATE NOCASE, account)
      WHERE payer IS NOT NULL;
    CREATE INDEX billing_account_prepaid
      ON billing_account (party, paid_to, grace_to, paid_from)
      WHERE mode = 'prepaid';
    CREATE INDEX billing_dispute_party ON billing_dispute (party) WHERE settled_on IS NULL;
    CREATE UNIQUE INDEX billing_entry_posted ON billing_entry (kind, reference);
    """
}
