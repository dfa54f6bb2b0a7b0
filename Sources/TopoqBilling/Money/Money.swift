// An amount: whole minor units of a currency.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct Money: Hashable, Sendable, CustomStringConvertible {
  let minor: Int64
  let currency: String

  /// As a sentence takes it: `1500.00 INR`.
  var written: String {
    NumberText.money(minor: Int(minor), digits: Currency.minorDigits(of: currency) ?? 2) + " "
      + currency
  }

  /// `1,500.00 INR`
  var description: String {
    let digits = Currency.minorDigits(of: currency) ?? 2
    return NumberText.grouped(NumberText.money(minor: Int(minor), digits: digits)) + " " + currency
  }
}

extension ChangeRequest {
  /// The amount that an argument names: more than nothing.
  func money(_ argument: String) throws -> Money? {
    guard case .value(let value, let currency)? = arguments[argument], let minor = value.integer
    else { return nil }
    let money = Money(minor: minor, currency: currency ?? self.currency)
    guard minor > 0 else {
      throw ChangeRefusal(
        "\(argument) is \(money): it must be more than nothing", at: argument)
    }
    return money
  }

  /// The day of something that has happened: what is posted is posted up to today.
  func postingDay(_ argument: String = "on") throws -> Day {
    let day = try dayOrToday(argument)
    guard day <= today else {
      throw ChangeRefusal(
        "\(day) is still to come: money is posted once it is there",
        help: "leave `\(argument)` out for today", at: argument)
    }
    return day
  }

  /// A text that must say something.
  func said(_ argument: String) throws -> String {
    guard let text = text(argument), text.utf8.contains(where: { $0 > 0x20 }) else {
      throw ChangeRefusal(
        "a \(argument) is needed", help: "add `\(argument) \"...\"` and say why")
    }
    return text
  }
}
