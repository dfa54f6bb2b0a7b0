/// Writing shapes as geometry BLOBs.
extension SpatiaLiteBLOB {
  /// The BLOB of a shape; a collection is refused.
  public static func encode(_ geometry: Geometry) throws(GeometryFault) -> [UInt8] {
    var bytes: [UInt8] = []
    try encode(geometry, into: &bytes)
    return bytes
  }

  /// Replaces the content of `bytes` by the BLOB of a shape, keeping its capacity.
  public static func encode(
    _ geometry: Geometry, into bytes: inout [UInt8]
  ) throws(GeometryFault) {
    if case .collection = geometry { throw .collectionNotAllowed }
    try geometry.checkStructure()
    guard let box = geometry.boundingBox else { throw .emptyPart }
    let byteCount = bodyOffset + bodyByteCount(geometry) + 1
    resize(&bytes, to: byteCount)
    bytes.withUnsafeMutableBytes { buffer in
      var writer = Writer(base: buffer.baseAddress!)
      writer.header(box)
      writer.shape(geometry)
      writer.byte(Marker.end)
      assert(writer.offset == byteCount, "the length of a BLOB is known before it is written")
    }
  }

  /// Replaces the content of `bytes` by the BLOB of a point; no allocation once it has held one.
  @inlinable
  public static func encode(_ point: Coordinate, into bytes: inout [UInt8]) throws(GeometryFault) {
    resize(&bytes, to: pointByteCount)
    guard point.isValid else { throw .coordinateOutOfRange(point) }
    bytes.withUnsafeMutableBytes { write(point, to: $0.baseAddress!) }
  }

  /// Writes the BLOB of a point to the first 60 bytes of `buffer`, which must have them.
  @inlinable
  public static func encode(
    _ point: Coordinate, into buffer: UnsafeMutableRawBufferPointer
  ) throws(GeometryFault) {
    precondition(buffer.count >= pointByteCount, "a point's BLOB takes 60 bytes")
    guard point.isValid else { throw .coordinateOutOfRange(point) }
    write(point, to: buffer.baseAddress!)
  }

  @usableFromInline
  static func resize(_ bytes: inout [UInt8], to count: Int) {
    if bytes.count > count {
      bytes.removeLast(bytes.count - count)
    } else if bytes.count < count {
      bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
    }
  }

  @usableFromInline
  static func write(_ point: Coordinate, to base: UnsafeMutableRawPointer) {
    var writer = Writer(base: base)
    writer.header(BoundingBox(point))
    writer.number(Kind.point)
    writer.coordinate(point)
    writer.byte(Marker.end)
  }

  /// The bytes after the kind and before the end marker.
  private static func bodyByteCount(_ geometry: Geometry) -> Int {
    func line(_ line: [Coordinate]) -> Int { 4 + 16 * line.count }
    func polygon(_ rings: [[Coordinate]]) -> Int { rings.reduce(4) { $0 + line($1) } }
    return switch geometry {
    case .point: 16
    case .lineString(let coordinates): line(coordinates)
    case .polygon(let rings): polygon(rings)
    case .multiPoint(let coordinates): 4 + 21 * coordinates.count
    case .multiLineString(let lines): lines.reduce(4) { $0 + 5 + line($1) }
    case .multiPolygon(let polygons): polygons.reduce(4) { $0 + 5 + polygon($1) }
    case .collection: 0
    }
  }

  /// Lays values down one after the other; the caller has made room for all of them.
  private struct Writer {
    let base: UnsafeMutableRawPointer
    var offset = 0

    init(base: UnsafeMutableRawPointer) {
      self.base = base
    }

    @inline(__always)
    mutating func byte(_ value: UInt8) {
      base.storeBytes(of: value, toByteOffset: offset, as: UInt8.self)
      offset += 1
    }

    @inline(__always)
    mutating func number(_ value: UInt32) {
      base.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
      offset += 4
    }

    @inline(__always)
    mutating func degrees(_ value: Double) {
      base.storeBytes(
        of: value.bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
      offset += 8
    }

    @inline(__always)
    mutating func coordinate(_ value: Coordinate) {
      degrees(value.longitude)
      degrees(value.latitude)
    }

    @inline(__always)
    mutating func header(_ box: BoundingBox) {
      byte(Marker.start)
      byte(Marker.littleEndian)
      number(UInt32(SpatiaLiteBLOB.srid))
      degrees(box.west)
      degrees(box.south)
      degrees(box.east)
      degrees(box.north)
      byte(Marker.boxEnd)
    }

    mutating func line(_ coordinates: [Coordinate]) {
      number(UInt32(coordinates.count))
      for value in coordinates { coordinate(value) }
    }

    mutating func polygon(_ rings: [[Coordinate]]) {
      number(UInt32(rings.count))
      for ring in rings { line(ring) }
    }

    mutating func member(_ kind: UInt32) {
      byte(Marker.member)
      number(kind)
    }

    mutating func shape(_ geometry: Geometry) {
      switch geometry {
      case .point(let value):
        number(Kind.point)
        coordinate(value)
      case .lineString(let coordinates):
        number(Kind.lineString)
        line(coordinates)
      case .polygon(let rings):
        number(Kind.polygon)
        polygon(rings)
      case .multiPoint(let coordinates):
        number(Kind.multiPoint)
        number(UInt32(coordinates.count))
        for value in coordinates {
          member(Kind.point)
          coordinate(value)
        }
      case .multiLineString(let lines):
        number(Kind.multiLineString)
        number(UInt32(lines.count))
        for coordinates in lines {
          member(Kind.lineString)
          line(coordinates)
        }
      case .multiPolygon(let polygons):
        number(Kind.multiPolygon)
        number(UInt32(polygons.count))
        for rings in polygons {
          member(Kind.polygon)
          polygon(rings)
        }
      case .collection: preconditionFailure("a collection is refused before it is written")
      }
    }
  }
}
