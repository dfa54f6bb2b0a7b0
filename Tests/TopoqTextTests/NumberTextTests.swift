// Numbers as they stand on a screen and on a bill.

import Testing
import TopoqText

@Suite struct NumberTextTests {
  @Test(arguments: [
    (19.45, 2, "19.45"), (0.1, 1, "0.1"), (1.005, 2, "1.01"), (2.675, 2, "2.68"),
    (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (-0.001, 2, "0.00"), (999.999, 2, "1000.00"),
    (0.5, 0, "1"), (0.49, 0, "0"), (9.5, 0, "10"), (0.05, 1, "0.1"), (0.04, 1, "0.0"),
    (1e21, 1, "1000000000000000000000.0"), (1.5e-7, 7, "0.0000002"), (0, 3, "0.000"),
    (123, 0, "123"), (1e-300, 2, "0.00"), (0.95, 1, "1.0"),
  ])
  func fixedDecimals(number: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(number, decimals: decimals) == text)
  }

  @Test func trimmedDecimals() {
    #expect(NumberText.trimmed(19.45) == "19.45")
    #expect(NumberText.trimmed(0.1 + 0.2) == "0.3")
    #expect(NumberText.trimmed(1234.5) == "1234.5")
    #expect(NumberText.trimmed(1200) == "1200")
    #expect(NumberText.trimmed(-0.0) == "0")
    #expect(NumberText.trimmed(3.14159, decimals: 2) == "3.14")
    #expect(NumberText.trimmed(100, decimals: 0) == "100")
  }

  @Test func groupsOfThree() {
    #expect(NumberText.grouped(1234.5, decimals: 2) == "1,234.50")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.grouped(999) == "999")
    #expect(NumberText.grouped(-100) == "-100")
    #expect(NumberText.grouped(Int.min) == "-9,223,372,036,854,775,808")
  }

  @Test func moneyInMinorUnits() {
    #expect(NumberText.money(minor: 123456, digits: 2) == "1234.56")
    #expect(NumberText.money(minor: -5, digits: 2) == "-0.05")
    #expect(NumberText.money(minor: 5, digits: 3) == "0.005")
    #expect(NumberText.money(minor: 500, digits: 0) == "500")
    #expect(NumberText.money(minor: .min, digits: 2) == "-92233720368547758.08")
  }

  @Test func moneyIsReadExactly() {
    #expect(NumberText.minorUnits("1234.56", digits: 2) == 123456)
    #expect(NumberText.minorUnits("-0.5", digits: 2) == -50)
    #expect(NumberText.minorUnits("12", digits: 3) == 12000)
    #expect(NumberText.minorUnits("-92233720368547758.08", digits: 2) == .min)
    for wrong in ["1.005", "", "-", ".5", "1.", "1,5", "1e3", "--1", "92233720368547758.08"] {
      #expect(NumberText.minorUnits(wrong, digits: 2) == nil, "\(wrong)")
    }
  }

  @Test func currenciesKnowTheirDecimals() {
    #expect(Currency.minorDigits(of: "EUR") == 2)
    #expect(Currency.minorDigits(of: "JPY") == 0)
    #expect(Currency.minorDigits(of: "KWD") == 3)
    #expect(Currency.minorDigits(of: "eur") == nil)
    #expect(Currency.minorDigits(of: "DEM") == nil)
    #expect(Currency.codes.allSatisfy { $0.utf8.count == 3 })
  }
}
