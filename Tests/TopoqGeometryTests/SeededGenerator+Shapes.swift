// Random shapes.

import TestSupport
import TopoqGeometry

extension SeededGenerator {
  mutating func coordinate(in box: BoundingBox = .globe) -> Coordinate {
    Coordinate(
      longitude: .random(in: box.west...box.east, using: &self),
      latitude: .random(in: box.south...box.north, using: &self))
  }

  mutating func line(_ counts: ClosedRange<Int>, in box: BoundingBox = .globe) -> [Coordinate] {
    (0..<Int.random(in: counts, using: &self)).map { _ in coordinate(in: box) }
  }

  mutating func ring(in box: BoundingBox = .globe) -> [Coordinate] {
    let corners = line(3...8, in: box)
    return corners + [corners[0]]
  }

  /// One to four of what `make` makes.
  private mutating func some<Member>(_ make: (inout SeededGenerator) -> Member) -> [Member] {
    (0..<Int.random(in: 1...4, using: &self)).map { _ in make(&self) }
  }

  /// One of the six shapes that are stored.
  mutating func geometry() -> Geometry {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return .point(coordinate())
    case 1: return .lineString(line(2...9))
    case 2: return .polygon(some { $0.ring() })
    case 3: return .multiPoint(some { $0.coordinate() })
    case 4: return .multiLineString(some { $0.line(2...5) })
    default:
      return .multiPolygon(some { $0.some { $0.ring() } })
    }
  }
}

extension BoundingBox {
  static let globe = BoundingBox(west: -180, south: -90, east: 180, north: 90)
  /// About a town's extent.
  static let town = BoundingBox(west: 2.3, south: 48.8, east: 2.5, north: 48.9)
}
