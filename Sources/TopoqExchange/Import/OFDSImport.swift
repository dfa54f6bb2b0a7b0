// An OFDS network as plant: nodes to sites, spans to backbone routes.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqStore
internal import TopoqText

struct OFDSImport {
  private let reader: OFDSReader

  init(_ reader: OFDSReader) { self.reader = reader }

  /// Memory is the file's size and its things: ids that repeat are known only at the end.
  func read(into plant: inout PlantImport, _ progress: ((String, Int) -> Void)?) throws {
    var nodes: [OFDSNode] = []
    var spans: [OFDSSpan] = []
    try reader.read { item in
      switch item {
      case .network: break
      case .node(let node): nodes.append(node)
      case .span(let span): spans.append(span)
      }
    }
    let nodeCodes = OFDSCodes(nodes.map { ($0.networkID, $0.id) })
    let spanCodes = OFDSCodes(spans.map { ($0.networkID, $0.id) })
    var tally = Tally("nodes", progress)
    for node in nodes {
      try plant.add(record(of: node, nodeCodes), at: SourcePlace(node.place))
      tally.count()
    }
    tally.end()
    try plant.endNodes()
    tally = Tally("routes", progress)
    for span in spans {
      try add(span, nodeCodes, spanCodes, &plant)
      tally.count()
    }
    tally.end()
  }

  private func record(of node: OFDSNode, _ codes: OFDSCodes) -> NodeRecord {
    var record = NodeRecord(code: codes.code(of: node.id, in: node.networkID)!)
    record.kind = NodeKind(word: node.kindHint) ?? .site
    record.name = node.name
    record.location = node.coordinate
    record.state = state(node.status)
    var attributes = Attributes()
    attributes.add("network", text: node.networkID)
    if let status = node.status { attributes.add("status", text: status) }
    if !node.types.isEmpty {
      attributes.add("type", json: JSONValue.array(node.types.map { .string($0) }).text)
    }
    if let extras = node.extras { attributes.add(membersOf: extras) }
    record.attributes = attributes.json
    return record
  }

  private func add(
    _ span: OFDSSpan, _ nodes: OFDSCodes, _ spans: OFDSCodes, _ plant: inout PlantImport
  ) throws {
    var record = RouteRecord(code: spans.code(of: span.id, in: span.networkID)!)
    func note(_ rule: String, _ message: String, _ metres: Double? = nil) {
      plant.note(
        Finding(
          rule: rule, noun: "route", code: record.code, message: message, distanceInMetres: metres))
    }
    func end(_ id: String?, _ verb: String) -> String? {
      guard let id else { return nil }
      if let code = nodes.code(of: id, in: span.networkID) { return code }
      note("unknown end", "it \(verb) at node \(id), which its network does not have")
      return nil
    }
    record.kind = RouteKind.backbone.rawValue
    record.name = span.name
    record.from = end(span.startID, "starts")
    record.to = end(span.endID, "ends")
    record.strands = span.fibreCount.flatMap { $0 > 0 ? $0 : nil }
    record.state = state(span.status)
    record.line = span.coordinates.isEmpty ? nil : span.coordinates
    if record.line == nil && (record.from == nil || record.to == nil) {
      return note("no way", "it has no line, and not two known ends: it was left out")
    }
    let length = span.fibreLength.map { OFDSLength($0, along: span.coordinates) }
    record.metres = length?.metres
    if let finding = length?.finding { note(finding.rule, finding.message, finding.metres) }
    record.attributes = attributes(of: span)
    try plant.add(record, at: SourcePlace(span.place))
  }

  private func attributes(of span: OFDSSpan) -> String? {
    var attributes = Attributes()
    attributes.add("network", text: span.networkID)
    if let status = span.status { attributes.add("status", text: status) }
    if let length = span.fibreLength {
      attributes.add("fibreLength", json: JSONValue.number(length).text)
    }
    if !span.transmissionMedia.isEmpty {
      let media = JSONValue.array(span.transmissionMedia.map { .string($0) })
      attributes.add("transmissionMedium", json: media.text)
    }
    if let extras = span.extras { attributes.add(membersOf: extras) }
    return attributes.json
  }

  /// What is built, if not lit yet, is in service: glass passes light before anybody sends it.
  private func state(_ status: String?) -> PlantState? {
    switch status {
    case "proposed", "planned", "underConstruction": .planned
    case "operational", "inactive": .inService
    case "decommissioned": .retired
    default: nil
    }
  }
}

extension SourcePlace {
  init(_ place: OFDSPlace) { self.init(file: place.file, line: place.line) }
}
