// The map of the report: routes as lines, OLTs as squares, findings as discs; north up.

internal import TopoqGeometry
internal import TopoqSQLite
internal import TopoqText

/// Draws the answers to a section's questions, routes, OLTs and findings, into one frame.
///
/// Lines are stretched with the picture, marks are not: a disc is as large on a phone as on a wall.
struct ReportMap {
  private let section: ReportSection
  private var lines: [[Coordinate]] = []
  private var sources: [(place: Coordinate, name: String)] = []
  private var findings: [(place: Coordinate, rule: String)] = []
  /// Findings about what has no place.
  private var unplaced = 0

  init(_ section: ReportSection, _ answers: [HeldRows]) throws {
    self.section = section
    for (question, answer) in zip(section.questions, answers) {
      for row in answer.rows {
        let name = row.values.compactMap(\.text).joined(separator: ", ")
        guard let bytes = row.geometry else {
          if question.name == "findings" { unplaced += 1 }
          continue
        }
        switch try SpatiaLiteBLOB.decode(bytes) {
        case .point(let place) where question.name == "findings": findings.append((place, name))
        case .point(let place): sources.append((place, name))
        case .lineString(let line): lines.append(line)
        case .multiLineString(let parts): lines += parts
        case .polygon, .multiPoint, .multiPolygon, .collection: continue
        }
      }
    }
  }

  var html: String {
    let all = lines.joined() + sources.map(\.place) + findings.map(\.place)
    guard let frame = MapFrame(all) else {
      return ReportPage.none(section.empty)
    }
    let ratio = NumberText.fixed(frame.width / frame.height, decimals: 3)
    let tallest = NumberText.fixed(frame.width / frame.height * 44, decimals: 1)
    let found = NumberText.grouped(findings.count)
    return """
      <svg class="map\(sources.count > 12 ? " large" : "")" style="aspect-ratio:\(ratio);max-width:\(tallest)rem" role="img" \
      aria-label="Map of the network with \(found) findings on it">
      <desc>North is up. The tables by area and by OLT say the same in figures.</desc>
      <svg class="routes" width="100%" height="100%" preserveAspectRatio="none" \
      viewBox="0 0 \(NumberText.fixed(frame.width, decimals: 0)) \
      \(NumberText.fixed(frame.height, decimals: 0))">\
      <path vector-effect="non-scaling-stroke" d="\(ThinnedLines(lines, frame).path)"/></svg>
      \(squares(frame))\(discs(frame))</svg>
      \(legend)
      """
  }

  // MARK: Marks

  private func discs(_ frame: MapFrame) -> String {
    var text = ""
    for cluster in FindingCluster.all(findings, frame) {
      let (x, y) = frame.percent(cluster.place)
      let radius = NumberText.fixed(cluster.radius, decimals: 1)
      text += """
        <g class="spot\(cluster.count > 99 ? " many" : "")"><title>\(ReportPage.escaped(cluster.said))</title>\
        <circle cx="\(x)" cy="\(y)" r="\(radius)"/>
        """
      if cluster.count > 1 {
        text += "<text x=\"\(x)\" y=\"\(y)\" dy=\"3.5\">\(cluster.label)</text>"
      }
      text += "</g>\n"
    }
    return text
  }

  /// OLTs, each with its code where there is room for it.
  private func squares(_ frame: MapFrame) -> String {
    var text = ""
    var taken: [(x: Double, y: Double)] = []
    for source in sources {
      let place = frame.place(source.place)
      let (x, y) = frame.percent(place)
      let name = ReportPage.escaped(source.name)
      text += """
        <g class="olt"><title>\(name)</title>\
        <svg x="\(x)" y="\(y)" overflow="visible"><rect x="-5" y="-5" width="10" height="10"/>
        """
      let isFree = taken.allSatisfy {
        abs($0.x - place.x) > frame.width / 10 || abs($0.y - place.y) > frame.width / 40
      }
      if isFree {
        taken.append(place)
        // Near the right edge there is no room on the right.
        text +=
          place.x > frame.width * 0.85
          ? "<text x=\"-8\" y=\"4\" text-anchor=\"end\">\(name)</text>"
          : "<text x=\"8\" y=\"4\">\(name)</text>"
      }
      text += "</svg></g>\n"
    }
    return text
  }

  private var legend: String {
    var text = """
      <ul class="legend">
      <li><svg viewBox="0 0 14 10" aria-hidden="true"><path d="M0 5h14" stroke="#7c8a98"/></svg>\
      routes, drops left out</li>
      <li><svg viewBox="0 0 14 10" aria-hidden="true"><rect x="2" width="10" height="10" \
      fill="#17212b"/></svg>OLT</li>
      <li><svg viewBox="0 0 14 10" aria-hidden="true"><circle cx="7" cy="5" r="5" \
      fill="#c2410c"/></svg>\(NumberText.grouped(findings.count)) findings; a figure says how many \
      lie there</li>

      """
    if unplaced > 0 {
      text += "<li>\(NumberText.grouped(unplaced)) more concern what has no place</li>\n"
    }
    return text + "</ul>\n"
  }
}
