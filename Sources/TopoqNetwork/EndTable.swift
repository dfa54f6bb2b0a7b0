// Which joint takes an end: a hash table of whole numbers, open addressing.

/// Maps an end's key to a number; keys are never removed.
struct EndTable: Sendable {
  /// Zero stands for an empty slot; no end has key zero, as route ids begin at 1.
  private var keys: [UInt64]
  private var values: [Int32]
  private(set) var count = 0

  init(expected: Int = 16) {
    let capacity = max(64, (expected * 2).nextPowerOfTwo)
    keys = [UInt64](repeating: 0, count: capacity)
    values = [Int32](repeating: 0, count: capacity)
  }

  private func slot(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    // Fibonacci hashing [Knuth, TAOCP 3, 6.4]: the product's top bits, which every bit of the key
    // has a part in.
    let shift = UInt64(64 - mask.nonzeroBitCount)
    var index = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> shift)
    while keys[index] != 0 && keys[index] != key { index = (index + 1) & mask }
    return index
  }

  subscript(key: UInt64) -> Int32? {
    let index = slot(key)
    return keys[index] == 0 ? nil : values[index]
  }

  /// Stores `value` unless `key` is there already; then returns the value that it has.
  mutating func insert(_ value: Int32, for key: UInt64) -> Int32? {
    if count * 2 >= keys.count { grow() }
    let index = slot(key)
    if keys[index] != 0 { return values[index] }
    keys[index] = key
    values[index] = value
    count += 1
    return nil
  }

  mutating func replace(_ value: Int32, for key: UInt64) {
    let index = slot(key)
    precondition(keys[index] != 0, "only a stored key can be given another value")
    values[index] = value
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    values = [Int32](repeating: 0, count: oldKeys.count * 2)
    for (index, key) in oldKeys.enumerated() where key != 0 {
      let place = slot(key)
      keys[place] = key
      values[place] = oldValues[index]
    }
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
