/// Cuts a text into words and signs. Never fails: what is wrong becomes a diagnostic and a token
/// that comes nearest to what was meant.
struct Lexer {
  private(set) var tokens: [Token] = []
  private(set) var problems: [Problem] = []
  /// Whether the limit on tokens was reached; the last token is then the end all the same.
  private(set) var isCut = false

  let bytes: [UInt8]
  let currencies: Set<String>
  var position = 0

  private static let mostTokens = 10_000
  private static let mostProblems = 50

  init(_ bytes: [UInt8], currencies: Set<String>) {
    self.bytes = bytes
    self.currencies = currencies
  }

  /// - Complexity: O(bytes)
  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while true {
      skipBlanks()
      guard position < bytes.count else { break }
      guard tokens.count < Self.mostTokens else {
        isCut = true
        break
      }
      scanToken()
    }
    tokens.append(Token(.end, SourceRange(position, position)))
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "-") where byte(at: position + 1) == UInt8(ascii: "-"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      case 0xC2 where byte(at: position + 1) == 0xA0: position += 2
      case 0xE2, 0xE3:
        guard let (scalar, width) = scalar(at: position), scalar.properties.isWhitespace,
          scalar.value != 0x2028, scalar.value != 0x2029
        else { return }
        position += width
      default: return
      }
    }
  }

  private mutating func scanToken() {
    let start = position
    let first = bytes[start]
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return scanDigits()
    case UInt8(ascii: "-") where isDigit(start + 1): return scanNegative()
    case UInt8(ascii: ".") where isDigit(start + 1): return scanLeadingPoint()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return scanString(quote: first)
    case UInt8(ascii: "$") where letterWidth(at: start + 1) > 0: return scanParameter()
    case UInt8(ascii: "@"): return scanPoint()
    default: break
    }
    if letterWidth(at: start) > 0 { return scanWord() }
    if let (kind, width) = sign(at: start) {
      position += width
      return add(kind, from: start)
    }
    if isCurlyQuote(at: start) { return scanCurlyString() }
    if let (kind, width, meant) = foreignSign(at: start) {
      position += width
      let written = text(start, position)
      add(kind, from: start)
      let range = SourceRange(start, position)
      return report(
        .otherLanguage, "`\(written)` is written `\(meant)` here", range,
        edits: [TextEdit(range, meant)])
    }
    scanUnknown()
  }

  private func sign(at offset: Int) -> (Token.Kind, Int)? {
    let isEqualNext = byte(at: offset + 1) == UInt8(ascii: "=")
    switch bytes[offset] {
    case UInt8(ascii: "("): return (.open, 1)
    case UInt8(ascii: ")"): return (.close, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "="): return isEqualNext ? nil : (.equal, 1)
    case UInt8(ascii: "!"): return isEqualNext ? (.notEqual, 2) : nil
    case UInt8(ascii: "<"):
      if byte(at: offset + 1) == UInt8(ascii: ">") { return nil }
      return isEqualNext ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return isEqualNext ? (.greaterOrEqual, 2) : (.greater, 1)
    default: return nil
    }
  }

  /// Signs of other languages, with what they are here.
  private func foreignSign(at offset: Int) -> (Token.Kind, Int, String)? {
    let pair = (bytes[offset], byte(at: offset + 1))
    switch pair {
    case (UInt8(ascii: "="), UInt8(ascii: "=")): return (.equal, 2, "=")
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): return (.notEqual, 2, "!=")
    default: break
    }
    guard let (scalar, width) = scalar(at: offset) else { return nil }
    switch scalar {
    case "≠": return (.notEqual, width, "!=")
    case "≤": return (.lessOrEqual, width, "<=")
    case "≥": return (.greaterOrEqual, width, ">=")
    default: return nil
    }
  }

  private mutating func scanParameter() {
    let start = position
    position += 1
    while position < bytes.count {
      let letter = letterWidth(at: position)
      if letter > 0 {
        position += letter
      } else if isDigit(position) || bytes[position] == UInt8(ascii: "_") {
        position += 1
      } else {
        break
      }
    }
    add(.parameter, from: start)
  }

  private mutating func scanWord() {
    let start = position
    scanWordCharacters()
    while byte(at: position) == UInt8(ascii: "."), letterWidth(at: position + 1) > 0 {
      position += 1
      scanWordCharacters()
    }
    addWord(from: start)
  }

  mutating func scanWordCharacters() {
    while position < bytes.count {
      let width = wordCharacterWidth(at: position)
      guard width > 0 else { return }
      position += width
    }
  }

  /// A run of characters that begin nothing.
  private mutating func scanUnknown() {
    let start = position
    while position < bytes.count, let (_, width) = scalar(at: position) {
      let isKnown =
        isBlank(position) || wordCharacterWidth(at: position) > 0 || sign(at: position) != nil
        || isCurlyQuote(at: position) || [0x22, 0x27, 0x24, 0x40].contains(bytes[position])
      if isKnown, position > start { break }
      position += width
    }
    let range = SourceRange(start, position)
    add(.bad, from: start)
    report(
      .badCharacter, unknownMessage(start), range, help: unknownHelp(start),
      edits: unknownEdits(range))
  }

  private func unknownMessage(_ start: Int) -> String {
    guard let (first, _) = scalar(at: start) else { return "this is no text" }
    switch first.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
      let code = String(first.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
      return "an invisible character (U+\(padded)) stands here"
    default: return "`\(String(text(start, position).prefix(20)))` has no place outside quotes"
    }
  }

  private func unknownHelp(_ start: Int) -> String? {
    switch bytes[start] {
    case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "/"):
      "there is no arithmetic; what is derived is a field"
    case UInt8(ascii: "&"): "conditions are joined with `and`"
    case UInt8(ascii: "|"): "conditions are joined with `or`"
    case UInt8(ascii: "!"): "what is denied has `not` before it"
    case UInt8(ascii: "$"): "a parameter is a dollar sign and a name, $s; money is 500 USD"
    case UInt8(ascii: "#"): "a comment begins with `--`"
    case UInt8(ascii: "["), UInt8(ascii: "{"): "parentheses are round"
    default: nil
    }
  }

  private func unknownEdits(_ range: SourceRange) -> [TextEdit] {
    switch text(range.lowerBound, range.upperBound) {
    case "&", "&&": [TextEdit(range, "and")]
    case "|", "||": [TextEdit(range, "or")]
    case "!": [TextEdit(range, "not ")]
    case "[", "{": [TextEdit(range, "(")]
    case "]", "}": [TextEdit(range, ")")]
    default: [TextEdit(range, "")]
    }
  }

  // MARK: Making tokens

  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind, SourceRange(start, position)))
  }

  mutating func addWord(from start: Int) {
    var keyword: Keyword?
    if position - start <= 10 {
      keyword = Keyword.named(text(start, position).lowercased())
    }
    tokens.append(Token(.word, SourceRange(start, position), keyword: keyword))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: SourceRange, help: String? = nil,
    edits: [TextEdit] = []
  ) {
    guard problems.count < Self.mostProblems else { return }
    problems.append(
      Problem(diagnostic: Diagnostic(code, message, at: range, help: help), edits: edits))
  }
}
