// Findings that lie close to each other, drawn as one disc.

internal import TopoqGeometry
internal import TopoqText

/// The findings of one square of the map's sheet, at their middle.
struct FindingCluster {
  private(set) var count = 0
  private var (sumX, sumY) = (0.0, 0.0)
  private var rules: [String: Int] = [:]

  /// More discs hide the routes that they lie on.
  private static let most = 80

  /// All clusters, the smallest last, so that none hides behind a larger one. Squares begin at about
  /// a disc's width on a wide screen, and grow until few enough clusters are left.
  static func all(
    _ findings: [(place: Coordinate, rule: String)], _ frame: MapFrame
  ) -> [FindingCluster] {
    let placed = findings.map { (place: frame.place($0.place), rule: $0.rule) }
    var size = 80.0
    var squares = inSquares(of: size, placed)
    while squares.count > most {
      size *= 1.25
      squares = inSquares(of: size, placed)
    }
    return squares.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value)
  }

  private static func inSquares(
    of size: Double, _ findings: [(place: (x: Double, y: Double), rule: String)]
  ) -> [Int: FindingCluster] {
    var squares: [Int: FindingCluster] = [:]
    for finding in findings {
      let key = Int(finding.place.y / size) * 10_000 + Int(finding.place.x / size)
      squares[key, default: FindingCluster()].add(finding.rule, finding.place)
    }
    return squares
  }

  private mutating func add(_ rule: String, _ place: (x: Double, y: Double)) {
    count += 1
    sumX += place.x
    sumY += place.y
    rules[rule, default: 0] += 1
  }

  var place: (x: Double, y: Double) { (sumX / Double(count), sumY / Double(count)) }

  /// In pixels: wide enough for its figure.
  var radius: Double {
    switch count {
    case 1: 5
    case ..<10: 8
    case ..<100: 10.5
    default: 13.5
    }
  }

  /// How many, in at most three letters.
  var label: String {
    count < 1000 ? String(count) : "\(min(99, count / 1000))k"
  }

  /// `3 findings: active not charged 2, legacy plan 1`, the commonest rules first.
  var said: String {
    let ranked = rules.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let named = ranked.prefix(4).map { rules.count == 1 ? $0.key : "\($0.key) \($0.value)" }
    let rest = ranked.dropFirst(4).reduce(0) { $0 + $1.value }
    let more = rest > 0 ? ", and \(NumberText.grouped(rest)) more" : ""
    let findings = count == 1 ? "1 finding" : "\(NumberText.grouped(count)) findings"
    return "\(findings): \(named.joined(separator: ", "))\(more)"
  }
}
