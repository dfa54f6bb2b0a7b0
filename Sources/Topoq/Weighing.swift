// What a change of many things comes to: so much before, so much after, who has more and who less.

internal import TopoqText
internal import TopoqVocabulary

/// Sums by currency, which are never added to each other.
struct Weighing {
  private let weight: Weight
  private var before: [String: Int64] = [:]
  private var after: [String: Int64] = [:]
  private var more = 0
  private var less = 0
  private var same = 0

  init(_ weight: Weight) { self.weight = weight }

  /// What a thing comes to now.
  func measure(_ request: ChangeRequest) throws -> [String: Int64] {
    try weight.measure(request)
  }

  /// Adds a thing that came to something before the change, and to what it comes to now.
  mutating func add(_ old: [String: Int64], _ request: ChangeRequest) throws {
    let new = try weight.measure(request)
    for (currency, minor) in old { before[currency, default: 0] &+= minor }
    for (currency, minor) in new { after[currency, default: 0] &+= minor }
    let gains = Set(old.keys).union(new.keys).map { (new[$0] ?? 0) - (old[$0] ?? 0) }
    if gains.contains(where: { $0 > 0 }) {
      more += 1
    } else if gains.contains(where: { $0 < 0 }) {
      less += 1
    } else {
      same += 1
    }
  }

  /// `31,161.00 INR a month before, 38,961.00 INR after: 39 more, 1 as much`
  var text: String {
    let sums = Set(before.keys).union(after.keys).sorted().map { currency in
      "\(money(before[currency] ?? 0, currency)) \(weight.unit) before, "
        + "\(money(after[currency] ?? 0, currency)) after"
    }
    let counts = [(more, "more"), (less, "less"), (same, "as much")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return (sums.isEmpty ? "nothing \(weight.unit)" : sums.joined(separator: "; ")) + ": "
      + counts.joined(separator: ", ")
  }

  private func money(_ minor: Int64, _ currency: String) -> String {
    let digits = Currency.minorDigits(of: currency) ?? 2
    return NumberText.grouped(NumberText.money(minor: Int(minor), digits: digits)) + " " + currency
  }
}
