// How many character cells of a terminal a text takes: two for 光, none for a combining accent.

/// Widths of texts on a terminal, and texts made to fit.
///
/// Source: Unicode Standard Annex 11 (East Asian Width: wide and fullwidth take two cells), annex
/// 51 (emoji presentation, joiners, modifiers); marks and format characters take none.
public enum DisplayWidth {
  /// The width of a text without control characters, in cells.
  /// - Complexity: O(scalars)
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var scan = Scan()
    for scalar in text.unicodeScalars { scan.add(scalar) }
    return scan.width
  }

  /// The text cut to at most `width` cells, the last of them an ellipsis where anything is lost.
  public static func cut(_ text: String, to width: Int) -> String {
    guard width > 0, of(text) > width else { return text }
    var kept = ""
    var keptWidth = 0
    for character in text {
      let added = of(String(character))
      if keptWidth + added > width - 1 { break }
      kept.append(character)
      keptWidth += added
    }
    return kept + "…"
  }

  /// The text with what could drive a terminal or turn its lines about spelled out: `\n`, `\u{1b}`.
  public static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    if isPlain || !text.unicodeScalars.contains(where: isControl) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n".unicodeScalars
      case "\r": result += "\\r".unicodeScalars
      case "\t": result += "\\t".unicodeScalars
      default:
        guard isControl(scalar) else {
          result.append(scalar)
          continue
        }
        result += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
      }
    }
    return String(result)
  }

  /// Control characters, line separators, and the marks that turn the direction of writing.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Adds up a text scalar by scalar, for emoji that several scalars make.
  private struct Scan {
    var width = 0
    private var last: Unicode.Scalar?
    private var lastWidth = 0

    mutating func add(_ scalar: Unicode.Scalar) {
      defer { last = scalar }
      if scalar == "\u{FE0F}" {
        // Asks for the emoji form of what stands before it, which is wide.
        if lastWidth == 1 && last?.properties.isEmoji == true { grow(by: 1) }
        return
      }
      let joins = last == "\u{200D}" && scalar.properties.isEmoji
      let modifies = scalar.properties.isEmojiModifier && last?.properties.isEmoji == true
      guard !joins && !modifies else { return }
      lastWidth = Scan.width(of: scalar)
      width += lastWidth
    }

    private mutating func grow(by cells: Int) {
      width += cells
      lastWidth += cells
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
      if scalar.value < 0x300 { return scalar == "\u{AD}" ? 0 : 1 }
      if (0x1160...0x11FF).contains(scalar.value) { return 0 }
      if (0x1F1E6...0x1F1FF).contains(scalar.value) { return 1 }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: break
      }
      return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
      switch value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
        true
      default: false
      }
    }
  }
}
