/// Reading geometry BLOBs, strictly: what passes here crashes no library behind it.
extension SpatiaLiteBLOB {
  /// The shape in the bytes, every one of which has been accounted for.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer
  ) throws(SpatiaLiteBLOBError) -> Geometry {
    var reader = try Reader(bytes)
    let geometry = try reader.shape()
    try reader.finish()
    return geometry
  }

  /// The shape in the bytes.
  public static func decode(_ bytes: [UInt8]) throws(SpatiaLiteBLOBError) -> Geometry {
    // A result carries the typed error through the array's untyped `withUnsafeBytes`.
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(SpatiaLiteBLOBError) in try decode(buffer) }
    }.get()
  }

  /// The place in a point's BLOB, without allocation.
  public static func decodePoint(
    _ bytes: UnsafeRawBufferPointer
  ) throws(SpatiaLiteBLOBError) -> Coordinate {
    var reader = try Reader(bytes)
    guard try reader.number() == Kind.point else { throw .init(.unsupportedShape, at: 39) }
    let coordinate = try reader.coordinate()
    try reader.finish()
    return coordinate
  }

  /// The coordinates in a line's BLOB.
  public static func decodeLine(
    _ bytes: UnsafeRawBufferPointer
  ) throws(SpatiaLiteBLOBError) -> [Coordinate] {
    var reader = try Reader(bytes)
    guard try reader.number() == Kind.lineString else { throw .init(.unsupportedShape, at: 39) }
    let coordinates = try reader.line()
    try reader.finish()
    return coordinates
  }

  /// The bounding box in the header. Only the header is checked, not the shape behind it.
  public static func boundingBox(
    _ bytes: UnsafeRawBufferPointer
  ) throws(SpatiaLiteBLOBError) -> BoundingBox {
    let box = try Reader(bytes).declaredBox
    let corners = [
      Coordinate(longitude: box.west, latitude: box.south),
      Coordinate(longitude: box.east, latitude: box.north),
    ]
    guard corners[0].isValid, corners[1].isValid, box.west <= box.east, box.south <= box.north
    else { throw .init(.wrongBoundingBox, at: boxOffset) }
    return box
  }
}

/// Takes values from the bytes one after the other, never past their end.
private struct Reader {
  typealias Fault = SpatiaLiteBLOBError

  let bytes: UnsafeRawBufferPointer
  /// The first byte of the end marker, behind which nothing is.
  let end: Int
  /// What the header says the box is; `finish` holds it against the coordinates.
  let declaredBox: BoundingBox
  private var offset: Int
  private var west = Double.infinity
  private var south = Double.infinity
  private var east = -Double.infinity
  private var north = -Double.infinity

