// A GeoJSON file of nodes, routes or areas (RFC 7946), read feature by feature.

internal import TopoqGeometry
internal import TopoqStore
internal import TopoqText

struct FeatureFile {
  /// A shape and what is said of it.
  struct Feature {
    let properties: [JSONValue.Member]
    let geometry: Geometry?

    /// What a property says as text; nil where it is missing or null.
    func text(_ key: String) -> String? {
      guard let value = properties.last(where: { $0.key == key })?.value else { return nil }
      switch value {
      case .null: return nil
      case .string(let text): return text.isEmpty ? nil : text
      default: return value.text
      }
    }

    /// The properties that are no columns, as a JSON object; nil for none.
    func attributes<Column: PlantColumn>(besides: Column.Type) -> String? {
      var attributes = Attributes()
      for member in properties where !member.value.isNull {
        guard !Column.allCases.contains(where: { $0.header == member.key }) else { continue }
        attributes.add(member.key, json: member.value.text)
      }
      return attributes.json
    }
  }

  private let scanner: JSONScanner
  private let features: Range<Int>

  /// Reads the file and checks that it is JSON, and a FeatureCollection in degrees of WGS 84.
  init(_ path: String) throws {
    var scanner = try JSONDocument(path: path).scanner
    try scanner.expect(.object)
    let members = try scanner.members()
    try scanner.finish()
    self.scanner = scanner
    func value(_ key: String) throws -> JSONValue? {
      guard let place = members.last(where: { $0.key == key })?.value else { return nil }
      var inner = scanner.scanner(at: place)
      return try inner.value()
    }
    guard let place = members.last(where: { $0.key == "features" })?.value,
      try value("type") == .string("FeatureCollection")
    else {
      throw scanner.problem(
        "a GeoJSON FeatureCollection is wanted here, with \"type\" and \"features\"", at: 0)
    }
    if let name = try value("crs")?["properties"]?["name"]?.string,
      !name.hasSuffix("4326"), !name.hasSuffix("CRS84")
    {
      let offset = members.last { $0.key == "crs" }?.keyOffset
      throw scanner.problem(
        "coordinates are in \(name); reproject them to WGS 84, as RFC 7946 demands", at: offset)
    }
    features = place
  }

  func forEach(_ body: (Feature, SourcePlace) throws -> Void) throws {
    var scanner = scanner.scanner(at: features)
    var lines = LineCursor()
    try scanner.enterArray()
    while try scanner.nextElement() {
      _ = try scanner.kind()
      let start = scanner.offset
      let feature = try read(&scanner)
      let line = lines.line(of: start, in: scanner.bytes)
      try body(feature, SourcePlace(file: scanner.name, line: line))
    }
  }

  private func read(_ scanner: inout JSONScanner) throws(JSONError) -> Feature {
    try scanner.expect(.object)
    let start = scanner.offset
    var isFeature = false
    var properties: [JSONValue.Member] = []
    var geometry: Geometry?
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "type": isFeature = try scanner.value() == .string("Feature")
      case "properties": if try !scanner.skipNull() { properties = try members(&scanner) }
      case "geometry": if try !scanner.skipNull() { geometry = try Geometry(geoJSON: &scanner) }
      default: try scanner.skip()
      }
    }
    guard isFeature else {
      throw scanner.problem("a Feature is wanted here, with \"type\": \"Feature\"", at: start)
    }
    return Feature(properties: properties, geometry: geometry)
  }

  private func members(_ scanner: inout JSONScanner) throws(JSONError) -> [JSONValue.Member] {
    try scanner.expect(.object)
    return try scanner.value().members ?? []
  }
}
