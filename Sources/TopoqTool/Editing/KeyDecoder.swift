// The bytes that a terminal sends, made into keys.

/// Takes one byte after the other. Sequences that mean no key here are swallowed whole, so that none
/// of their letters ends up in the line.
///
/// Source: ECMA-48, control sequences; the keys are those of xterm and the Linux console.
struct KeyDecoder: Sendable {
  private enum State {
    case plain
    case character([UInt8], count: Int)
    case escape
    /// Between `ESC [` and the letter that ends the sequence.
    case sequence([UInt8])
    /// After `ESC O`.
    case shifted
  }

  private var state = State.plain

  /// The key that this byte completes, if it does.
  mutating func take(_ byte: UInt8) -> Key? {
    switch state {
    case .plain: return begin(byte)
    case .character(let bytes, let count): return proceed(bytes + [byte], count)
    case .escape: return escape(byte)
    case .shifted:
      state = .plain
      return Self.named(byte, [])
    case .sequence(let parameters):
      guard (0x40...0x7E).contains(byte) else {
        // An endless sequence is kept short; its end is still waited for.
        state = .sequence(Array((parameters + [byte]).prefix(16)))
        return nil
      }
      state = .plain
      return Self.named(byte, parameters)
    }
  }

  private mutating func begin(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x1B: state = .escape
    case 0x20..<0x7F: return .character(Unicode.Scalar(byte))
    case 0xC2...0xDF: state = .character([byte], count: 2)
    case 0xE0...0xEF: state = .character([byte], count: 3)
    case 0xF0...0xF4: state = .character([byte], count: 4)
    default: return Self.controls[byte]
    }
    return nil
  }

  private mutating func proceed(_ bytes: [UInt8], _ count: Int) -> Key? {
    guard let last = bytes.last, (0x80...0xBF).contains(last) else {
      // The character broke off; the byte that broke it is a key of its own.
      state = .plain
      return bytes.last.flatMap { begin($0) }
    }
    guard bytes.count == count else {
      state = .character(bytes, count: count)
      return nil
    }
    state = .plain
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first, scalar.value > 0x9F
    else { return nil }
    return .character(scalar)
  }

  private mutating func escape(_ byte: UInt8) -> Key? {
    state = .plain
    switch byte {
    case UInt8(ascii: "["): state = .sequence([])
    case UInt8(ascii: "O"): state = .shifted
    case 0x1B: state = .escape
    case UInt8(ascii: "b"): return .wordLeft
    case UInt8(ascii: "f"): return .wordRight
    case 0x7F, 0x08: return .cutWord
    default: break
    }
    return nil
  }

  private static let controls: [UInt8: Key] = [
    0x01: .home, 0x02: .left, 0x04: .endOfInput, 0x05: .end, 0x06: .right, 0x08: .backspace,
    0x09: .tab, 0x0A: .enter, 0x0B: .cutToEnd, 0x0C: .clearScreen, 0x0D: .enter, 0x0E: .down,
    0x10: .up, 0x15: .cutToStart, 0x17: .cutWord, 0x7F: .backspace,
  ]

  /// The key of a sequence: `ESC [ A` is up, `ESC [ 3 ~` deletes, `ESC [ 1 ; 5 D` is Ctrl-left.
  private static func named(_ final: UInt8, _ parameters: [UInt8]) -> Key? {
    let text = String(decoding: parameters, as: UTF8.self)
    let isWordwise = text.hasSuffix(";5") || text.hasSuffix(";3")
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return isWordwise ? .wordRight : .right
    case UInt8(ascii: "D"): return isWordwise ? .wordLeft : .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "~"):
      switch text {
      case "1", "7": return .home
      case "3": return .delete
      case "4", "8": return .end
      default: return nil
      }
    default: return nil
    }
  }
}
