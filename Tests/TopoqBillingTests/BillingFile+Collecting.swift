// Parties, accounts and invoices made by hand, and verbs performed on them.

import TopoqSQLite
import TopoqText
import TopoqVocabulary

@testable import TopoqBilling

extension BillingFile {
  /// What an argument of a verb is given in a test.
  enum Given {
    case rupees(Int)
    case text(String)
    case day(String)
    case thing(ChangedThing)
  }

  func addParty(_ code: String) throws -> Int64 {
    try handle.run("INSERT INTO party (code) VALUES (?)", [.text(code)])
    return handle.lastInsertedRow
  }

  @discardableResult
  func addAccount(_ code: String, party: String, mode: String = "postpaid") throws -> Int64 {
    let id = try addParty(party)
    try handle.run(
      "INSERT INTO billing_account (code, party, currency, mode) VALUES (?, ?, 'INR', ?)",
      [.text(code), .integer(id), .text(mode)])
    return handle.lastInsertedRow
  }

  /// Posts an invoice, or below zero a credit note, as a billing run does.
  func post(
    _ code: String, account: Int64, issued: String, due: String, _ minor: Int,
    crediting invoice: Int64? = nil
  ) throws -> Int64 {
    try handle.run(
      """
      INSERT INTO billing_invoice (code, account, party, issued, due, net_minor, total_minor,
        currency, credits)
      SELECT ?1, id, party, ?3, ?4, ?5, ?5, 'INR', ?6 FROM billing_account WHERE id = ?2
      """,
      [
        .text(code), .integer(account), .text(issued), .text(due), .integer(Int64(minor)),
        invoice.map { .integer($0) } ?? .null,
      ])
    let row = handle.lastInsertedRow
    try Ledger.enter(
      minor < 0 ? "credit note" : "invoice", code, of: account,
      Money(minor: Int64(minor), currency: "INR"), on: Day(issued)!, handle)
    try Settling.settle(handle, account: account)
    return row
  }

  /// The thing that a sentence would name: by its noun and code.
  func thing(_ noun: String, _ code: String) throws -> ChangedThing {
    let known = [
      "invoice": "billing_invoice", "account": "billing_account", "party": "party",
    ]
    let found = Billing.module.nouns.first { $0.name == noun }
    let noun =
      found
      ?? Noun(
        name: noun, plural: noun + "s", doc: "for tests", table: known[noun] ?? noun,
        placement: .nowhere, party: noun == "party" ? "{row}.id" : "{row}.party", shown: [])
    let hasParty = noun.party != nil
    let row = try handle.rows(
      """
      SELECT id, \(hasParty ? expanded(noun.party ?? "", "r", noun) : "NULL")
      FROM \(noun.table) AS r WHERE r.code = ?
      """, [.text(code)]
    ).first
    return ChangedThing(noun: noun, id: row?[0].integer ?? 0, code: code, party: row?[1].integer)
  }

  /// - Returns: what it noted.
  @discardableResult
  func perform(
    _ name: String, _ noun: String, _ code: String, today: String,
    _ arguments: [String: Given] = [:]
  ) throws -> [String] {
    let target = try noun.isEmpty ? nil : thing(noun, code)
    let verb = Billing.module.verbs.first { verb in
      verb.name == name
        && (target == nil
          || verb.scopes.contains { $0 == .noun(noun) || ($0 == .party && target?.party != nil) })
    }
    guard let verb else { throw ChangeRefusal("no verb \(name) of \(noun)") }
    var values: [String: ArgumentValue] = [:]
    for (word, given) in arguments {
      switch given {
      case .rupees(let minor): values[word] = .value(.integer(Int64(minor)), currency: "INR")
      case .text(let text), .day(let text): values[word] = .value(.text(text), currency: nil)
      case .thing(let thing): values[word] = .thing(thing)
      }
    }
    let handle = handle
    let effects = ChangeEffects {
      try handle.first("SELECT coalesce(max(id), 0) + 1 FROM \($0)")?.integer ?? 1
    }
    let request = ChangeRequest(
      connection: handle, today: Day(today)!, instant: Instant(startOf: Day(today)!),
      author: "asha", currency: "INR", target: target, arguments: values, effects: effects)
    try handle.writing { try verb.perform(request) }
    return effects.notes
  }

  /// A word of Billing for one thing: a field's value, or a condition as 0 or 1.
  func value(_ word: String, _ noun: String, _ code: String, today: String) throws -> SQLiteValue {
    let thing = try thing(noun, code)
    let scopes: [Scope] = [.noun(noun)] + (thing.party == nil ? [] : [.party])
    let module = Billing.module
    for scope in scopes {
      let sql =
        module.fields.first { $0.name == word && $0.scope == scope }?.sql
        ?? module.conditions.first { $0.name == word && $0.scope == scope }.map {
          "(\($0.sql)) IS TRUE"
        }
      guard let sql else { continue }
      return try handle.first(
        "SELECT \(filled(sql, "r", thing.noun, today)) FROM \(thing.noun.table) AS r WHERE r.id = ?",
        [.integer(thing.id)]) ?? .null
    }
    throw ChangeRefusal("no word \(word) of \(noun)")
  }

  /// A field and a condition may share a word: the condition.
  func holds(_ word: String, _ noun: String, _ code: String, today: String) throws -> Bool {
    let thing = try thing(noun, code)
    let condition =
      Billing.module.conditions.first { $0.name == word && $0.scope == .noun(noun) }
      ?? Billing.module.conditions.first { $0.name == word && $0.scope == .party }
    guard let condition else { throw ChangeRefusal("no condition \(word) of \(noun)") }
    let sql = filled(condition.sql, "r", thing.noun, today)
    return try handle.first(
      "SELECT (\(sql)) IS TRUE FROM \(thing.noun.table) AS r WHERE r.id = ?", [.integer(thing.id)]
    ) == .integer(1)
  }

  /// The rows that Billing's checks find.
  func faults() throws -> [String] {
    try Billing.module.checks.flatMap { check in
      try handle.rows(check.sql).map { row in
        "\(check.rule): " + row.map { $0.text ?? "" }.joined(separator: " ")
      }
    }
  }

  private func expanded(_ sql: String, _ row: String, _ noun: Noun) -> String {
    sql.split(separator: "{row}", omittingEmptySubsequences: false).joined(separator: row)
  }

  private func filled(_ sql: String, _ row: String, _ noun: Noun, _ today: String) -> String {
    var text = sql
    for (hole, value) in [
      ("{party}", noun.party ?? "NULL"), ("{node}", noun.node ?? "NULL"), ("{row}", row),
      ("{today}", "'\(today)'"), ("{currency}", "'INR'"),
    ] {
      text = text.split(separator: hole, omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }
}
