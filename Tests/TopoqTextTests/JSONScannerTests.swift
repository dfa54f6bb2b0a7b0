// JSON by the letter of RFC 8259, and what is said where it is broken.

import TestSupport
import Testing
import TopoqText

@Suite struct JSONScannerTests {
  private func value(_ text: String) throws(JSONError) -> JSONValue {
    try JSONDocument(bytes: [UInt8](text.utf8)).value()
  }

  /// The error of bytes, reading them as a tree; passing over them must agree.
  private func error(in bytes: [UInt8]) -> JSONError? {
    var skipped: JSONError?
    do throws(JSONError) {
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      try scanner.finish()
    } catch {
      skipped = error
    }
    do throws(JSONError) {
      _ = try JSONDocument(bytes: bytes).value()
      #expect(skipped == nil)
      return nil
    } catch {
      #expect(skipped == error)
      return error
    }
  }

  @Test func readsEveryKindOfValue() throws {
    let value = try value(" {\"a\": [1, -0.5, 2e3, true, false, null], \"b\": {}, \"c\": []} ")
    #expect(value["a"]?.elements?.map(\.double) == [1, -0.5, 2000, nil, nil, nil])
    #expect(value["a"]?.elements?.map(\.boolean) == [nil, nil, nil, true, false, nil])
    #expect(value["a"]?.elements?.last == .null)
    #expect(value["b"] == .object([]))
    #expect(value["c"] == .array([]))
    #expect(value["d"] == nil)
  }

  @Test func keepsOrderAndDoubledKeysAndTheLastAnswers() throws {
    let value = try value("{\"z\":1,\"a\":2,\"z\":3}")
    #expect(value.members?.map(\.key) == ["z", "a", "z"])
    #expect(value["z"]?.int == 3)
  }

  @Test func keepsTheTextOfNumbers() throws {
    let value = try value("[12345678901234567890.50, 9007199254740993]")
    #expect(value.text == "[12345678901234567890.50,9007199254740993]")
    #expect(value.elements?[1].int == 9_007_199_254_740_993)
  }

  @Test func readsEscapesAndSurrogatePairs() throws {
    let value = try value(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude80\u0000 ქ""#)
    #expect(value.string == "\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F680}\u{0} ქ")
  }

  @Test func normalisesText() throws {
    let plain = try value("\"Cafe\u{301}\"").string ?? ""
    let escaped = try value(#""Cafe\u0301""#).string ?? ""
    #expect(Array(plain.utf8) == Array("Caf\u{E9}".utf8))
    #expect(Array(escaped.utf8) == Array("Caf\u{E9}".utf8))
  }

  @Test(arguments: [
    "", "[", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1 2]", "[1],", "01", "-", "+1",
    "1.", ".5", "1e", "1e400", "-1e400", "NaN", "Infinity", "-Infinity", "nul", "truex", "1x",
    "\"abc", "\"a\nb\"", #""\x""#, #""\u12g4""#, #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#,
    "[1}", "{\"a\":1]", "'a'", "// no\n1", "\u{FEFF}\u{FEFF}1", "0x10", "1_000", "[,1]", "\"\\",
  ])
  func refuses(text: String) {
    let error = error(in: [UInt8](text.utf8))
    #expect(error != nil)
    if case .syntax = error?.reason {} else { Issue.record("'\(text)': \(error as Any)") }
  }

  @Test func errorsSayWhere() throws {
    let error = error(in: [UInt8]("{\n  \"a\": [1,\r\n 02]\n}".utf8))
    #expect(error?.line == 3)
    #expect(error?.column == 2)
    #expect(error?.offset == 15)
    #expect(error?.description == "text:3:2: a number is badly written here")
  }

  @Test func refusesMalformedUTF8() {
    let error = error(in: [UInt8]("[\"ok\",\"".utf8) + [0xC3, 0x28] + "\"]".utf8)
    #expect(error?.offset == 7)
    #expect(error?.message.contains("not UTF-8") == true)
  }

  @Test func depthIsBounded() throws {
    let nested = { (depth: Int) in
      [UInt8]((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(error(in: nested(128)) == nil)
    #expect(error(in: nested(129))?.message.contains("128 deep") == true)
    #expect(error(in: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) != nil)
  }

  @Test func walksAFeatureCollectionOneFeatureAtATime() throws {
    var scanner = JSONScanner(
      #"{"type":"FeatureCollection","features":[{"id":1},{"id":2}],"x":{"y":[1,[2]]}}"#)
    var features: [JSONValue] = []
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      guard key == "features" else {
        try scanner.skip()
        continue
      }
      try scanner.enterArray()
      while try scanner.nextElement() { features.append(try scanner.value()) }
    }
    try scanner.finish()
    #expect(features.map { $0["id"]?.int } == [1, 2])
  }

  @Test func aCopyIsABookmark() throws {
    var scanner = JSONScanner(#"{"coordinates":[1,2],"type":"Point"}"#)
    try scanner.enterObject()
    let first = try scanner.nextKey()
    #expect(first == "coordinates")
    var bookmark = scanner
    let range = try scanner.skip()
    #expect(scanner.text(range) == "[1,2]")
    let second = try scanner.nextKey()
    #expect(second == "type")
    #expect(try scanner.string() == "Point")
    try bookmark.enterArray()
    let hasElement = try bookmark.nextElement()
    #expect(hasElement)
    #expect(try bookmark.int() == 1)
    try bookmark.leave()
    try bookmark.leave()
    try bookmark.finish()
  }

  @Test func wrongKindsNameBoth() throws {
    var scanner = JSONScanner("[\"x\"]")
    do {
      try scanner.enterObject()
    } catch {
      #expect(error.description == "text:1:1: an object is wanted here, not an array")
    }
  }

  /// Random trees come back as they were written.
  @Test(arguments: 0..<20) func readsBackWhatWasWritten(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let tree = tree(depth: 4, &random)
      #expect(try value(tree.text) == tree, "seed \(seed)")
    }
  }

  /// Any bytes at all end in a value or in an error, never in a crash.
  @Test func survivesRandomBytes() {
    var random = SeededGenerator(seed: 3)
    let alphabet = [UInt8](#"{}[]:,"\u0dne1-.+ tf"#.utf8) + [0xC3, 0xA9]
    for _ in 0..<50_000 {
      let count = Int.random(in: 0...16, using: &random)
      _ = error(in: (0..<count).map { _ in alphabet.randomElement(using: &random)! })
    }
  }

  private func tree(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    let texts = ["", "a", "\"", "\\", "\n", "\u{1}", "é", "ქ", "🚀", "/"]
    let text = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      texts.randomElement(using: &random)!
    }.joined()
    switch Int.random(in: 0...(depth == 0 ? 3 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(.random(using: &random))
    case 2:
      let double = Double(bitPattern: random.next())
      return .number(double.isFinite ? double : 0)
    case 3: return .string(text)
    case 4:
      return .array(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          tree(depth: depth - 1, &random)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...3, using: &random)).map { index in
          JSONValue.Member("\(text)\(index)", tree(depth: depth - 1, &random))
        })
    }
  }
}
