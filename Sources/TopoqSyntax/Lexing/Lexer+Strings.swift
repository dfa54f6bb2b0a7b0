// Text in quotes, straight and curly.
extension Lexer {
  mutating func scanString(quote: UInt8) {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != quote {
      if bytes[position] == UInt8(ascii: "\\") {
        scanEscape()
      } else if bytes[position] == 0 {
        let range = SourceRange(position, position + 1)
        report(
          .badCharacter, "an invisible character (U+0000) stands in this text", range,
          edits: [TextEdit(range, "")])
        position += 1
      } else if isReplacement(at: position) {
        let range = SourceRange(position, position + 3)
        report(
          .badCharacter, "`\u{FFFD}` is what is left of a character that is not in UTF-8", range,
          help: "save the text in UTF-8; in a pattern after `like`, `?` stands for any letter",
          edits: [TextEdit(range, "")])
        position += 3
      } else {
        position += 1
      }
    }
    guard position < bytes.count else { return addUnterminated(start, quote) }
    position += 1
    add(.string, from: start)
  }

  /// U+FFFD, which stands for bytes that are no UTF-8.
  private func isReplacement(at offset: Int) -> Bool {
    bytes[offset] == 0xEF && byte(at: offset + 1) == 0xBF && byte(at: offset + 2) == 0xBD
  }

  private mutating func scanEscape() {
    let start = position
    position += 1
    guard let next = byte(at: position) else { return }
    let isEscape = [UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'")].contains(next)
    if isEscape {
      position += 1
      return
    }
    report(
      .badCharacter, "a backslash in quotes stands only before a quote or a backslash",
      SourceRange(start, start + 1), edits: [TextEdit(at: start, "\\")])
  }

  private mutating func addUnterminated(_ start: Int, _ quote: UInt8) {
    let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    position = bytes.count
    add(.bad, from: start)
    let mark = String(Unicode.Scalar(quote))
    var last = bytes.count
    while last > start + 1, isBlank(last - 1) { last -= 1 }
    report(
      .unterminatedString, "the quote opened here is never closed", SourceRange(start, lineEnd),
      help: "close it with \(mark)", edits: [TextEdit(at: last, mark)])
  }

  /// “Home 50”: taken for text in straight quotes, up to the next quote of any kind on the line.
  mutating func scanCurlyString() {
    let start = position
    position += scalar(at: position)?.1 ?? 1
    let contentStart = position
    while position < bytes.count, bytes[position] != 0x0A, !isQuote(at: position) {
      position += scalar(at: position)?.1 ?? 1
    }
    let content = text(contentStart, position)
    if position < bytes.count, bytes[position] != 0x0A { position += scalar(at: position)?.1 ?? 1 }
    add(.string, from: start)
    let range = SourceRange(start, position)
    report(
      .curlyQuotes, "curly quotes are not quotes here", range,
      help: "use straight ones: \" or '",
      edits: [TextEdit(range, quotedText(content))])
  }

  private func isQuote(at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "\"") || isCurlyQuote(at: offset)
  }
}
