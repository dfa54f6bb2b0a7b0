// Taxes on an amount, by component, such as CGST and SGST at nine percent each.

internal import TopoqVocabulary

/// One component of a tax.
struct TaxRate: Hashable, Sendable {
  let component: String
  /// Hundredths of a percent: 900 for nine percent.
  let basisPoints: Int
}

/// An amount taken apart: without tax, and each component's tax.
struct TaxedAmount: Hashable, Sendable {
  var net: Int
  /// In the order of the rates.
  var taxes: [Int]

  /// Takes an amount apart. Each component is rounded half-up by itself, so that equal rates bear
  /// equal taxes; of a price that includes tax the rest is net, so that the parts add up to it.
  init(_ amount: Int, rates: [TaxRate], isInclusive: Bool) throws {
    let whole = Int128(10_000) + (isInclusive ? rates.reduce(0) { $0 + Int128($1.basisPoints) } : 0)
    taxes = try rates.map {
      try MinorUnits.halfUp(Int128(amount) * Int128($0.basisPoints), over: whole)
    }
    net = isInclusive ? amount - (try MinorUnits.sum(taxes)) : amount
  }

  var total: Int {
    get throws { try MinorUnits.sum([net] + taxes) }
  }

  /// What this is more than another of the same rates.
  func less(_ other: TaxedAmount) -> TaxedAmount {
    var result = self
    result.net -= other.net
    for index in taxes.indices { result.taxes[index] -= other.taxes[index] }
    return result
  }
}
