// Where on the map's sheet a place on the ground is drawn.

internal import TopoqGeometry
internal import TopoqText

/// A sheet of 2,000 units across, degrees made square at its middle latitude, with a margin.
struct MapFrame {
  let width = 2000.0
  let height: Double
  private static let margin = 60.0
  private let west: Double
  private let north: Double
  private let squeeze: Double
  private let scale: Double
  private let left: Double
  private let top: Double

  /// Nil where there are no places.
  init?(_ places: some Sequence<Coordinate>) {
    var places = places.makeIterator()
    guard let first = places.next() else { return nil }
    var (west, east) = (first.longitude, first.longitude)
    var (south, north) = (first.latitude, first.latitude)
    while let place = places.next() {
      west = min(west, place.longitude)
      east = max(east, place.longitude)
      south = min(south, place.latitude)
      north = max(north, place.latitude)
    }
    squeeze = Self.cosine(ofDegrees: (south + north) / 2)
    let (across, up) = ((east - west) * squeeze, north - south)
    // No narrower than one to three, and no flatter than three to one.
    let spanAcross = max(across, up / 3, 1e-6)
    let spanUp = max(up, spanAcross / 3)
    scale = (width - 2 * Self.margin) / spanAcross
    height = spanUp * scale + 2 * Self.margin
    left = Self.margin + (spanAcross - across) / 2 * scale
    top = Self.margin + (spanUp - up) / 2 * scale
    self.west = west
    self.north = north
  }

  func place(_ place: Coordinate) -> (x: Double, y: Double) {
    (
      (place.longitude - west) * squeeze * scale + left,
      (north - place.latitude) * scale + top
    )
  }

  /// A place on the sheet in percent of its width and height.
  func percent(_ place: (x: Double, y: Double)) -> (x: String, y: String) {
    (
      NumberText.fixed(place.x / width * 100, decimals: 2) + "%",
      NumberText.fixed(place.y / height * 100, decimals: 2) + "%"
    )
  }

  /// By its series, to six digits between the poles: a picture needs no more.
  private static func cosine(ofDegrees degrees: Double) -> Double {
    let x = degrees * .pi / 180
    let square = x * x
    return max(0.01, 1 - square / 2 + square * square / 24 - square * square * square / 720)
  }
}
