// The account that money is for: an account's own, an invoice's, or that of a party.

internal import TopoqSQLite
internal import TopoqVocabulary

struct PayingAccount {
  let id: Int64
  let code: String
  let party: Int64?
  /// Nil until the first amount decides.
  let currency: String?

  init?(_ id: Int64, _ connection: ConnectionHandle) throws {
    let row = try connection.rows(
      "SELECT code, party, currency FROM billing_account WHERE id = ?", [.integer(id)]
    ).first
    guard let row else { return nil }
    self.id = id
    code = row[0].text ?? ""
    party = row[1].integer
    currency = row[2].text
  }

  /// The account of whatever a change names; a party without one gets its own.
  init(of thing: ChangedThing, _ connection: ConnectionHandle) throws {
    let found: Int64?
    switch thing.noun.table {
    case "billing_account": found = thing.id
    case "billing_invoice":
      found = try connection.first(
        "SELECT account FROM billing_invoice WHERE id = ?", [.integer(thing.id)])?.integer
    default: found = nil
    }
    if let found, let account = try PayingAccount(found, connection) {
      self = account
      return
    }
    guard let party = thing.party else {
      throw ChangeRefusal(
        "\(thing.noun.name) \(thing.code) belongs to nobody who could have an account",
        help: "name an account, an invoice or a customer")
    }
    self = try PayingAccount(ofParty: party, connection)
  }

  /// The party's first account; where it has none, a new one that bears the party's code.
  init(ofParty party: Int64, _ connection: ConnectionHandle) throws {
    var id = try connection.first(
      "SELECT min(id) FROM billing_account WHERE party = ?", [.integer(party)])?.integer
    if id == nil {
      try connection.run(
        """
        INSERT INTO billing_account (code, party)
        SELECT code, id FROM party WHERE id = ?
        """, [.integer(party)])
      id = connection.lastInsertedRow
    }
    guard let id, let account = try PayingAccount(id, connection) else {
      preconditionFailure("an account was just found or made")
    }
    self = account
  }

  /// Refuses money in another currency than the account's, and decides it where it has none yet.
  func accept(_ money: Money, _ connection: ConnectionHandle) throws {
    guard let currency else {
      try connection.run(
        "UPDATE billing_account SET currency = ? WHERE id = ?",
        [.text(money.currency), .integer(id)])
      return
    }
    guard currency == money.currency else {
      throw ChangeRefusal(
        "account \(code) is kept in \(currency), and this is \(money)",
        help: "write the amount in \(currency)", at: "amount")
    }
  }
}
