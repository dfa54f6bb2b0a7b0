// Appends JSON to bytes.

extension [UInt8] {
  /// Appends a text as a JSON string with its quotes. Only what RFC 8259 demands is escaped.
  public mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var copied = 0
      for index in bytes.indices {
        let byte = bytes[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        append(contentsOf: bytes[copied..<index])
        copied = index + 1
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: append(byte)
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
          let digits = [UInt8]("0123456789abcdef".utf8)
          append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
      }
      append(contentsOf: bytes[copied...])
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a JSON value, compact; numbers as they were read.
  public mutating func append(json value: JSONValue) {
    switch value {
    case .object(let members):
      append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append(jsonString: member.key)
        append(UInt8(ascii: ":"))
        append(json: member.value)
      }
      append(UInt8(ascii: "}"))
    case .array(let elements):
      append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append(json: element)
      }
      append(UInt8(ascii: "]"))
    case .string(let text): append(jsonString: text)
    case .number(_, let text): append(text: text)
    case .boolean(let value): append(text: value ? "true" : "false")
    case .null: append(text: "null")
    }
  }
}
