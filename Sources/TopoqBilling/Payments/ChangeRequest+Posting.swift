// What posting money asks of a change sentence: more than nothing, not in the future, and why.

internal import TopoqText
internal import TopoqVocabulary

extension ChangeRequest {
  /// The amount that an argument names, more than nothing; nil where it is not given.
  func received(_ argument: String) throws -> Amount? {
    guard let amount = try money(argument) else { return nil }
    guard amount.minor > 0 else {
      throw ChangeRefusal("\(argument) is \(amount): it must be more than nothing")
    }
    return amount
  }

  /// The day of something that has happened: what is posted is posted up to today.
  func postingDay(_ argument: String = "on") throws -> Day {
    let day = try dayOrToday(argument)
    guard day <= today else {
      throw ChangeRefusal(
        "\(day) is still to come: money is posted once it is there",
        help: "leave `\(argument)` out for today")
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
