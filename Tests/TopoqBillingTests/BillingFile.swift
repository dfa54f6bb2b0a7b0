// A file in memory with Billing's tables, beside the plant's few that they name.

import Testing
import TopoqBilling
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// Runs Billing's own verbs and words as the engine would, without an engine.
struct BillingFile: ~Copyable {
  let connection: Connection
  var handle: ConnectionHandle { connection.handle }
  var today = "2026-01-01"

  /// Somebody, as another module would bring them.
  static let customer = Noun(
    name: "customer", plural: "customers", doc: "somebody", table: "party", placement: .attached,
    node: "{row}.node", party: "{row}.id", shown: ["code"])

  init() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    try connection.handle.execute(
      """
      CREATE TABLE node (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
      CREATE TABLE party (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
      PRAGMA foreign_keys = ON
      """)
    for migration in Billing.module.migrations {
      try connection.handle.execute(migration.sql)
      try connection.handle.execute(migration.indexes)
    }
    self.connection = connection
  }

  /// With plans, and parties C1 to C9, each at a node H1 to H9 of the same number.
  static func withCustomers() throws -> BillingFile {
    let file = try BillingFile()
    try file.handle.execute(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
      INSERT INTO node SELECT i, 'H' || i FROM n;
      INSERT INTO party SELECT id, 'C' || id FROM node;
      INSERT INTO billing_plan (code, name, kind, price_minor, currency, valid_from) VALUES
        ('HOME50', 'Home 50', 'internet', 79900, 'INR', '2024-01-01'),
        ('HOME100', 'Home 100', 'internet', 99900, 'INR', '2024-01-01'),
        ('TV', 'Television', 'ott', 19900, 'INR', '2024-01-01');
      INSERT INTO billing_plan
        (code, name, kind, price_minor, currency, valid_from, valid_to, is_billed_suspended)
      VALUES
        ('HOME25', 'Home 25', 'internet', 49900, 'INR', '2022-01-01', '2025-07-01', 0),
        ('BIZ', 'Business', 'internet', 299900, 'INR', '2024-01-01', NULL, 1)
      """)
    return file
  }

  // MARK: Changes

  func named(_ noun: String, _ code: String) throws -> ChangedThing {
    if noun == "customer" {
      let id = try handle.first("SELECT id FROM party WHERE code = ?", [.text(code)])!.integer!
      return ChangedThing(noun: Self.customer, id: id, code: code, node: id, party: id)
    }
    let noun = Billing.module.nouns.first { $0.name == noun }!
    let row = try handle.rows("SELECT id FROM \(noun.table) WHERE code = ?", [.text(code)]).first
    let id = row?[0].integer ?? 0
    func value(_ fragment: String?) throws -> Int64? {
      guard let fragment, id != 0 else { return nil }
      let sql = Self.filled(fragment, noun)
      return try handle.first("SELECT \(sql) FROM \(noun.table) AS r WHERE r.id = \(id)")?.integer
    }
    return ChangedThing(
      noun: noun, id: id, code: code, node: try value(noun.node), party: try value(noun.party))
  }

  /// A change; what it notes. All of it or none, as in the engine.
  @discardableResult
  func change(
    _ verb: String, _ noun: String? = nil, _ code: String = "",
    _ arguments: [String: ArgumentValue] = [:]
  ) throws -> [String] {
    let target = try noun.map { try named($0, code) }
    let found = Billing.module.verbs.first { found in
      found.name == verb
        && (target.map { thing in found.scopes.contains { thing.noun.isIn($0) } }
          ?? found.scopes.isEmpty)
    }
    guard let found else { throw ChangeRefusal("no verb \(verb) of \(noun ?? "nothing")") }
    for argument in found.arguments where argument.isRequired {
      guard arguments[argument.name] != nil else { throw ChangeRefusal("\(argument.name) lacks") }
    }
    for name in arguments.keys {
      guard found.arguments.contains(where: { $0.name == name }) else {
        throw ChangeRefusal("no argument \(name)")
      }
    }
    return try perform(target, arguments, found.perform)
  }

  /// Something that another module tells.
  @discardableResult
  func tell(
    _ event: String, _ code: String, _ day: String, _ details: [String: SQLiteValue] = [:]
  ) throws -> [String] {
    let thing = try named("customer", code)
    return try perform(thing, [:]) {
      $0.announce(Event(event, thing, day: day, details: details))
    }
  }

  private func perform(
    _ target: ChangedThing?, _ arguments: [String: ArgumentValue],
    _ body: (ChangeRequest) throws -> Void
  ) throws -> [String] {
    let handle = handle
    let effects = ChangeEffects {
      try handle.first("SELECT coalesce(max(id), 0) + 1 FROM \($0)")?.integer ?? 1
    }
    let request = ChangeRequest(
      connection: handle, today: Day(today)!, instant: Instant(startOf: Day(today)!),
      author: "anna", currency: "INR", target: target, arguments: arguments, effects: effects)
    try handle.writing {
      try body(request)
      while !effects.events.isEmpty {
        let event = effects.events.removeFirst()
        for reaction in Billing.module.reactions where reaction.event == event.name {
          try reaction.perform(event, request)
        }
      }
    }
    return effects.notes
  }

  // MARK: Questions

  static func filled(_ fragment: String, _ noun: Noun, today: String = "") -> String {
    var sql = fragment
    for _ in 0..<3 {
      sql = sql.replacing("{node}", with: noun.node ?? "NULL")
      sql = sql.replacing("{party}", with: noun.party ?? "NULL")
    }
    return sql.replacing("{row}", with: "r").replacing("{today}", with: "'\(today)'")
      .replacing("{currency}", with: "'INR'")
  }

  /// The codes of the things for which a condition holds today.
  func codes(_ noun: String, where condition: String) throws -> [String] {
    let noun = Billing.module.nouns.first { $0.name == noun }!
    let test = Billing.module.conditions.first {
      $0.name == condition && $0.scope == .noun(noun.name)
    }!
    return try texts(
      """
      SELECT r.code FROM \(noun.table) AS r
      WHERE \(Self.filled(test.sql, noun, today: today)) ORDER BY r.id
      """)
  }

  func texts(_ sql: String) throws -> [String] {
    try handle.rows(sql).map { row in
      row.map { value in
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        default: "-"
        }
      }.joined(separator: " ")
    }
  }
}

extension ArgumentValue {
  static func money(_ minor: Int64, _ currency: String = "INR") -> ArgumentValue {
    .value(.integer(minor), currency: currency)
  }
  static func text(_ text: String) -> ArgumentValue { .value(.text(text), currency: nil) }
  static func number(_ number: Int64) -> ArgumentValue { .value(.integer(number), currency: nil) }
  static func share(_ number: Double) -> ArgumentValue { .value(.real(number), currency: nil) }
}
