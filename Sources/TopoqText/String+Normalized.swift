// One spelling for each text: "é" typed on one machine and "e" with an accent typed on another are
// one code, and SQLite compares bytes.

@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode's normalisation form C. Text without combining marks comes back as it is.
  public var normalized: String {
    var text = self
    let isPlain = text.withUTF8 { String.isSurelyNormal($0) }
    guard !isPlain else { return text }
    return text.spelledInFormC
  }

  /// Text from well-formed UTF-8, in form C.
  init(wellFormed bytes: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    self = String.isSurelyNormal(bytes) ? text : text.spelledInFormC
  }

  /// Whether every scalar lies below U+0300, where all text is in form C already. In UTF-8 those
  /// are the texts without a byte above 0xCB.
  static func isSurelyNormal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 < 0xCC }
  }

  private var spelledInFormC: String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }
}