  /// Checks the header and the end marker, and stands before the kind.
  init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard bytes.count > SpatiaLiteBLOB.bodyOffset else { throw .init(.truncated, at: bytes.count) }
    guard bytes[0] == SpatiaLiteBLOB.Marker.start else { throw .init(.wrongMarker, at: 0) }
    guard bytes[1] == SpatiaLiteBLOB.Marker.littleEndian else {
      throw .init(.notLittleEndian, at: 1)
    }
    let srid = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 2, as: Int32.self))
    guard srid == SpatiaLiteBLOB.srid else { throw .init(.wrongSRID, at: 2) }
    guard bytes[38] == SpatiaLiteBLOB.Marker.boxEnd else { throw .init(.wrongMarker, at: 38) }
    end = bytes.count - 1
    guard bytes[end] == SpatiaLiteBLOB.Marker.end else { throw .init(.wrongMarker, at: end) }
    self.bytes = bytes
    func degrees(_ index: Int) -> Double {
      let pattern = bytes.loadUnaligned(
        fromByteOffset: SpatiaLiteBLOB.boxOffset + 8 * index, as: UInt64.self)
      return Double(bitPattern: UInt64(littleEndian: pattern))
    }
    declaredBox = BoundingBox(
      west: degrees(0), south: degrees(1), east: degrees(2), north: degrees(3))
    offset = 39
  }

  /// Checks that the end marker is next and that the box is exact.
  func finish() throws(Fault) {
    guard offset == end else { throw .init(.trailingBytes, at: offset) }
    let box = declaredBox
    guard box.west == west, box.south == south, box.east == east, box.north == north else {
      throw .init(.wrongBoundingBox, at: SpatiaLiteBLOB.boxOffset)
    }
  }

  mutating func number() throws(Fault) -> UInt32 {
    guard end - offset >= 4 else { throw .init(.truncated, at: end) }
    defer { offset += 4 }
    return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// A count of parts that each take at least `byteCount` bytes, checked against what is left.
  mutating func count(of byteCount: Int) throws(Fault) -> Int {
    let start = offset
    let count = Int(try number())
    guard count > 0 else { throw .init(.emptyPart, at: start) }
    guard count <= (end - offset) / byteCount else { throw .init(.countTooLarge, at: start) }
    return count
  }

  @inline(__always)
  mutating func coordinate() throws(Fault) -> Coordinate {
    guard end - offset >= 16 else { throw .init(.truncated, at: end) }
    let longitude = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let latitude = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    let coordinate = Coordinate(
      longitude: Double(bitPattern: UInt64(littleEndian: longitude)),
      latitude: Double(bitPattern: UInt64(littleEndian: latitude)))
    guard coordinate.isValid else { throw .init(.coordinateOutOfRange, at: offset) }
    west = min(west, coordinate.longitude)
    south = min(south, coordinate.latitude)
    east = max(east, coordinate.longitude)
    north = max(north, coordinate.latitude)
    offset += 16
    return coordinate
  }

  mutating func coordinates(_ count: Int) throws(Fault) -> [Coordinate] {
    var coordinates: [Coordinate] = []
    coordinates.reserveCapacity(count)
    for _ in 0..<count { coordinates.append(try coordinate()) }
    return coordinates
  }

  mutating func line() throws(Fault) -> [Coordinate] {
    let start = offset
    let count = try count(of: 16)
    guard count >= 2 else { throw .init(.lineTooShort, at: start) }
    return try coordinates(count)
  }

  mutating func rings() throws(Fault) -> [[Coordinate]] {
    let ringCount = try count(of: 4)
    var rings: [[Coordinate]] = []
    for _ in 0..<ringCount {
      let start = offset
      let count = try count(of: 16)
      guard count >= 4 else { throw .init(.ringTooShort, at: start) }
      let ring = try coordinates(count)
      guard ring[0] == ring[count - 1] else { throw .init(.ringOpen, at: offset - 16) }
      rings.append(ring)
    }
    return rings
  }

  mutating func member(_ kind: UInt32) throws(Fault) {
    guard offset < end else { throw .init(.truncated, at: end) }
    guard bytes[offset] == SpatiaLiteBLOB.Marker.member else {
      throw .init(.wrongMarker, at: offset)
    }
    offset += 1
    guard try number() == kind else { throw .init(.unsupportedShape, at: offset - 4) }
  }

  mutating func members<Member>(
    _ kind: UInt32, atLeast byteCount: Int, _ read: (inout Reader) throws(Fault) -> Member
  ) throws(Fault) -> [Member] {
    let count = try count(of: 5 + byteCount)
    var members: [Member] = []
    for _ in 0..<count {
      try member(kind)
      members.append(try read(&self))
    }
    return members
  }

  mutating func shape() throws(Fault) -> Geometry {
    typealias Kind = SpatiaLiteBLOB.Kind
    let start = offset
    switch try number() {
    case Kind.point: return .point(try coordinate())
    case Kind.lineString: return .lineString(try line())
    case Kind.polygon: return .polygon(try rings())
    case Kind.multiPoint:
      return .multiPoint(
        try members(Kind.point, atLeast: 16) { reader throws(Fault) in try reader.coordinate() })
    case Kind.multiLineString:
      return .multiLineString(
        try members(Kind.lineString, atLeast: 36) { reader throws(Fault) in try reader.line() })
    case Kind.multiPolygon:
      return .multiPolygon(
        try members(Kind.polygon, atLeast: 72) { reader throws(Fault) in try reader.rings() })
    default: throw .init(.unsupportedShape, at: start)
    }
  }
}
