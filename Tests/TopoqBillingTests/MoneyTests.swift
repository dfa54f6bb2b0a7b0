import TestSupport
import Testing
import TopoqText
import TopoqVocabulary

@testable import TopoqBilling

@Suite("Money")
struct MoneyTests {
  @Test(
    "half a minor unit rounds away from zero",
    arguments: [
      (667, 2, 334), (-667, 2, -334), (666, 4, 167), (665, 4, 166), (1, 3, 0), (2, 3, 1), (0, 7, 0),
    ])
  func halves(_ numerator: Int, _ denominator: Int, _ rounded: Int) throws {
    #expect(try MinorUnits.halfUp(Int128(numerator), over: Int128(denominator)) == rounded)
  }

  @Test("what cannot be counted is refused, not wrapped")
  func overflow() {
    #expect(throws: ChangeRefusal.self) { try MinorUnits.halfUp(Int128(Int.max) + 1, over: 1) }
    #expect(throws: ChangeRefusal.self) { try MinorUnits.sum([Int.max, 1]) }
  }

  @Test("an amount is written as its currency is")
  func texts() {
    #expect(Money(minor: 179900, currency: "INR").description == "1,799.00 INR")
    #expect(Money(minor: -5, currency: "EUR").written == "-0.05 EUR")
    #expect(Money(minor: 120, currency: "JPY").written == "120 JPY")
    #expect(Money(minor: 1, currency: "KWD").written == "0.001 KWD")
  }

  /// A month cut anywhere, any number of times: the parts add up, and each is near its own share.
  @Test("parts of a month add up to the month", arguments: 0..<200)
  func parts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let price = Int.random(in: 0...10_000_000, using: &random)
    let length = Int.random(in: 28...31, using: &random)
    var total = RunningTotal(over: Int128(length))
    var left = length
    var sum = 0
    while left > 0 {
      let days = Int.random(in: 1...left, using: &random)
      let part = try total.add(Int128(price) * Int128(days))
      // |part - exact| < 1, in whole numbers.
      #expect(abs(part * length - price * days) < length)
      sum += part
      left -= days
    }
    #expect(sum == price)
  }

  @Test(
    "net and taxes add up to what is paid, and equal rates bear equal taxes", arguments: 0..<200)
  func taxes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rates = (0..<Int.random(in: 0...4, using: &random)).map { index in
      TaxRate(component: "T\(index)", basisPoints: Int.random(in: 0...2800, using: &random))
    }
    let amount = Int.random(in: -1_000_000...1_000_000, using: &random)
    let added = try TaxedAmount(amount, rates: rates, isInclusive: false)
    #expect(added.net == amount)
    for (tax, rate) in zip(added.taxes, rates) {
      #expect(abs(2 * (tax * 10_000 - amount * rate.basisPoints)) <= 10_000)
    }
    let included = try TaxedAmount(amount, rates: rates, isInclusive: true)
    #expect(try included.total == amount)
    let whole = 10_000 + rates.map(\.basisPoints).reduce(0, +)
    for (tax, rate) in zip(included.taxes, rates) {
      #expect(abs(2 * (tax * whole - amount * rate.basisPoints)) <= whole)
    }
    let halves = try TaxedAmount(
      amount,
      rates: [
        .init(component: "CGST", basisPoints: 900), .init(component: "SGST", basisPoints: 900),
      ],
      isInclusive: true)
    #expect(halves.taxes[0] == halves.taxes[1])
  }
}
