/// Text as it stands in a sentence: in double quotes, with what must be escaped.
public func quotedText(_ text: String) -> String {
  var result: [UInt8] = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      result.append(UInt8(ascii: "\\"))
    }
    result.append(byte)
  }
  result.append(UInt8(ascii: "\""))
  return String(decoding: result, as: UTF8.self)
}

/// What text in quotes means, from the bytes between the quotes; curly quotes may have been three
/// bytes wide, so the caller cuts.
func unescapedText(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var isEscaped = false
  for byte in bytes {
    if byte == UInt8(ascii: "\\"), !isEscaped {
      isEscaped = true
    } else {
      result.append(byte)
      isEscaped = false
    }
  }
  return String(decoding: result, as: UTF8.self)
}
