// Routes drawn with no more strokes than a screen can show.

internal import TopoqGeometry

/// Lines laid on a grid, each stroke once; the grid is made coarser until few enough are left.
struct ThinnedLines {
  /// Enough for a city, and some 200 kilobytes.
  static let mostStrokes = 12_000
  let path: String

  private struct Dot: Hashable {
    let x: Int
    let y: Int
  }
  private struct Stroke: Hashable {
    let low: Dot
    let high: Dot

    init(_ one: Dot, _ other: Dot) {
      let isOrdered = (one.x, one.y) < (other.x, other.y)
      low = isOrdered ? one : other
      high = isOrdered ? other : one
    }
  }

  /// - Complexity: linear in the points of the lines, for each of at most eight grids.
  init(_ lines: [[Coordinate]], _ frame: MapFrame) {
    let places = lines.map { $0.map(frame.place) }
    var grid = 1
    var drawn = Self.strokes(places, grid)
    while drawn.count > Self.mostStrokes, grid < 128 {
      grid *= 2
      drawn = Self.strokes(places, grid)
    }
    path = drawn.text
  }

  /// The strokes of all lines on a grid, as the data of a path with relative steps.
  private static func strokes(
    _ lines: [[(x: Double, y: Double)]], _ grid: Int
  ) -> (text: String, count: Int) {
    var seen: Set<Stroke> = []
    var text = ""
    for line in lines {
      var last: Dot?
      var isDrawing = false
      for place in line {
        let dot = Dot(
          x: Int((place.x / Double(grid)).rounded()) * grid,
          y: Int((place.y / Double(grid)).rounded()) * grid)
        guard let from = last else {
          last = dot
          continue
        }
        guard dot != from else { continue }
        if seen.insert(Stroke(from, dot)).inserted {
          if !isDrawing { text += "M\(from.x) \(from.y)l" } else { text += " " }
          text += "\(dot.x - from.x) \(dot.y - from.y)"
          isDrawing = true
        } else {
          isDrawing = false
        }
        last = dot
      }
    }
    return (text, seen.count)
  }
}
