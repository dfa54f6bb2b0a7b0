// What Billing's verbs ask of a change sentence: days, money, plans, free codes.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension ChangeRequest {
  /// The day an argument names, or today.
  func dayOrToday(_ argument: String) throws -> Day { try givenDay(argument) ?? today }

  /// The day an argument names, or nil where it is not given.
  func givenDay(_ argument: String) throws -> Day? {
    guard let text = text(argument) else { return nil }
    guard let day = Day(text) else {
      throw ChangeRefusal("`\(text)` is no day", help: "write for example 2026-05-04")
    }
    return day
  }

  /// The price that an argument names, which may be nothing; nil where it is not given.
  func price(_ argument: String) throws -> Money? {
    guard value(argument)?.integer == 0 else { return try money(argument) }
    guard case .value(_, let named)? = arguments[argument] else { return nil }
    return Money(minor: 0, currency: named ?? currency)
  }

  /// The plan that an argument names, by the noun and its code or by its code alone.
  func plan(_ argument: String) throws -> Plan? {
    if let thing = thing(argument) { return try Plan.find(thing.id, connection) }
    guard let code = text(argument) else { return nil }
    guard let plan = try Plan.find(code: code, connection) else {
      throw ChangeRefusal("there is no plan \(code)", help: "`plans where on_sale` lists them")
    }
    return plan
  }

  /// The thing changed; a verb with a target always has one.
  var changed: ChangedThing {
    guard let target else { preconditionFailure("a verb with a target is given one") }
    return target
  }

  /// `base`, or the first of `base-2`, `base-3` and so on that no row of a table bears.
  func freeCode(_ base: String, in table: String) throws -> String {
    let taken = try connection.prepare("SELECT 1 FROM \(table) WHERE code = ? COLLATE NOCASE")
    var ordinal = 1
    while true {
      let code = ordinal == 1 ? base : "\(base)-\(ordinal)"
      taken.bind(code, at: 1)
      let isTaken = try taken.step()
      taken.reset()
      if !isTaken { return code }
      ordinal += 1
    }
  }

  func refuse(_ end: Day, before begin: Day, _ argument: String) throws {
    guard end <= begin else { return }
    throw ChangeRefusal(
      "it would end on \(end), not after it begins on \(begin)",
      help: "give a day later than \(begin) after `\(argument)`", at: argument)
  }
}

extension SQLiteValue {
  init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ day: Day?) { self = day.map { .text($0.description) } ?? .null }

  /// The day in a column; nil where there is none.
  var day: Day? { text.flatMap { Day($0) } }
}
