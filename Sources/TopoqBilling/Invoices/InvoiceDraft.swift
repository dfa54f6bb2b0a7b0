// An invoice before it is posted: what is to be billed, less what was.

internal import TopoqText

/// The lines of an invoice, with their taxes.
struct InvoiceDraft: Sendable {
  struct Line: Hashable, Sendable {
    let key: Entitlement.Key
    let begins: Day
    let ends: Day
    /// True where something of the same days was billed before.
    let isCorrection: Bool
    /// In terms of the price.
    let amount: Int
    let net: Int
    /// By component, in the order of the rates.
    let taxes: [Int]
    let rates: [TaxRate]
  }

  /// How the amounts of a charge are taxed.
  struct Taxation: Hashable, Sendable {
    var rates: [TaxRate] = []
    var isInclusive = false
  }

  private(set) var lines: [Line] = []

  /// - Parameters:
  ///   - shares: what is to have been billed.
  ///   - posted: what was billed, by charge, discount and month.
  ///   - taxation: by charge.
  init(
    _ shares: [Entitlement.Share], posted: [Entitlement.Key: Int],
    taxation: [Int64: Taxation], _ cycle: BillingCycle
  ) throws {
    var owed = shares
    let known = Set(shares.map(\.key))
    for key in posted.keys where !known.contains(key) {
      let month = cycle.month(holding: key.month)
      owed.append(
        Entitlement.Share(key: key, begins: month.begins, ends: month.ends, amount: 0))
    }
    owed.sort { InvoiceDraft.order($0.key) < InvoiceDraft.order($1.key) }
    var taxed: (charge: Int64, month: Day, amount: Int)?
    for share in owed {
      let before = posted[share.key] ?? 0
      let (amount, isOver) = share.amount.subtractingReportingOverflow(before)
      guard amount != 0, !isOver else { continue }
      // A discount is taxed by what it takes off the tax of its charge.
      let isSame = taxed?.charge == share.key.charge && taxed?.month == share.key.month
      let sum = isSame ? taxed!.amount : 0
      let total = try MinorUnits.sum([sum, amount])
      taxed = (share.key.charge, share.key.month, total)
      let taxation = taxation[share.key.charge] ?? Taxation()
      func split(_ amount: Int) throws -> TaxedAmount {
        try TaxedAmount(amount, rates: taxation.rates, isInclusive: taxation.isInclusive)
      }
      let part = try split(total).less(split(sum))
      lines.append(
        Line(
          key: share.key, begins: share.begins, ends: share.ends,
          isCorrection: posted[share.key] != nil, amount: amount, net: part.net,
          taxes: part.taxes, rates: taxation.rates))
    }
  }

  /// By month, then charge, then the charge itself before its discounts.
  private static func order(_ key: Entitlement.Key) -> (Day, Int64, Int64) {
    (key.month, key.charge, key.discount ?? 0)
  }

  var net: Int { get throws { try MinorUnits.sum(lines.map(\.net)) } }
  var tax: Int { get throws { try MinorUnits.sum(lines.flatMap(\.taxes)) } }
  var total: Int { get throws { try MinorUnits.sum([net, tax]) } }
}
