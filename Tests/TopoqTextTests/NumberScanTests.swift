// Numbers read from bytes equal what the standard library reads from a String.

import TestSupport
import Testing
import TopoqText

@Suite struct NumberScanTests {
  private func read(_ text: String) throws -> Double {
    try JSONDocument(bytes: [UInt8](text.utf8)).value().double ?? .nan
  }

  @Test func agreesWithTheStandardLibrary() throws {
    var random = SeededGenerator(seed: 11)
    var texts: [String] = []
    for _ in 0..<30_000 {
      let double = Double(bitPattern: random.next())
      if double.isFinite { texts.append("\(double)") }
      let digits = Int.random(in: 0...20, using: &random)
      let fraction = (0...digits).map { _ in String(Int.random(in: 0...9, using: &random)) }
      let text = "\(Int.random(in: 0...99_999, using: &random)).\(fraction.joined())"
      texts.append(text)
      texts.append("\(text)e\(Int.random(in: -30...30, using: &random))")
    }
    let wrong = try texts.filter { try read($0) != Double($0)! }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [
    "0", "-0", "0.0", "1e-400", "0e999999999", "5e-324", "2.2250738585072011e-308",
    "1.7976931348623157e308", "9007199254740993", "123456789012345678901234567890",
    "0.000000000000000000000000000000000001", "1e23", "8.5e22",
  ])
  func readsTheHardOnes(text: String) throws {
    #expect(try read(text).bitPattern == Double(text)!.bitPattern)
  }
}
