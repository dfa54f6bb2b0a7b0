// What loses light when some things of the plant fail together, and what keeps a second feed.

internal import TopoqNetwork
internal import TopoqSQLite

/// The light that passes things which fail: ranges of addresses, one for each time a thing is lit.
///
/// An arrival of light is lost where it lies in a range; a node is left without light where no
/// arrival of it outside the ranges is lit. What no source feeds has no light to lose.
struct FailedLight {
  /// Ascending by port and position; none lies within another.
  private(set) var spans: [LightSpan] = []
  private let reader: LightReader
  /// Whether the first point of a range is beyond what failed: it is, below a port. The light on a
  /// route still comes as far as the closure that fails.
  private let losesFirstRoute: Bool

  /// The light through `things` of one kind, named as `light` names places; with `beyond`, only
  /// what lies at least so many metres of fibre below where light comes to them.
  init(
    _ reader: LightReader, _ place: LightPlace, _ things: [(id: Int32, number: Int32)],
    beyond: Double?
  ) throws {
    self.reader = reader
    losesFirstRoute = place == .belowPort
    var found: [LightSpan] = []
    if place == .belowRoute, things.count > 1 {
      try reader.forEachSpan(throughAnyOf: Set(things.map(\.id))) { span, view in
        found += Self.failing(span, view, place, beyond)
      }
    } else {
      for thing in things {
        for span in try place.spans(reader, thing.id, thing.number)
        where LightAddress(rawValue: span.port).source != 0 {
          try reader.withChunk(span.port) { view in
            found += Self.failing(span, view, place, beyond)
          }
        }
      }
    }
    found.sort { ($0.port, $0.first, $1.last) < ($1.port, $1.first, $0.last) }
    for span in found {
      if let last = spans.last, last.port == span.port, span.first <= last.last { continue }
      spans.append(span)
    }
  }

  /// A span less what does not fail in it.
  private static func failing(
    _ span: LightSpan, _ view: LightView, _ place: LightPlace, _ beyond: Double?
  ) -> [LightSpan] {
    var span = span
    let above = place == .belowNode ? span.first : max(view.parent(span.first), 0)
    let start = view.metres(above)
    // A source's chunk begins at the source, which its port does not feed.
    if place == .belowPort, span.first == 0 { span.first = 1 }
    guard let beyond else { return span.first <= span.last ? [span] : [] }
    var found: [LightSpan] = []
    var position = span.first
    while position <= span.last {
      if view.metres(position) - start >= beyond {
        found.append(LightSpan(port: span.port, first: position, last: view.last(position)))
        position = view.last(position)
      }
      position += 1
    }
    return found
  }

  /// A node that loses an arrival of light.
  struct Node {
    let id: Int32
    let kind: NodeKind
    /// Another arrival stays lit.
    var hasSecondFeed = false
  }

  /// Every node of `kinds` (a set of bits) that loses an arrival of light.
  ///
  /// - Complexity: O(points that fail), and those of the other ports that light the same nodes.
  func nodes(kinds: Int64) throws -> [Node] {
    var nodes: [Node] = []
    var places: [Int32: Int] = [:]
    var ports: Set<Int64> = []
    for span in spans {
      let isRepeating = try reader.withChunk(span.port) { view in
        for position in span.first...span.last {
          let kind = view.kind(position)
          let node = view.node(position)
          guard kinds & (1 << Int64(kind.rawValue)) != 0, places[node] == nil else { continue }
          places[node] = nodes.count
          nodes.append(Node(id: node, kind: kind))
        }
        return view.repeatsNodes
      }
      if isRepeating == true { ports.insert(span.port) }
    }
    ports.formUnion(try reader.portsSharing(nodes.map(\.id)))
    try forEachLitPoint(of: ports, besides: { $0.first..<($0.last + 1) }) { view, position in
      if let place = places[view.node(position)] { nodes[place].hasSecondFeed = true }
    }
    return nodes
  }

  /// Every route that light is lost on, and whether light is left on some strand of it.
  func routes() throws -> [(id: Int32, hasLight: Bool)] {
    var lost: [Int32: Bool] = [:]
    func range(_ span: LightSpan) -> Range<Int> {
      (losesFirstRoute ? span.first : span.first + 1)..<(span.last + 1)
    }
    for span in spans {
      try reader.withChunk(span.port) { view in
        for position in range(span) where view.route(position) > 0 {
          lost[view.route(position)] = false
        }
      }
    }
    var ports: Set<Int64> = []
    for route in lost.keys {
      let ends = try reader.ends(of: route)
      ports.formUnion(try reader.ports(lighting: ends.from))
      ports.formUnion(try reader.ports(lighting: ends.to))
    }
    try forEachLitPoint(of: ports, besides: range) { view, position in
      if lost[view.route(position)] != nil { lost[view.route(position)] = true }
    }
    return lost.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
  }

  /// Runs `body` over the points of some ports that are lit and in no range that failed.
  private func forEachLitPoint(
    of ports: Set<Int64>, besides range: (LightSpan) -> Range<Int>,
    _ body: (LightView, Int) -> Void
  ) throws {
    let spans = Dictionary(grouping: spans, by: \.port)
    for port in ports.sorted() where LightAddress(rawValue: port).source != 0 {
      let failed = (spans[port] ?? []).map(range)
      try reader.withChunk(port) { view in
        var start = 0
        for gap in failed + [view.count..<view.count] {
          for position in start..<max(start, gap.lowerBound)
          where !view.marks(position).contains(.dark) { body(view, position) }
          start = gap.upperBound
        }
      }
    }
  }
}
