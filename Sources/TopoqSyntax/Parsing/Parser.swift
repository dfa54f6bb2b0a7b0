/// Reads sentences. It never fails: it returns trees and diagnostics, and says whether the text is
/// complete and what could come next.
public enum Parser {
  /// The longest text, in bytes.
  public static let longestText = 1 << 20

  /// - Complexity: O(text)
  public static func parse(_ text: String, lexicon: Lexicon) -> Parsed {
    var text = text
    let length = text.utf8.count
    guard length <= longestText else {
      return refused(
        Diagnostic(
          .textTooLong, "the text has \(length) bytes, and at most \(longestText) are read",
          at: nil, help: "split the script"))
    }
    return text.withUTF8 { parse(Array($0), lexicon: lexicon) }
  }

  /// What could come next at the end of a text, where a word may have been begun.
  ///
  /// - Complexity: O(text)
  public static func completion(atEndOf text: String, lexicon: Lexicon) -> Completion {
    let bytes = Array(text.utf8)
    let signs = Set(" \t\r\n(),;=<>!\"'%".utf8)
    let start = bytes.lastIndex { signs.contains($0) }.map { $0 + 1 } ?? 0
    let parsed = parse(
      String(decoding: bytes[..<start], as: UTF8.self), lexicon: lexicon)
    let isOpen =
      parsed.farthest.isAtEnd
      && parsed.diagnostics.allSatisfy {
        $0.code == .stopsTooEarly || $0.severity != .error
      }
    return Completion(
      prefix: String(decoding: bytes[start...], as: UTF8.self),
      range: SourceRange(start, bytes.count), expected: isOpen ? parsed.farthest.expected : [],
      nounOfCode: parsed.farthest.nounOfCode, subject: parsed.farthest.subject,
      verb: parsed.farthest.verb)
  }

  private static func parse(_ bytes: [UInt8], lexicon: Lexicon) -> Parsed {
    var lexer = Lexer(bytes, currencies: lexicon.currencies)
    lexer.run()
    guard !lexer.isCut else {
      let end = lexer.tokens.last?.range.lowerBound ?? 0
      return refused(
        Diagnostic(
          .tooManyTokens, "the text has more than 10,000 words and signs",
          at: SourceRange(end, end), help: "split the script"))
    }
    var script = ScriptParser(lexer: lexer, lexicon: lexicon)
    return script.run()
  }

  private static func refused(_ diagnostic: Diagnostic) -> Parsed {
    Parsed(
      statements: [], diagnostics: [diagnostic], isComplete: true,
      farthest: Parsed.Farthest(
        offset: 0, expected: [], nounOfCode: nil, subject: nil, verb: nil, isAtEnd: false))
  }
}
