/// Shapes as text: what is read, what is refused and where, and that writing reads back.
import TestSupport
import Testing
import TopoqGeometry

struct WKTTests {
  @Test func roundTrips() throws {
    var random = SeededGenerator(seed: 51)
    for _ in 0..<1_000 {
      let geometry = random.geometry()
      #expect(try WKT.read(WKT.write(geometry)) == geometry)
      let nested = Geometry.collection([geometry, .collection([random.geometry()])])
      #expect(try WKT.read(WKT.write(nested)) == nested)
    }
  }

  @Test(arguments: [
    ("POINT (2 48.5)", "POINT (2 48.5)"),
    ("  point(2\t48.5)\r\n", "POINT (2 48.5)"),
    ("POINT Z (2 48.5 120)", "POINT (2 48.5)"),
    ("PointZ(2 48.5 120)", "POINT (2 48.5)"),
    ("POINT (2 48.5 120)", "POINT (2 48.5)"),
    ("MULTIPOINT (1 2, 3 4)", "MULTIPOINT ((1 2), (3 4))"),
    ("MULTIPOINT ((1 2), (3 4))", "MULTIPOINT ((1 2), (3 4))"),
    ("LINESTRING Z (0 0 1, 1 1 2)", "LINESTRING (0 0, 1 1)"),
    ("POINT (-1.5e1 +.25)", "POINT (-15 0.25)"),
    ("POINT (0.1000000000000000055511151231257827 1e-7)", "POINT (0.1 1e-07)"),
    (
      "GEOMETRYCOLLECTION (POINT Z (1 2 3), LINESTRING (0 0, 1 1))",
      "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"
    ),
  ])
  func reads(text: String, expected: String) throws {
    #expect(WKT.write(try WKT.read(text)) == expected)
  }

  @Test(arguments: [
    ("", WKTError.Reason.unknownShape, 0),
    ("CIRCLE (1 2)", .unknownShape, 0),
    ("POINT", .expectedOpening, 5),
    ("POINT 1 2", .expectedOpening, 6),
    ("POINT (1)", .expectedNumber, 8),
    ("POINT (1 x)", .expectedNumber, 9),
    ("POINT (1 2x)", .expectedNumber, 9),
    ("POINT (1 nan)", .expectedNumber, 9),
    ("POINT (1 2", .expectedClosing, 10),
    ("POINT (1 2) POINT", .trailingText, 12),
    ("POINT EMPTY", .emptyShape, 0),
    ("MULTILINESTRING ((0 0, 1 1), EMPTY)", .emptyShape, 29),
    ("POINT M (1 2 3)", .unsupportedDimensions, 6),
    ("POINT ZM (1 2 3 4)", .unsupportedDimensions, 6),
    ("POINT (1 2 3 4)", .unsupportedDimensions, 13),
    ("LINESTRING (0 0, 1 1 1)", .unsupportedDimensions, 21),
    ("LINESTRING (0 0)", .malformed(.lineTooShort), 16),
    ("POLYGON ((0 0, 1 1, 0 0))", .malformed(.ringTooShort), 24),
    ("POLYGON ((0 0, 1 1, 1 0, 2 2))", .malformed(.ringOpen), 29),
    (
      "POINT (1 91)",
      .malformed(.coordinateOutOfRange(Coordinate(longitude: 1, latitude: 91))), 7
    ),
  ])
  func refuses(text: String, reason: WKTError.Reason, offset: Int) {
    do {
      let geometry = try WKT.read(text)
      Issue.record("read as \(geometry)")
    } catch {
      #expect(error.reason == reason)
      #expect(error.offset == offset)
    }
  }

  @Test func deepCollectionsEndInAnError() {
    let depth = 100_000
    let text = String(repeating: "GEOMETRYCOLLECTION(", count: depth) + "POINT(1 1)"
    #expect(throws: WKTError.self) { try WKT.read(text) }
  }

  @Test func numbersAreTheNearestDoubles() throws {
    var random = SeededGenerator(seed: 52)
    for _ in 0..<20_000 {
      let places = Int.random(in: 0...18, using: &random)
      let digits = (0..<places).map { _ in String(UInt8.random(in: 0...9, using: &random)) }
      let text = "\(Int.random(in: -89...89, using: &random)).\(digits.joined())"
      let expected = try #require(Double(text.hasSuffix(".") ? text + "0" : text))
      #expect(
        try WKT.read("POINT (1 \(text))")
          == .point(Coordinate(longitude: 1, latitude: expected)), "\(text)")
    }
  }

  @Test func damagedTextsNeverTrap() {
    var random = SeededGenerator(seed: 53)
    for _ in 0..<10_000 {
      var bytes = Array(WKT.write(random.geometry()).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        if Bool.random(using: &random) {
          bytes[index] = .random(in: 0...255, using: &random)
        } else {
          bytes.removeSubrange(index..<min(bytes.count, index + 3))
          if bytes.isEmpty { break }
        }
      }
      let geometry = bytes.withUnsafeBufferPointer { try? WKT.read($0) }
      if let geometry { #expect(throws: Never.self) { try geometry.checkStructure() } }
    }
  }
}
