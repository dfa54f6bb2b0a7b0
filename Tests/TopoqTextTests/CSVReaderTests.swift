// CSV files as people and spreadsheets save them, good ones and broken ones.

import TestSupport
import Testing
import TopoqText

@Suite struct CSVReaderTests {
  /// All records of a text, each with its line.
  private func records(
    _ text: String, delimiter: UInt8 = UInt8(ascii: ",")
  ) throws -> [(line: Int, fields: [String])] {
    var reader = try CSVReader(bytes: [UInt8](text.utf8), delimiter: delimiter)
    var records: [(Int, [String])] = []
    while try reader.next() {
      records.append((reader.line, (0..<reader.header.count).map { reader.string($0) }))
    }
    let again = try reader.next()
    #expect(!again)
    return records
  }

  /// The error of a text that must have one.
  private func error(in bytes: [UInt8]) -> CSVError? {
    do throws(CSVError) {
      var reader = try CSVReader(bytes: bytes)
      while try reader.next() {}
      return nil
    } catch {
      return error
    }
  }

  private func error(in text: String) -> CSVError? { error(in: [UInt8](text.utf8)) }

  @Test(arguments: ["\n", "\r\n", "\r"]) func readsEveryLineEnding(ending: String) throws {
    let text = ["code,name", "S1,\"two\(ending)lines\"", "S2,plain", "", ""]
    let read = try records(text.joined(separator: ending))
    #expect(read.map(\.line) == [2, 4])
    #expect(read.map(\.fields) == [["S1", "two\(ending)lines"], ["S2", "plain"]])
  }

  @Test func skipsAByteOrderMarkAndTakesALastLineWithoutEnd() throws {
    var reader = try CSVReader(bytes: [0xEF, 0xBB, 0xBF] + "code,name\nS1,".utf8)
    #expect(reader.header == ["code", "name"])
    #expect(reader.column(named: "name") == 1)
    #expect(reader.column(named: "kind") == nil)
    let hasRecord = try reader.next()
    #expect(hasRecord)
    let isEmpty = reader.isEmpty(1)
    #expect(isEmpty)
    #expect(reader.text(1) == nil)
  }

  @Test func halvesDoubledQuotes() throws {
    let read = try records("a,b,c\n\"say \"\"hi\"\"\",\"\"\"\",\"\"\n")
    #expect(read.map(\.fields) == [["say \"hi\"", "\"", ""]])
  }

  @Test func readsOtherDelimiters() throws {
    let read = try records("a;b\n1,5;2\n", delimiter: UInt8(ascii: ";"))
    #expect(read.map(\.fields) == [["1,5", "2"]])
  }

  @Test func aQuotedEmptyFieldIsARecordOfAOneColumnFile() throws {
    #expect(try records("a\n\"\"\nx\n\n").map(\.fields) == [[""], ["x"]])
  }

