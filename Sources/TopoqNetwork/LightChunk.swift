// All light from one port, packed: arrays over its points in depth-first order.

/// One point where light arrives.
public struct LightPoint: Equatable, Sendable {
  /// Position of the point that the light comes from, or nil at the source.
  public var parent: Int?
  /// Highest position below this point; its own where nothing is below.
  public var last: Int
  public var node: Int32
  public var kind: NodeKind
  /// The route and strand by which the light arrives; 0 for a patch or a bare hop.
  public var route: Int32
  public var strand: Int32
  /// Fibre since the source.
  public var metres: Double
  /// Joints and splitters since the source, in dB; fibre's own loss depends on the wavelength.
  public var jointLoss: Double
  /// Premises lit here and below.
  public var servicePoints: Int
  public var marks: LightMarks
}

public struct LightMarks: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// No light in fact: below a cut, or fed by nothing.
  public static let dark = LightMarks(rawValue: 1)
  /// Light goes in at a port here and out at the numbered ports.
  public static let splits = LightMarks(rawValue: 2)
  /// The feed came in at a second input somewhere above: not the primary feed.
  public static let secondary = LightMarks(rawValue: 4)
}

/// The points of one port as they are stored: a header and arrays, little-endian.
///
///     u16 version, u16 count, u16 marks, u16 unused, then for all points
///     f64 metres, f64 joint loss, u32 node, u32 route, u16 parent, u16 last, u16 strand,
///     u16 service points, u8 kind, u8 marks
///
/// Keys that modules declare per point will follow as further arrays, under a new version.
public struct LightChunk: Sendable {
  public static let version: UInt16 = 1
  public static let headerSize = 8
  public static let bytesPerPoint = 34
  static let noParent: UInt16 = 0xffff

  public private(set) var bytes: [UInt8]

  /// Takes bytes read from a file; nil where they are not a chunk of this version.
  public init?(_ source: UnsafeRawBufferPointer) {
    guard LightView(source) != nil else { return nil }
    bytes = Array(source)
  }

  /// Takes bytes that were checked when they were read.
  public init(trusted bytes: [UInt8]) { self.bytes = bytes }

  /// Packs `points`, which must be in depth-first order with `last` filled in.
  public init(_ points: [LightPoint]) {
    precondition(points.count <= LightAddress.pointsPerPort + 1, "a chunk holds one port")
    bytes = [UInt8](repeating: 0, count: Self.headerSize + Self.bytesPerPoint * points.count)
    let repeats = LightChunk.repeatsNodes(points)
    bytes.withUnsafeMutableBytes { raw in
      raw.storeBytes(of: Self.version.littleEndian, toByteOffset: 0, as: UInt16.self)
      raw.storeBytes(of: UInt16(points.count).littleEndian, toByteOffset: 2, as: UInt16.self)
      raw.storeBytes(of: UInt16(repeats ? 1 : 0).littleEndian, toByteOffset: 4, as: UInt16.self)
      let layout = LightLayout(count: points.count)
      for (index, point) in points.enumerated() { layout.store(point, at: index, in: raw) }
    }
  }

  public var points: [LightPoint] {
    bytes.withUnsafeBytes { raw in
      guard let view = LightView(raw) else { return [] }
      return (0..<view.count).map { view.point($0) }
    }
  }

  private static func repeatsNodes(_ points: [LightPoint]) -> Bool {
    var seen = Set<Int32>(minimumCapacity: points.count)
    return points.contains { !seen.insert($0.node).inserted }
  }
}

/// Where each array of a chunk begins.
struct LightLayout {
  let count: Int
  var metres: Int { LightChunk.headerSize }
  var jointLoss: Int { metres + 8 * count }
  var node: Int { jointLoss + 8 * count }
  var route: Int { node + 4 * count }
  var parent: Int { route + 4 * count }
  var last: Int { parent + 2 * count }
  var strand: Int { last + 2 * count }
  var servicePoints: Int { strand + 2 * count }
  var kind: Int { servicePoints + 2 * count }
  var marks: Int { kind + count }

