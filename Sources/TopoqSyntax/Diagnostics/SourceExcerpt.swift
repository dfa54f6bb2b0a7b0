/// The line of a text around a place, laid out for a terminal: tabs widened, wide characters
/// counted as two columns, what cannot be seen replaced, long lines cut around the place.
struct SourceExcerpt {
  /// Counted from 1; columns and lengths count Unicode scalars.
  let line: Int
  let column: Int
  let length: Int
  let text: String
  /// The carets, with the blanks before them.
  let marker: String

  private static let widest = 100

  init(of range: SourceRange, in source: String) {
    let bytes = Array(source.utf8)
    let start = min(range.lowerBound, bytes.count)
    let newline = UInt8(ascii: "\n")
    let lineStart = bytes[..<start].lastIndex(of: newline).map { $0 + 1 } ?? 0
    var lineEnd = bytes[start...].firstIndex(of: newline) ?? bytes.count
    if lineEnd > lineStart, lineEnd > start, bytes[lineEnd - 1] == UInt8(ascii: "\r") {
      lineEnd -= 1
    }
    line = 1 + bytes[..<lineStart].count { $0 == newline }

    // One cell a scalar: what to show, and in how many columns.
    var cells: [(shown: String, width: Int)] = []
    var first = -1
    var end = 0
    var offset = lineStart
    var columns = 0
    for scalar in String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self).unicodeScalars {
      if first < 0, offset >= start { first = cells.count }
      if offset < range.upperBound { end = cells.count + 1 }
      let cell = Self.cell(of: scalar, atColumn: columns)
      cells.append(cell)
      columns += cell.width
      offset += Unicode.UTF8.width(scalar)
    }
    if first < 0 { first = cells.count }
    column = first + 1
    length = max(1, max(end, first) - first)

    var left = first
    var right = first
    var used = 0
    while right < cells.count, used < Self.widest * 2 / 3 {
      used += cells[right].width
      right += 1
    }
    while left > 0, used < Self.widest {
      left -= 1
      used += cells[left].width
    }
    while right < cells.count, used < Self.widest {
      used += cells[right].width
      right += 1
    }
    let head = left > 0 ? "…" : ""
    let tail = right < cells.count ? "…" : ""
    text = head + cells[left..<right].map(\.shown).joined() + tail
    let blanks = cells[left..<first].reduce(head.isEmpty ? 0 : 1) { $0 + $1.width }
    let marked = cells[first..<max(first, min(end, right))].reduce(0) { $0 + $1.width }
    marker =
      String(repeating: " ", count: blanks) + String(repeating: "^", count: max(1, marked))
  }

  private static func cell(
    of scalar: Unicode.Scalar, atColumn column: Int
  ) -> (shown: String, width: Int) {
    switch scalar.value {
    case 0x09:
      let width = 4 - column % 4
      return (String(repeating: " ", count: width), width)
    case 0x20..<0x7F: return (String(scalar), 1)
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
      return ("\u{FFFD}", 1)
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return (String(scalar), 2)
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return (String(scalar), 0)
      default: return (String(scalar), 1)
      }
    }
  }
}