  @Test func readsNumbers() throws {
    var reader = try CSVReader(
      bytes: [UInt8]("a,b,c,d\n-12,+7,,1e3\n9223372036854775808,-9223372036854775808,.5,x\n".utf8))
    _ = try reader.next()
    #expect(try reader.int(0) == -12)
    #expect(try reader.int(1) == 7)
    #expect(try reader.int(2) == nil)
    #expect(try reader.double(2) == nil)
    #expect(try reader.double(3) == 1000)
    _ = try reader.next()
    #expect(throws: CSVError.self) { _ = try reader.int(0) }
    #expect(try reader.int(1) == .min)
    #expect(try reader.double(2) == 0.5)
    do {
      _ = try reader.double(3)
      Issue.record("'x' is no number")
    } catch {
      #expect(
        error.description
          == "text:3:45: column 'd': 'x' is not a number; write it like 12.5")
    }
  }

  @Test func fieldsKnowTheirPlaceBehindLineBreaks() throws {
    var reader = try CSVReader(bytes: [UInt8]("a,b,c\n\"1\n2\",\"x\r\ny\",z\n".utf8))
    _ = try reader.next()
    #expect(reader.place(of: 0) == (2, 1))
    #expect(reader.place(of: 1) == (3, 4))
    #expect(reader.place(of: 2) == (4, 4))
  }

  @Test func normalisesText() throws {
    let read = try records("name\nCafe\u{301}\n")
    #expect(Array(read[0].fields[0].utf8) == Array("Caf\u{E9}".utf8))
  }

  @Test(arguments: [
    ("a,b\nx,\"y\"z\n", 2, 6, CSVError.Reason.textAfterClosingQuote),
    ("a,b\nx,y\"z\n", 2, 4, .quoteInsideField),
    ("a,b\nx,\"yz\nmore\n", 2, 3, .unterminatedQuote),
    ("a,b\n1,2\n1,2,3\n", 3, 0, .wrongFieldCount(found: 3, expected: 2)),
    ("a,b\n1\n", 2, 0, .wrongFieldCount(found: 1, expected: 2)),
    ("a,a\n", 1, 3, .duplicateHeaderName("a")),
    ("a,,b\n", 1, 3, .emptyHeaderName(number: 2)),
    ("a;b\n", 1, 0, .semicolons),
    ("", 0, 0, .empty),
    ("\n\n", 0, 0, .empty),
    ("a\n\nb\n", 2, 0, .emptyLine),
    ("a\nb\u{0}\n", 2, 2, .nulByte),
    ("a\n\"b\u{0}\"\n", 2, 3, .nulByte),
  ])
  func saysWhatIsWrongAndWhere(text: String, line: Int, column: Int, reason: CSVError.Reason) {
    let error = error(in: text)
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.reason == reason)
  }

  @Test func refusesBytesThatAreNoUTF8() {
    let text = [UInt8]("name\n\"ok\"\nCaf".utf8) + [0xE9] + "\n".utf8
    #expect(error(in: text)?.description.hasPrefix("text:3:4: byte 0xE9 is not UTF-8") == true)
    let faults: [[UInt8]] = [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ]
    for fault in faults {
      #expect(error(in: [UInt8]("n\n".utf8) + fault)?.reason == .notUTF8(byte: fault[0]))
    }
  }

  @Test func aMissingFileAndAFolderAreNamed() {
    #expect(throws: CSVError.self) { _ = try CSVReader(path: "/nowhere/nodes.csv") }
    do {
      _ = try CSVReader(path: "/")
    } catch {
      #expect(error.reason == .file(.isDirectory))
    }
  }

  @Test func anUnterminatedQuoteDoesNotSwallowAHugeFile() {
    let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 17 * 1024 * 1024)
    #expect(error(in: [UInt8]("a\n\"".utf8) + filler)?.reason == .recordTooLong)
  }

  /// Records of random text, longer than several buffers, against what was written.
  @Test(arguments: 0..<6) func readsBackWhatWasWritten(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["", "a", "\"", ",", "\n", "\r\n", "\r", "é", "ქ", "🚀", "fibre", " "]
    let width = Int.random(in: 1...6, using: &random)
    var expected: [[String]] = []
    var writer = CSVWriter(ByteSink())
    writer.record((0..<width).map { "column \($0)" })
    while writer.sink.bytes.count < 700_000 {
      let record = (0..<width).map { _ in
        let length = Int.random(in: 0...(seed == 5 ? 90_000 : 12), using: &random)
        return (0..<length).map { _ in pieces.randomElement(using: &random)! }.joined()
      }
      expected.append(record)
      writer.record(record)
    }
    var reader = try CSVReader(bytes: writer.sink.bytes)
    var read: [[String]] = []
    while try reader.next() {
      if reader.line != 1 { read.append((0..<width).map { reader.string($0) }) }
    }
    #expect(read.count == expected.count, "seed \(seed)")
    #expect(read == expected, "seed \(seed)")
  }

  /// Any bytes at all end in records or in an error, never in a crash.
  @Test func survivesRandomBytes() {
    var random = SeededGenerator(seed: 7)
    let alphabet = [UInt8]("\"\",,\n\r\rab".utf8) + [0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &random)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random)! }
      if let error = error(in: bytes) { #expect(!error.description.isEmpty) }
    }
  }
}
