// Ends of joints read straight from a file's bytes: a network has millions of them.

internal import TopoqNetwork

extension WrittenEnd {
  /// Reads an end in ASCII: `F7#3`, `F7#3@a`, `F7#1-24`, `S12:4`, `S12:in2`, `4`, `in`. Nil for
  /// what is none, and for other letters, which the reading from text takes.
  init?(bytes: UnsafeBufferPointer<UInt8>) {
    var mark: Int?
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte < 0x80 else { return nil }
      if byte == UInt8(ascii: "#") {
        mark = index
      } else if byte == UInt8(ascii: ":"), mark.map({ bytes[$0] != UInt8(ascii: "#") }) ?? true {
        mark = index
      }
    }
    guard let mark else {
      guard let number = PortNumber(bytes: bytes[...]) else { return nil }
      self = .port(node: nil, number: number)
      return
    }
    let code = String(decoding: bytes[..<mark], as: UTF8.self)
    let rest = bytes[(mark + 1)...]
    if bytes[mark] == UInt8(ascii: ":") {
      guard let number = PortNumber(bytes: rest) else { return nil }
      self = .port(node: mark == 0 ? nil : code, number: number)
    } else {
      guard mark > 0, let strands = WrittenEnd.strands(rest) else { return nil }
      self = .strands(route: code, first: strands.first, last: strands.last, side: strands.side)
    }
  }

  private static func strands(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (first: Int32, last: Int32, side: RouteSide?)? {
    var numbers = bytes
    var side: RouteSide?
    if numbers.count > 2, numbers[numbers.endIndex - 2] == UInt8(ascii: "@") {
      switch numbers[numbers.endIndex - 1] | 0x20 {
      case UInt8(ascii: "a"): side = .a
      case UInt8(ascii: "b"): side = .b
      default: return nil
      }
      numbers = numbers.dropLast(2)
    }
    let dash = numbers.firstIndex(of: UInt8(ascii: "-"))
    guard let first = positive(numbers[..<(dash ?? numbers.endIndex)]) else { return nil }
    guard let dash else { return (first, first, side) }
    guard let last = positive(numbers[(dash + 1)...]), last >= first else { return nil }
    return (first, last, side)
  }

  fileprivate static func positive(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int32? {
    guard !bytes.isEmpty, bytes.count < 10 else { return nil }
    var value: Int32 = 0
    for byte in bytes {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int32(byte &- 0x30)
    }
    return value > 0 ? value : nil
  }
}

extension PortNumber {
  /// Reads `3`, `in`, `in2`; nil for anything else.
  fileprivate init?(bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    if let number = WrittenEnd.positive(bytes) {
      self.init(number)
      return
    }
    let start = bytes.startIndex
    guard bytes.count >= 2, bytes[start] | 0x20 == UInt8(ascii: "i"),
      bytes[start + 1] | 0x20 == UInt8(ascii: "n")
    else { return nil }
    if bytes.count == 2 {
      self = .input(1)
    } else if let ordinal = WrittenEnd.positive(bytes[(start + 2)...]) {
      self = .input(ordinal)
    } else {
      return nil
    }
  }
}