  func store(_ point: LightPoint, at index: Int, in raw: UnsafeMutableRawBufferPointer) {
    func put<Word: FixedWidthInteger>(_ value: Word, _ offset: Int) {
      raw.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Word.self)
    }
    put(point.metres.bitPattern, metres + 8 * index)
    put(point.jointLoss.bitPattern, jointLoss + 8 * index)
    put(UInt32(point.node), node + 4 * index)
    put(UInt32(point.route), route + 4 * index)
    put(point.parent.map { UInt16($0) } ?? LightChunk.noParent, parent + 2 * index)
    put(UInt16(point.last), last + 2 * index)
    put(UInt16(clamping: point.strand), strand + 2 * index)
    put(UInt16(clamping: point.servicePoints), servicePoints + 2 * index)
    raw[kind + index] = point.kind.rawValue
    raw[marks + index] = point.marks.rawValue
  }
}

/// Reads a chunk in place, wherever its bytes lie.
public struct LightView {
  private let base: UnsafeRawPointer
  private let layout: LightLayout
  public let count: Int
  /// True where some node is lit more than once.
  public let repeatsNodes: Bool

  /// Reads bytes that were a chunk when they were read from the file.
  public init(unchecked raw: UnsafeRawBufferPointer) {
    base = raw.baseAddress!
    count = Int(base.loadUnaligned(fromByteOffset: 2, as: UInt16.self).littleEndian)
    repeatsNodes = base.loadUnaligned(fromByteOffset: 4, as: UInt16.self).littleEndian & 1 != 0
    layout = LightLayout(count: count)
  }

  /// Nil where `raw` is not a chunk: wrong version, wrong length, or a link that leads outside.
  public init?(_ raw: UnsafeRawBufferPointer) {
    guard raw.count >= LightChunk.headerSize, let base = raw.baseAddress,
      base.loadUnaligned(as: UInt16.self).littleEndian == LightChunk.version
    else { return nil }
    count = Int(base.loadUnaligned(fromByteOffset: 2, as: UInt16.self).littleEndian)
    guard raw.count == LightChunk.headerSize + LightChunk.bytesPerPoint * count else { return nil }
    repeatsNodes = base.loadUnaligned(fromByteOffset: 4, as: UInt16.self).littleEndian & 1 != 0
    self.base = base
    layout = LightLayout(count: count)
  }

  @inline(__always)
  private func load<Word: FixedWidthInteger>(_ offset: Int, _ index: Int, _: Word.Type) -> Word {
    Word(
      littleEndian: base.loadUnaligned(
        fromByteOffset: offset + index * MemoryLayout<Word>.size, as: Word.self))
  }

  public func node(_ index: Int) -> Int32 {
    Int32(bitPattern: load(layout.node, index, UInt32.self))
  }
  public func route(_ index: Int) -> Int32 {
    Int32(bitPattern: load(layout.route, index, UInt32.self))
  }
  public func parent(_ index: Int) -> Int {
    let parent = load(layout.parent, index, UInt16.self)
    return parent == LightChunk.noParent || Int(parent) >= index ? -1 : Int(parent)
  }
  public func last(_ index: Int) -> Int {
    max(index, min(Int(load(layout.last, index, UInt16.self)), count - 1))
  }
  public func strand(_ index: Int) -> Int32 { Int32(load(layout.strand, index, UInt16.self)) }
  public func metres(_ index: Int) -> Double {
    Double(bitPattern: load(layout.metres, index, UInt64.self))
  }
  public func jointLoss(_ index: Int) -> Double {
    Double(bitPattern: load(layout.jointLoss, index, UInt64.self))
  }
  public func servicePoints(_ index: Int) -> Int {
    Int(load(layout.servicePoints, index, UInt16.self))
  }
  public func kind(_ index: Int) -> NodeKind {
    NodeKind(rawValue: load(layout.kind, index, UInt8.self)) ?? .site
  }
  public func marks(_ index: Int) -> LightMarks {
    LightMarks(rawValue: load(layout.marks, index, UInt8.self))
  }

  public func point(_ index: Int) -> LightPoint {
    let parent = parent(index)
    return LightPoint(
      parent: parent < 0 ? nil : parent, last: last(index), node: node(index), kind: kind(index),
      route: route(index), strand: strand(index), metres: metres(index),
      jointLoss: jointLoss(index), servicePoints: servicePoints(index), marks: marks(index))
  }

  /// The first position at or after `start` where `node` is lit, or nil.
  ///
  /// - Complexity: O(points of the port), four bytes each.
  public func firstPosition(of node: Int32, from start: Int = 0) -> Int? {
    var index = start
    while index < count {
      if self.node(index) == node { return index }
      index += 1
    }
    return nil
  }
}
