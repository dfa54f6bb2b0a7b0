// Receipts that name no account: what they are likely for.

internal import TopoqVocabulary

enum Suspense {
  /// The words of a reference, such as `NEFT/I-2026-0412 RAO`, one a row.
  private static func words(of text: String) -> String {
    """
    json_each('[' || replace(json_quote(
      replace(replace(replace(replace(\(text), '/', ' '), ',', ' '), ';', ' '), ':', ' ')),
      ' ', '","') || ']')
    """
  }

  /// What codes in a payment's reference say: accounts, surest first.
  private static func named(_ column: (String) -> String) -> String {
    """
    SELECT i.account AS account, 1 AS rank, 'the invoice in the reference' AS because
    FROM \(words(of: column("reference"))) AS w
      CROSS JOIN billing_invoice AS i ON i.code = w.value COLLATE NOCASE
    WHERE i.account IS NOT NULL
    UNION ALL
    SELECT a.id, 2, 'the account in the reference'
    FROM \(words(of: column("reference"))) AS w
      CROSS JOIN billing_account AS a ON a.code = w.value COLLATE NOCASE
    """
  }

  /// All that speaks for an account, surest first; `column` gives a column of the payment.
  private static func candidates(_ column: (String) -> String) -> String {
    """
    \(named(column))
    UNION ALL
    SELECT a.id, 3, 'the party in the reference'
    FROM \(words(of: column("reference"))) AS w
      CROSS JOIN party AS y ON y.code = w.value COLLATE NOCASE
      CROSS JOIN billing_account AS a ON a.party = y.id
    UNION ALL
    SELECT a.id, 4, 'the user name in the reference'
    FROM \(words(of: column("reference"))) AS w
      CROSS JOIN billing_service AS s ON s.username = w.value COLLATE NOCASE
      CROSS JOIN billing_account AS a ON a.party = s.party
    UNION ALL
    SELECT a.id, 5, 'the serial number in the reference'
    FROM \(words(of: column("reference"))) AS w
      CROSS JOIN billing_service AS s ON s.serial = w.value COLLATE NOCASE
      CROSS JOIN billing_account AS a ON a.party = s.party
    UNION ALL
    SELECT e.account, 6, 'the payer, who paid for it before'
    FROM billing_payment AS e
    WHERE e.payer = \(column("payer")) COLLATE NOCASE AND e.payer IS NOT NULL
      AND e.account IS NOT NULL
    UNION ALL
    SELECT min(i.account), 7, 'the amount, which one open invoice has'
    FROM billing_invoice AS i
    WHERE i.open_minor = \(column("amount_minor")) AND i.open_minor > 0
      AND i.currency = \(column("currency")) AND i.account IS NOT NULL
    HAVING count(*) = 1
    """
  }

  /// The best proposal for a payment in suspense: its `account`'s code, or `because`.
  static func best(_ what: String) -> String {
    let value =
      what == "account"
      ? "(SELECT a.code FROM billing_account AS a WHERE a.id = c.account)" : "c.because"
    return """
      (SELECT \(value)
      FROM (
        \(candidates { "{row}.\($0)" })) AS c
      WHERE {row}.account IS NULL
      ORDER BY c.rank, c.account
      LIMIT 1)
      """
  }

  static let reports: [Report] = [
    Report(
      "proposals", of: [.noun("payment")], lists: "account",
      sql: """
        {row}.id IN (
          SELECT c.account
          FROM (
            \(candidates { "(SELECT p.\($0) FROM billing_payment AS p WHERE p.id = {target})" })
          ) AS c)
        """,
      doc: "accounts that a payment may be for: by its reference, its payer or its amount",
      example: "proposals of payment P7")
  ]

  /// Payments whose file names an account that there is, or whose reference names exactly one, by
  /// its code or an invoice's, are matched; all others wait. `test` says which payments.
  static func matching(_ test: String) -> [String] {
    [
      """
      UPDATE billing_payment
      SET account = (
        SELECT a.id
        FROM billing_account AS a
        WHERE a.code = billing_payment.account_code COLLATE NOCASE)
      WHERE account IS NULL AND account_code IS NOT NULL AND \(test)
      """,
      """
      UPDATE billing_payment
      SET account = (
        SELECT min(c.account)
        FROM (
          \(named { "billing_payment.\($0)" })) AS c
        HAVING min(c.account) = max(c.account))
      WHERE account IS NULL AND account_code IS NULL AND reference IS NOT NULL
        AND reversed_on IS NULL AND \(test)
      """,
      """
      UPDATE billing_payment
      SET invoice = (
        SELECT min(i.id)
        FROM \(words(of: "billing_payment.reference")) AS w
          CROSS JOIN billing_invoice AS i ON i.code = w.value COLLATE NOCASE
        WHERE i.account = billing_payment.account AND i.total_minor > 0)
      WHERE account IS NOT NULL AND invoice IS NULL AND left_minor IS NOT 0
        AND reference IS NOT NULL AND \(test)
      """,
      """
      UPDATE billing_payment
      SET party = (SELECT a.party FROM billing_account AS a WHERE a.id = billing_payment.account),
        account_code = (
          SELECT a.code FROM billing_account AS a WHERE a.id = billing_payment.account)
      WHERE account IS NOT NULL AND (party IS NULL OR account_code IS NULL) AND \(test)
      """,
    ]
  }

  /// A file may also say by an invoice or a party for whom a payment is; a party that has no account
  /// yet gets one.
  private static let naming = [
    """
    UPDATE billing_payment
    SET account = (SELECT i.account FROM billing_invoice AS i WHERE i.id = billing_payment.invoice)
    WHERE account IS NULL AND invoice IS NOT NULL AND account_code IS NULL
    """,
    """
    INSERT INTO billing_account (code, party)
    SELECT y.code, y.id
    FROM party AS y
    WHERE y.id IN (
        SELECT p.party FROM billing_payment AS p
        WHERE p.account IS NULL AND p.account_code IS NULL AND p.party IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM billing_account AS a WHERE a.party = y.id)
    """,
    """
    UPDATE billing_payment
    SET account = (SELECT min(a.id) FROM billing_account AS a WHERE a.party = billing_payment.party)
    WHERE account IS NULL AND account_code IS NULL AND party IS NOT NULL
    """,
  ]

  static let matchingAfterLoad = (naming + matching("TRUE")).map { $0 + ";\n" }.joined()
}
