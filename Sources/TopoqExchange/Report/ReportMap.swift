// The map of the report: routes as lines, findings as dots, north up.

internal import TopoqGeometry
internal import TopoqSQLite
internal import TopoqText

/// Draws answers with geometry into one frame, degrees made square at the middle latitude.
struct ReportMap {
  private static let width = 1000.0
  private static let margin = 20.0
  private var lines: [[Coordinate]] = []
  private var dots: [(place: Coordinate, label: String)] = []

  init(_ answers: [HeldRows]) throws {
    for answer in answers {
      for row in answer.rows {
        guard let bytes = row.geometry else { continue }
        switch try SpatiaLiteBLOB.decode(bytes) {
        case .point(let place):
          let label = row.values.compactMap(\.text).joined(separator: ", ")
          dots.append((place, label))
        case .lineString(let line): lines.append(line)
        case .multiLineString(let parts): lines += parts
        case .polygon, .multiPoint, .multiPolygon, .collection: continue
        }
      }
    }
  }

  var svg: String {
    let all = lines.joined() + dots.map(\.place)
    guard let first = all.first else { return "<p class=\"none\">nothing has a place</p>\n" }
    var (west, east) = (first.longitude, first.longitude)
    var (south, north) = (first.latitude, first.latitude)
    for place in all {
      west = min(west, place.longitude)
      east = max(east, place.longitude)
      south = min(south, place.latitude)
      north = max(north, place.latitude)
    }
    let squeeze = Self.cosine(ofDegrees: (south + north) / 2)
    let across = max((east - west) * squeeze, (north - south) / 3, 1e-6)
    let scale = (Self.width - 2 * Self.margin) / across
    let height = (north - south) * scale + 2 * Self.margin
    func point(_ place: Coordinate) -> String {
      let x = (place.longitude - west) * squeeze * scale + Self.margin
      let y = (north - place.latitude) * scale + Self.margin
      return NumberText.fixed(x, decimals: 1) + "," + NumberText.fixed(y, decimals: 1)
    }
    var text = """
      <svg class="map" viewBox="0 0 1000 \(NumberText.fixed(height, decimals: 0))" role="img" \
      aria-label="routes, and findings on them"><g fill="none" stroke="#8593a1" \
      stroke-width="1.5">

      """
    for line in lines {
      text += "<polyline points=\"\(line.map(point).joined(separator: " "))\"/>\n"
    }
    text += "</g><g fill=\"#c8442e\" fill-opacity=\"0.75\">\n"
    for dot in dots {
      let place = point(dot.place).split(separator: ",")
      text +=
        "<circle cx=\"\(place[0])\" cy=\"\(place[1])\" r=\"5\">"
        + "<title>\(ReportPage.escaped(dot.label))</title></circle>\n"
    }
    return text + "</g></svg>\n"
  }

  /// By its series, to six digits between the poles: a picture needs no more.
  private static func cosine(ofDegrees degrees: Double) -> Double {
    let x = degrees * .pi / 180
    let square = x * x
    return max(0.01, 1 - square / 2 + square * square / 24 - square * square * square / 720)
  }
}
