/// Geometry BLOBs: SpatiaLite's own bytes, round trips, and thousands of damaged ones.
import TestSupport
import Testing
import TopoqGeometry

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SpatiaLiteBLOBTests {
  /// What SpatiaLite 5.0.1 makes of the same text with `GeomFromText(..., 4326)`.
  @Test(arguments: [
    (
      "POINT (2.5 48.25)",
      "0001E610000000000000000004400000000000204840000000000000044000000000002048407C0100000000"
        + "000000000004400000000000204840FE"
    ),
    (
      "LINESTRING (0 0, 1 2, 3 1)",
      "0001E610000000000000000000000000000000000000000000000000084000000000000000407C0200000003"
        + "00000000000000000000000000000000000000000000000000F03F000000000000004000000000000008"
        + "40000000000000F03FFE"
    ),
    (
      "MULTIPOINT ((1 2), (3 4))",
      "0001E6100000000000000000F03F0000000000000040000000000000084000000000000010407C0400000002"
        + "0000006901000000000000000000F03F0000000000000040690100000000000000000008400000000000"
        + "001040FE"
    ),
    (
      "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 4))",
      "0001E610000000000000000000000000000000000000000000000000104000000000000010407C0500000002"
        + "00000069020000000200000000000000000000000000000000000000000000000000F03F000000000000"
        + "F03F69020000000300000000000000000000400000000000000040000000000000084000000000000008"
        + "4000000000000010400000000000001040FE"
    ),
    (
      "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1)), "
        + "((10 10, 11 10, 11 11, 10 10)))",
      "0001E610000000000000000000000000000000000000000000000000264000000000000026407C0600000002"
        + "000000690300000002000000040000000000000000000000000000000000000000000000000010400000"
        + "000000000000000000000000104000000000000010400000000000000000000000000000000004000000"
        + "0000000000000040000000000000F03F0000000000000840000000000000F03F00000000000008400000"
        + "0000000000400000000000000040000000000000F03F6903000000010000000400000000000000000024"
        + "400000000000002440000000000000264000000000000024400000000000002640000000000000264000"
        + "000000000024400000000000002440FE"
    ),
  ])
  func agreesWithSpatiaLite(text: String, hexadecimal: String) throws {
    let geometry = try WKT.read(text)
    let bytes = try SpatiaLiteBLOB.encode(geometry)
    #expect(bytes == Self.bytes(hexadecimal))
    #expect(try SpatiaLiteBLOB.decode(bytes) == geometry)
  }

  @Test func roundTrips() throws {
    var random = SeededGenerator(seed: 41)
    var reused: [UInt8] = []
    for _ in 0..<2_000 {
      let geometry = random.geometry()
      try SpatiaLiteBLOB.encode(geometry, into: &reused)
      #expect(try SpatiaLiteBLOB.decode(reused) == geometry)
      #expect(
        try reused.withUnsafeBytes { try SpatiaLiteBLOB.boundingBox($0) }
          == geometry.boundingBox)
    }
  }

  @Test func pointsHaveTheirOwnWay() throws {
    var random = SeededGenerator(seed: 42)
    var reused: [UInt8] = [1, 2, 3]
    let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { raw.deallocate() }
    for _ in 0..<500 {
      let place = random.coordinate()
      try SpatiaLiteBLOB.encode(place, into: &reused)
      try SpatiaLiteBLOB.encode(place, into: raw)
      #expect(reused == (try SpatiaLiteBLOB.encode(.point(place))))
      #expect(reused.elementsEqual(raw.prefix(SpatiaLiteBLOB.pointByteCount)))
      #expect(try reused.withUnsafeBytes { try SpatiaLiteBLOB.decodePoint($0) } == place)
    }
    let line = try SpatiaLiteBLOB.encode(.lineString(random.line(3...3)))
    #expect(throws: SpatiaLiteBLOBError.self) {
      try line.withUnsafeBytes { try SpatiaLiteBLOB.decodePoint($0) }
    }
    #expect(try line.withUnsafeBytes { try SpatiaLiteBLOB.decodeLine($0) }.count == 3)
    #expect(throws: GeometryFault.self) {
      try SpatiaLiteBLOB.encode(Coordinate(longitude: .nan, latitude: 0), into: &reused)
    }
  }

  @Test func malformedShapesAreNotWritten() {
    let place = Coordinate(longitude: 1, latitude: 1)
    let other = Coordinate(longitude: 2, latitude: 1)
    func fault(_ geometry: Geometry) -> GeometryFault? {
      do {
        _ = try SpatiaLiteBLOB.encode(geometry)
        return nil
      } catch { return error }
    }
    #expect(fault(.lineString([place])) == .lineTooShort)
    #expect(fault(.lineString([])) == .emptyPart)
    #expect(fault(.polygon([[place, other, place]])) == .ringTooShort)
    #expect(fault(.polygon([[place, other, place, other]])) == .ringOpen)
    #expect(fault(.multiPolygon([[]])) == .emptyPart)
    #expect(fault(.collection([.point(place)])) == .collectionNotAllowed)
    let nowhere = Coordinate(longitude: 181, latitude: 0)
    #expect(fault(.multiPoint([place, nowhere])) == .coordinateOutOfRange(nowhere))
  }

  @Test func errorsSayWhere() throws {
    let point = try SpatiaLiteBLOB.encode(.point(Coordinate(longitude: 1, latitude: 2)))
    #expect(Self.error(in: Array(point.dropLast()))?.offset == 58)
    #expect(Self.error(in: point + [0xFE])?.reason == .trailingBytes)
    #expect(Self.error(in: [])?.reason == .truncated)
    #expect(Self.error(in: Self.altered(point, 1, 0))?.reason == .notLittleEndian)
    #expect(Self.error(in: Self.altered(point, 2, 0))?.reason == .wrongSRID)
    #expect(Self.error(in: Self.altered(point, 20, 1))?.reason == .wrongBoundingBox)
    #expect(Self.error(in: Self.altered(point, 39, 7))?.reason == .unsupportedShape)
    // The longitude 1.0 ends in 3F; 7F makes it larger than any number.
    #expect(Self.error(in: Self.altered(point, 50, 0x7F))?.offset == 43)
    let line = try SpatiaLiteBLOB.encode(
      .lineString([Coordinate(longitude: 1, latitude: 2), Coordinate(longitude: 1, latitude: 2)]))
    #expect(Self.error(in: Self.altered(line, 46, 0x7F))?.reason == .countTooLarge)
    var short = line
    short[43] = 1
    short.removeSubrange(59..<75)
    #expect(Self.error(in: short)?.reason == .lineTooShort)
  }

  /// What decodes must be exactly what its shape encodes to, whatever was done to the bytes.
  @Test func damagedBytesAreRefusedOrMeanWhatTheySay() throws {
    var random = SeededGenerator(seed: 43)
    var refused = 0
    for _ in 0..<5_000 {
      var bytes = try SpatiaLiteBLOB.encode(random.geometry())
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
      guard let geometry = try? SpatiaLiteBLOB.decode(bytes) else {
        refused += 1
        continue
      }
      #expect(throws: Never.self) { try geometry.checkStructure() }
      // Equal but for the sign of a zero, which a box compares as equal.
      #expect(try SpatiaLiteBLOB.encode(geometry).count == bytes.count)
      #expect(try SpatiaLiteBLOB.decode(SpatiaLiteBLOB.encode(geometry)) == geometry)
    }
    #expect(refused > 4_000)
  }

  @Test(.enabled(if: hostileFiles.count > 0, "the folder of hostile geometries is not here"))
  func hostileFilesAreRefused() throws {
    for path in Self.hostileFiles {
      let bytes = try #require(Self.content(of: path))
      #expect(throws: SpatiaLiteBLOBError.self, "\(path)") { try SpatiaLiteBLOB.decode(bytes) }
    }
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return bytes.append(0) }
    let index = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[index] = .random(in: 0...255, using: &random)
    case 2: bytes.removeSubrange(index..<min(bytes.count, index + 16))
    case 3: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 16)], at: index)
    default: bytes.swapAt(index, Int.random(in: bytes.indices, using: &random))
    }
  }

  private static func error(in bytes: [UInt8]) -> SpatiaLiteBLOBError? {
    do {
      _ = try SpatiaLiteBLOB.decode(bytes)
      return nil
    } catch { return error }
  }

  private static func altered(_ bytes: [UInt8], _ index: Int, _ value: UInt8) -> [UInt8] {
    var bytes = bytes
    bytes[index] = value
    return bytes
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x37 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The files beside the package that crash SpatiaLite; none where the folder is absent.
  static let hostileFiles: [String] = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = "/\(root)/shared/data/hostile/spatialite-blobs"
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var files: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".bin") { files.append("\(folder)/\(name)") }
    }
    return files.sorted()
  }()

  private static func content(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}
