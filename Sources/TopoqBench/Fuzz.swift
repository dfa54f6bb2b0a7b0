// Texts that nobody would write, by the million: what the parser says of each is checked.

import Topoq
import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqQuery
import TopoqStore
import TopoqSyntax
import TopoqText
import TopoqVocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sentences of the conformance corpus gone wrong, soups of words and signs, and texts of great
/// size and depth. Each is read or has a diagnostic at a place in it; what is offered instead
/// parses; what was read prints to what reads the same; and no byte takes longer than the others.
struct Fuzz {
  private let lexicon: Lexicon
  private let corpus: [[UInt8]]
  private let words: [[UInt8]]
  private var random: SplitMix64
  private var faults = 0
  private var counts = (read: 0, refused: 0, corrected: 0)
  private var slowest = (nanosecondsPerByte: 0.0, text: "")

  /// A text of so few bytes says nothing about time.
  private static let shortestTimed = 400
  /// In a release build the worst known texts take a third of that.
  private static let longestNanosecondsPerByte = 30_000.0
  private static let mostShown = 20

  /// The corpus is that of the project in whose folder this runs.
  init(seed: Int) throws {
    lexicon = Lexicon(
      try Vocabulary([Plant.module, CRM.module, Billing.module, Assurance.module]),
      formats: NetworkFile.formats)
    corpus = try ["valid", "wrong"].flatMap { name in
      try ByteSource.bytes(ofFile: "Grammar/conformance/\(name).txt")
        .split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
        .map { Fuzz.sentence(of: $0, hasCode: name == "wrong") }
    }
    let nouns = lexicon.nouns.keys.sorted() + lexicon.measures.sorted() + lexicon.verbs.sorted()
    words = (Keyword.allCases.map(\.spelling) + nouns + Fuzz.oddities).map { Array($0.utf8) }
    random = SplitMix64(seed: UInt64(seed))
  }

  /// A wrong sentence stands after its code, which may stand after `data`.
  private static func sentence(of line: ArraySlice<UInt8>, hasCode: Bool) -> [UInt8] {
    guard hasCode, let code = line.firstIndex(of: UInt8(ascii: "E")),
      let end = line[code...].firstIndex(of: UInt8(ascii: " "))
    else { return Array(line) }
    return Array(line[line.index(after: end)...])
  }

  private static let oddities = [
    "S12", "F7#3", "OLT1:3", "@12.97,77.59", "@-91,1", "\"Asha Rao\"", "'x", "\"", "\\\"", "$s",
    "$", "30 days", "300m", "80%", "-27 dBm", "500 INR", "1e308", "99999999999999999999", "0.1.2",
    "2026-02-30", "2026-05-01", "--", "--x\n", ";", ",", "(", ")", "((", "=", "!=", "<=", "<>",
    "==",
    ".", "..", "a.b.c", "\0", "\u{301}", "e\u{301}", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{85}",
    "\u{A0}", "“", "”", "’", "été", "山田", "𝔘", "🏠", "👩‍👩‍👧", "ﷺ", "İ", "ß", "\r\n", "\t", "*", "%", "&",
    "…",
  ]

  /// Reads `count` texts, prints what is wrong with any, and says how many were.
  mutating func run(_ count: Int) throws -> Int {
    let start = ContinuousClock.now
    for text in corpus { check(String(decoding: text, as: UTF8.self)) }
    for number in 0..<count {
      check(String(decoding: number % 4096 == 0 ? large() : small(), as: UTF8.self))
      if faults >= Fuzz.mostShown { break }
    }
    print(
      """
      \(counts.read) texts read, \(counts.refused) refused, \(counts.corrected) of them with a \
      corrected sentence, \(faults) wrong, in \(ContinuousClock.now - start)
      slowest: \(NumberText.fixed(slowest.nanosecondsPerByte / 1000, decimals: 1)) µs a byte in \
      \(slowest.text)
      """)
    return faults
  }

  // MARK: Texts

  private mutating func one(_ choices: [[UInt8]]) -> [UInt8] {
    choices[random.below(choices.count)]
  }

  private mutating func small() -> [UInt8] {
    if random.below(5) == 0 { return soup() }
    var text = one(corpus)
    for _ in 0...random.below(1 + random.below(4)) { mutate(&text) }
    return text
  }

