// Which rows of a table a file of the network folder named, a bit a row.

/// A set of small positive numbers.
struct RowNumbers {
  private var words: [UInt64] = []

  mutating func insert(_ number: Int64) {
    let word = Int(number >> 6)
    if word >= words.count {
      words += [UInt64](repeating: 0, count: max(64, word + 1 - words.count))
    }
    words[word] |= 1 << UInt64(number & 63)
  }

  func contains(_ number: Int64) -> Bool {
    let word = Int(number >> 6)
    return number >= 0 && word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
  }
}
