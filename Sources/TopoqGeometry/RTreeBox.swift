/// A box as the spatial index keeps it: 32-bit degrees, rounded outward so that nothing is lost.
struct RTreeBox: Hashable, Sendable {
  var minX: Float
  var maxX: Float
  var minY: Float
  var maxY: Float

  /// The box around nothing, which a union with any other replaces.
  static let nothing = RTreeBox(
    minX: .infinity, maxX: -.infinity, minY: .infinity, maxY: -.infinity)

  init(minX: Float, maxX: Float, minY: Float, maxY: Float) {
    self.minX = minX
    self.maxX = maxX
    self.minY = minY
    self.maxY = maxY
  }

  init(_ box: BoundingBox) {
    minX = Self.roundedDown(box.west)
    maxX = Self.roundedUp(box.east)
    minY = Self.roundedDown(box.south)
    maxY = Self.roundedUp(box.north)
  }

  var degrees: BoundingBox {
    BoundingBox(west: Double(minX), south: Double(minY), east: Double(maxX), north: Double(maxY))
  }

  @inline(__always)
  mutating func formUnion(_ other: RTreeBox) {
    minX = min(minX, other.minX)
    maxX = max(maxX, other.maxX)
    minY = min(minY, other.minY)
    maxY = max(maxY, other.maxY)
  }

  // The steps by which rtree.c leaves a float that fell on the wrong side of its double.
  private static let towardsZero = 1.0 - 1.0 / 8388608.0
  private static let awayFromZero = 1.0 + 1.0 / 8388608.0

  /// `rtreeValueDown` in rtree.c.
  @inline(__always)
  static func roundedDown(_ value: Double) -> Float {
    let float = Float(value)
    return Double(float) > value
      ? Float(value * (value < 0 ? awayFromZero : towardsZero)) : float
  }

  /// `rtreeValueUp` in rtree.c.
  @inline(__always)
  static func roundedUp(_ value: Double) -> Float {
    let float = Float(value)
    return Double(float) < value
      ? Float(value * (value < 0 ? towardsZero : awayFromZero)) : float
  }

  /// Big-endian: west, east, south, north.
  @inline(__always)
  func store(to node: UnsafeMutableRawBufferPointer, at offset: Int) {
    node.storeBytes(of: minX.bitPattern.bigEndian, toByteOffset: offset, as: UInt32.self)
    node.storeBytes(of: maxX.bitPattern.bigEndian, toByteOffset: offset + 4, as: UInt32.self)
    node.storeBytes(of: minY.bitPattern.bigEndian, toByteOffset: offset + 8, as: UInt32.self)
    node.storeBytes(of: maxY.bitPattern.bigEndian, toByteOffset: offset + 12, as: UInt32.self)
  }

  @inline(__always)
  init(from node: UnsafeRawBufferPointer, at offset: Int) {
    func float(_ index: Int) -> Float {
      let pattern = node.loadUnaligned(fromByteOffset: offset + 4 * index, as: UInt32.self)
      return Float(bitPattern: UInt32(bigEndian: pattern))
    }
    self.init(minX: float(0), maxX: float(1), minY: float(2), maxY: float(3))
  }
}