  private mutating func soup() -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<random.within(1...24) {
      text += one(words)
      if random.below(12) != 0 { text.append(UInt8(ascii: " ")) }
    }
    return text
  }

  private mutating func mutate(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    let place = random.below(text.count)
    let end = min(text.count, place + random.within(1...12))
    switch random.below(9) {
    case 0: text.remove(at: place)
    case 1: text.insert(text[place], at: place)
    case 2: text.swapAt(place, random.below(text.count))
    case 3: text[place] = UInt8(random.below(256))
    case 4: text.removeSubrange(place...)
    case 5: text.insert(contentsOf: text[place..<end], at: random.below(text.count))
    case 6: text.insert(contentsOf: one(words) + [UInt8(ascii: " ")], at: place)
    case 7:
      let other = one(corpus)
      text = Array(text[..<place]) + other[random.below(max(1, other.count))...]
    default: text.removeSubrange(place..<end)
    }
  }

  /// Deep, long or both: a piece of a sentence again and again.
  private mutating func large() -> [UInt8] {
    let pieces = [
      "(", ")", "not ", "customers on (", "a and ", "billed or ", "and ", "\"", "x", "é", "\u{301}",
      ", S1", ";", "customers;", " where ", "1", "-", ".", "\0", "\u{200B}", "@1,2 ", "$",
      "(path from ",
    ].map { Array($0.utf8) }
    let piece = random.below(3) == 0 ? one(corpus) + [UInt8(ascii: " ")] : one(pieces)
    let times = 1 << random.within(6...13)
    return one(corpus) + [UInt8(ascii: " ")] + repeatElement(piece, count: times).flatMap { $0 }
      + one(words)
  }

  // MARK: Checks

  private mutating func check(_ text: String) {
    let start = Fuzz.processorNanoseconds
    let parsed = Parser.parse(text, lexicon: lexicon)
    let length = text.utf8.count
    let spent = Fuzz.processorNanoseconds - start
    if length >= Fuzz.shortestTimed, spent / Double(length) > slowest.nanosecondsPerByte {
      slowest = (spent / Double(length), "\(length) bytes: \(Fuzz.shown(text))")
      if slowest.nanosecondsPerByte > Fuzz.longestNanosecondsPerByte { report("is slow", text) }
    }
    if parsed.hasErrors { counts.refused += 1 } else { counts.read += 1 }
    if let fault = fault(in: parsed, of: text, length) { report(fault, text) }
    if random.below(8) == 0, length < Fuzz.shortestTimed {
      let completion = Parser.completion(atEndOf: text, lexicon: lexicon)
      if completion.range.upperBound > length { report("completes outside", text) }
    }
  }

  /// What this process has used of processors: others that run do not count.
  private static var processorNanoseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private mutating func report(_ fault: String, _ text: String) {
    faults += 1
    print("\(fault): \(Fuzz.shown(text))")
  }

  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(120).map { $0.escaped(asASCII: true) }
    return "\"\(scalars.joined())\""
  }

  /// What is wrong with what the parser says, or nil.
  private mutating func fault(in parsed: Parsed, of text: String, _ length: Int) -> String? {
    for (number, diagnostic) in parsed.diagnostics.enumerated() {
      guard diagnostic.code != nil else { return "no code" }
      guard diagnostic.range != nil || diagnostic.code == .textTooLong else { return "not located" }
      if let range = diagnostic.range, range.upperBound > length { return "located outside" }
      if number == 0, diagnostic.rendered(source: text).isEmpty { return "no message" }
      if let attempt = diagnostic.attempt {
        counts.corrected += 1
        if Parser.parse(attempt, lexicon: lexicon).hasErrors {
          return "offers `\(Fuzz.shown(attempt))`, which is wrong as well, for"
        }
      }
    }
    let stopsEarly = parsed.diagnostics.contains { $0.code == .stopsTooEarly }
    if !parsed.isComplete, !stopsEarly { return "incomplete without saying so" }
    guard !parsed.hasErrors else { return nil }
    for statement in parsed.statements {
      let printed = statement.printed
      let again = Parser.parse(printed, lexicon: lexicon)
      guard again.statements.count == 1, !again.hasErrors else {
        return "prints `\(Fuzz.shown(printed))`, which does not read, for"
      }
      if SyntaxDump.text(again.statements[0]) != SyntaxDump.text(statement)
        || again.statements[0].printed != printed
      {
        return "prints `\(Fuzz.shown(printed))`, which is another sentence, for"
      }
    }
    return nil
  }
}
