// Where to read light: which positions of which chunks a place of the network stands for.

internal import TopoqNetwork
internal import TopoqSQLite

/// A contiguous range of one port's points, all that one point feeds, the point first.
struct LightSpan: Equatable {
  var port: Int64
  var first: Int
  var last: Int
}

extension LightReader {
  /// Runs `body` over every span below `node`, itself included: one for each time it is lit and
  /// not below itself, or also below itself where `isNested`, as walks of one step must begin at
  /// each. A source's own ports are read in one sweep; light of others may pass it.
  func forEachSpan(
    below node: Int32, isNested: Bool = false, _ body: (LightSpan, LightView) throws -> Void
  ) throws {
    let ports = try ports(lighting: node)
    if !isNested, ports.contains(where: { LightAddress(rawValue: $0).source == node }) {
      try forEachChunk(of: node) { port, view in
        guard view.count > 0 else { return }
        try body(LightSpan(port: port, first: 0, last: view.count - 1), view)
      }
    }
    for port in ports where isNested || LightAddress(rawValue: port).source != node {
      try withChunk(port) { view in
        var start = 0
        while let index = view.firstPosition(of: node, from: start) {
          let last = view.last(index)
          try body(LightSpan(port: port, first: index, last: last), view)
          start = (isNested ? index : last) + 1
        }
      }
    }
  }

  /// The spans below `node`, itself included.
  func spans(below node: Int32, isNested: Bool = false) throws -> [LightSpan] {
    var spans: [LightSpan] = []
    try forEachSpan(below: node, isNested: isNested) { span, _ in spans.append(span) }
    return spans
  }

  /// Every point at which light arrives at `node`, the primary feed first: by a first input, not
  /// of source 0, at the lowest address; failing that, by any input from a source.
  func arrivals(at node: Int32) throws -> [LightSpan] {
    var arrivals: [LightSpan] = []
    var primary: Int?
    var fromSource: Int?
    for port in try ports(lighting: node) {
      try withChunk(port) { view in
        var start = 0
        while let index = view.firstPosition(of: node, from: start) {
          if LightAddress(rawValue: port).source != 0 {
            if fromSource == nil { fromSource = arrivals.count }
            if primary == nil, !view.marks(index).contains(.secondary) { primary = arrivals.count }
          }
          arrivals.append(LightSpan(port: port, first: index, last: index))
          start = index + 1
        }
      }
    }
    if let first = primary ?? fromSource, first > 0 {
      arrivals.insert(arrivals.remove(at: first), at: 0)
    }
    return arrivals
  }

  /// Where light comes into a node or anything that it houses from outside: each with all below it,
  /// the node's own arrivals first.
  func entries(into node: Int32) throws -> [LightSpan] {
    let inside = [node] + (try housed(in: node))
    let isInside = Set(inside)
    var entries: [LightSpan] = []
    for place in inside {
      for arrival in try arrivals(at: place) {
        try withChunk(arrival.port) { view in
          let parent = view.parent(arrival.first)
          let isHandedOn = parent >= 0 && view.route(arrival.first) == 0
          guard !isHandedOn || !isInside.contains(view.node(parent)) else { return }
          entries.append(
            LightSpan(port: arrival.port, first: arrival.first, last: view.last(arrival.first)))
        }
      }
    }
    return entries
  }

  /// The entries into a node and what it houses, less those that lie below another.
  func spans(belowHousing node: Int32) throws -> [LightSpan] {
    guard try !housed(in: node).isEmpty else { return try spans(below: node) }
    var spans: [LightSpan] = []
    for entry in try entries(into: node).sorted(by: { ($0.port, $0.first) < ($1.port, $1.first) }) {
      if let last = spans.last, last.port == entry.port, entry.first <= last.last { continue }
      spans.append(entry)
    }
    return spans
  }

  /// The spans fed through a route, or through one strand of it where `strand` is above 0. Light that
  /// comes back over the same route has a span of its own only where `isNested`.
  func spans(
    through route: Int32, strand: Int32, isNested: Bool = false
  ) throws -> [LightSpan] {
    if let last = lastPassed, last.route == route, last.strand == strand, last.isNested == isNested
    {
      return last.spans
    }
    let ends = try ends(of: route)
    var keys = try ports(lighting: ends.from)
    for port in try ports(lighting: ends.to) where !keys.contains(port) { keys.append(port) }
    var spans: [LightSpan] = []
    for port in keys.sorted() {
      try withChunk(port) { view in
        var index = 0
        while index < view.count {
          guard view.route(index) == route, strand <= 0 || view.strand(index) == strand else {
            index += 1
            continue
          }
          let last = view.last(index)
          spans.append(LightSpan(port: port, first: index, last: last))
          index = isNested ? index + 1 : last + 1
        }
      }
    }
    lastPassed = (route, strand, isNested, spans)
    return spans
  }

  /// The spans fed by a port: a source's whole chunk, or what hangs on an output.
  func spans(fromPort number: Int32, of node: Int32) throws -> [LightSpan] {
    if node <= LightAddress.largestSource, number >= 0, number <= LightAddress.largestPort {
      let key = LightAddress(source: node, port: number).rawValue
      if let count = try withChunk(key, { $0.count }), count > 0 {
        return [LightSpan(port: key, first: 0, last: count - 1)]
      }
    }
    guard let peer = try peer(ofPort: number, of: node) else { return [] }
    var spans: [LightSpan] = []
    for port in try ports(lighting: node) {
      try withChunk(port) { view in
        for index in 0..<view.count where Self.hangs(index, by: peer, on: node, view) {
          spans.append(LightSpan(port: port, first: index, last: view.last(index)))
        }
      }
    }
    return spans
  }

  private static func hangs(_ index: Int, by peer: End, on node: Int32, _ view: LightView) -> Bool {
    let parent = view.parent(index)
    guard parent >= 0, view.node(parent) == node else { return false }
    switch peer {
    case .strand(let route, let number, _):
      return view.route(index) == route && view.strand(index) == number
    case .port(let below, _): return view.route(index) == 0 && view.node(index) == below
    }
  }

  /// The position of the primary feed of `node`, or nil where light never arrives.
  func primary(of node: Int32) throws -> (port: Int64, position: Int)? {
    try arrivals(at: node).first.map { ($0.port, $0.first) }
  }
}
