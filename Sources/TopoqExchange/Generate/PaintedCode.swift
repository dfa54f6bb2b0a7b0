// A code as painted on the equipment, and rows put together as bytes.

import TopoqText

/// A prefix and a number, `S12`.
struct Code {
  let prefix: StaticString
  let number: Int

  init(_ prefix: StaticString, _ number: Int) {
    self.prefix = prefix
    self.number = number
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  mutating func append(_ code: Code) {
    append(code.prefix)
    append(decimal: code.number)
  }

  mutating func appendComma() { append(UInt8(ascii: ",")) }
}
