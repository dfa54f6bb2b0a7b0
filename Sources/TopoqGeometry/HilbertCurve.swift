/// The order that keeps neighbours on the map together in the file.
///
/// A Hilbert curve visits each of 2^24 by 2^24 rectangles of the globe once, going from rectangle
/// to neighbouring rectangle; a place's key is its rectangle's turn on that walk. They are at
/// most 2.4 m wide, so that a town is as well sorted as a continent, stray places or none.
enum HilbertCurve {
  private static let bits: UInt32 = 24
  private static let mask: UInt32 = 1 << bits - 1

  /// The key of a valid place, of 48 bits: two for each halving, with the quadrant turned and
  /// mirrored as the curve goes through it (D. Hilbert, Math. Ann. 38, 1891).
  static func key(of place: Coordinate) -> UInt64 {
    var x = UInt32((place.longitude + 180) / 360 * Double(mask))
    var y = UInt32((place.latitude + 90) / 180 * Double(mask))
    var key: UInt64 = 0
    var bit = bits
    while bit > 0 {
      bit -= 1
      let right = x >> bit & 1
      let upper = y >> bit & 1
      key = key << 2 | UInt64((3 * right) ^ upper)
      if upper == 0 {
        if right == 1 {
          x = ~x & mask
          y = ~y & mask
        }
        swap(&x, &y)
      }
    }
    return key
  }

  /// The indices of the keys, by rising key; of equal ones, by rising index.
  ///
  /// A counting sort over one byte after the other; linear in the number of keys.
  static func order(of keys: [UInt64]) -> [UInt32] {
    var from = keys.enumerated().map { Turn(key: $1, index: UInt32($0)) }
    var to = from
    for shift in stride(from: UInt64(0), to: UInt64(2 * bits), by: 8) {
      var starts = [Int](repeating: 0, count: 257)
      for turn in from { starts[Int(turn.key >> shift & 0xFF) + 1] += 1 }
      if starts.contains(keys.count) { continue }
      for byte in 1...256 { starts[byte] += starts[byte - 1] }
      for turn in from {
        let byte = Int(turn.key >> shift & 0xFF)
        to[starts[byte]] = turn
        starts[byte] += 1
      }
      swap(&from, &to)
    }
    return from.map(\.index)
  }

  private struct Turn {
    let key: UInt64
    let index: UInt32
  }
}
