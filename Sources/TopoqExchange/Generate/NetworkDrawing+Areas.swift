// Draws the polygons of districts and cabinet areas.

import TopoqText

extension NetworkDrawing {
  /// The first districts' names; later ones repeat them with a number.
  private static let districtNames: [StaticString] = [
    "North", "South", "East", "West", "Old Town", "Lake View", "Moi Estate", "Hill Side",
    "Mill Road", "Station", "Temple Street", "Harbour",
  ]

  /// A polygon for each cabinet's area, and one for the district: every fourth is in two parts.
  mutating func drawAreas(_ district: District, ring: FeederRing) {
    for index in 0..<ring.count {
      let corner = ring.cabinetPlaces[index].moved(east: -2000, north: -2000)
      beginFeature(Code("A", ring.firstCabinet + index), kind: "cabinet area") { text in
        text.append(ring.cabinet(index))
      }
      files.areas.append("\"Polygon\", \"coordinates\": ")
      appendPolygon(corner, width: CityLayout.cabinetWidth - 1000, height: 45_000)
      files.areas.append("}}")
    }
    let rows = (ring.count + 1) / 2
    let height = CityLayout.siteHeight + rows * CityLayout.cabinetHeight
    let names = NetworkDrawing.districtNames
    let name = names[(district.number - 1) % names.count]
    let round = (district.number - 1) / names.count
    beginFeature(Code("Z", district.number), kind: "district") { text in
      text.append(name)
      if round > 0 {
        text.append(" ")
        text.append(decimal: round + 1)
      }
    }
    let corner = district.corner.moved(east: 1000)
    let width = 2 * CityLayout.cabinetWidth + 2 * CityLayout.margin - 2000
    if district.number % 4 == 0 {
      files.areas.append("\"MultiPolygon\", \"coordinates\": [")
      let half = CityLayout.margin + CityLayout.cabinetWidth - 4000
      appendPolygon(corner, width: half, height: height)
      files.areas.append(", ")
      appendPolygon(corner.moved(east: half + 500), width: width - half - 500, height: height)
      files.areas.append("]}}")
    } else {
      files.areas.append("\"Polygon\", \"coordinates\": ")
      appendPolygon(corner, width: width, height: height)
      files.areas.append("}}")
    }
  }

  mutating func finishAreas() { files.areas.append("\n]}\n") }

  private mutating func beginFeature(
    _ code: Code, kind: StaticString, name: (inout [UInt8]) -> Void
  ) {
    let isFirst = code.number == 1 && kind.utf8CodeUnitCount == 12
    files.areas.append { text in
      text.append(isFirst ? "\n" : ",\n")
      text.append("{\"type\": \"Feature\", \"properties\": {\"code\": \"")
      text.append(code)
      text.append("\", \"name\": \"")
      name(&text)
      text.append("\", \"kind\": \"")
      text.append(kind)
      text.append("\"}, \"geometry\": {\"type\": ")
    }
  }

  /// A rectangle with its north-western corner cut off, counter-clockwise and closed.
  private mutating func appendPolygon(_ corner: PlanPoint, width: Int, height: Int) {
    let ring = [
      corner, corner.moved(east: width), corner.moved(east: width, north: height),
      corner.moved(east: 1500, north: height), corner.moved(north: height - 1500), corner,
    ]
    files.areas.append { text in
      for (index, point) in ring.enumerated() {
        text.append(index == 0 ? "[[[" : ", [")
        text.append(degrees: point.longitude)
        text.append(", ")
        text.append(degrees: point.latitude)
        text.append("]")
      }
      text.append("]]")
    }
  }
}
