// How a diagnostic looks on a terminal and as JSON.
extension Diagnostic {
  /// The message, the line with carets under the words concerned, and what puts it right. No line
  /// break at the end.
  public func rendered(source: String) -> String {
    let heading = code.map { "\(severity.rawValue)[\($0.rawValue)]" } ?? severity.rawValue
    var lines = ["\(heading): \(message)"]
    var gutter = " "
    if let range {
      let excerpt = SourceExcerpt(of: range, in: source)
      let number = String(excerpt.line)
      gutter = String(repeating: " ", count: number.utf8.count)
      lines.append("\(gutter) |")
      lines.append("\(number) | \(excerpt.text)")
      lines.append("\(gutter) | \(excerpt.marker)")
    }
    if !didYouMean.isEmpty {
      lines.append("\(gutter) = did you mean: \(didYouMean.joined(separator: ", "))?")
    }
    if !expected.isEmpty {
      lines.append("\(gutter) = expected: \(expected.joined(separator: ", "))")
    }
    if let help { lines.append("\(gutter) = help: \(help)") }
    if let attempt { lines.append("\(gutter) = try: \(attempt)") }
    return lines.joined(separator: "\n")
  }

  /// One JSON object, `{code,severity,message,line,column,length,didYouMean[],expected[],help,try}`.
  /// Lines and columns count from 1, columns and lengths in Unicode scalars; what there is not is
  /// null.
  public func json(source: String) -> String {
    let excerpt = range.map { SourceExcerpt(of: $0, in: source) }
    let members = [
      ("code", Self.quoted(code?.rawValue)),
      ("severity", Self.quoted(severity.rawValue)),
      ("message", Self.quoted(message)),
      ("line", excerpt.map { String($0.line) } ?? "null"),
      ("column", excerpt.map { String($0.column) } ?? "null"),
      ("length", excerpt.map { String($0.length) } ?? "null"),
      ("didYouMean", "[" + didYouMean.map { Self.quoted($0) }.joined(separator: ",") + "]"),
      ("expected", "[" + expected.map { Self.quoted($0) }.joined(separator: ",") + "]"),
      ("help", Self.quoted(help)),
      ("try", Self.quoted(attempt)),
    ]
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String?) -> String {
    guard let text else { return "null" }
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): result += Array("\\n".utf8)
      case UInt8(ascii: "\t"): result += Array("\\t".utf8)
      case UInt8(ascii: "\r"): result += Array("\\r".utf8)
      case 0..<0x20:
        result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: result.append(byte)
      }
    }
    result.append(UInt8(ascii: "\""))
    return String(decoding: result, as: UTF8.self)
  }
}
