// `light` as SQL sees it: the points below a place, above it, or at it, as a table.

internal import TopoqNetwork
internal import TopoqSQLite

/// How a call of `light` and `lit_nodes` names a place: the first argument, then ids and numbers.
enum LightPlace: String {
  case belowNode = "below node"
  case directlyBelowNode = "directly below node"
  case aboveNode = "above node"
  case atNode = "at node"
  case belowRoute = "below route"
  case belowStrand = "below strand"
  case belowPort = "below port"

  init(_ text: String) throws {
    guard let place = LightPlace(rawValue: text) else {
      throw TableFunctionError("light knows no place `\(text)`")
    }
    self = place
  }

  /// Spans of points, each walked downwards.
  func spans(_ reader: LightReader, _ thing: Int32, _ number: Int32) throws -> [LightSpan] {
    switch self {
    case .belowNode, .directlyBelowNode, .aboveNode, .atNode: try reader.spans(below: thing)
    case .belowRoute: try reader.spans(through: thing, strand: 0)
    case .belowStrand: try reader.spans(through: thing, strand: number)
    case .belowPort: try reader.spans(fromPort: number, of: thing)
    }
  }
}

/// `light(place, thing, number)`: one row for each point where light arrives.
final class LightFunction: TableFunction {
  let name = "light"
  let columns = [
    "address INTEGER", "last INTEGER", "parent INTEGER", "depth INTEGER", "node INTEGER",
    "kind TEXT", "route INTEGER", "strand INTEGER", "metres REAL", "hop_metres REAL",
    "away_metres REAL", "joint_loss REAL", "hop_loss REAL", "service_points INTEGER",
    "dark INTEGER", "feed INTEGER", "is_start INTEGER",
  ]
  let parameters = ["place", "thing", "number"]
  let required = 2
  let expectedRows: Int64 = 64
  private let reader: LightReader

  init(_ reader: LightReader) { self.reader = reader }
  func open() -> any TableCursor { LightCursor(reader) }
}

/// Walks spans downwards, or the way from a point up to its source.
final class LightCursor: TableCursor {
  private let reader: LightReader
  private var spans: [LightSpan] = []
  private var span = 0
  private var position = 0
  private var bytes: [UInt8] = []
  private var isUpwards = false
  /// Which walk upwards this is, from 1: a node on two feeds has two.
  private var feed = 1
  private var startMetres = 0.0

  init(_ reader: LightReader) { self.reader = reader }

  func start(_ arguments: TableArguments) throws {
    spans = []
    span = 0
    guard !arguments.isNull(1) else { return }
    let place = try LightPlace(arguments.text(0))
    let thing = Int32(truncatingIfNeeded: try arguments.integer(1))
    let number = arguments.isNull(2) ? 0 : Int32(truncatingIfNeeded: try arguments.integer(2))
    spans = try place.spans(reader, thing, number)
    isUpwards = place == .aboveNode
    if place == .atNode || isUpwards { try takeEveryArrival(of: thing) }
    if place == .atNode {
      spans = spans.map { LightSpan(port: $0.port, first: $0.first, last: $0.first) }
    }
    span = -1
    feed = 0
    try openNextSpan()
  }

  /// Spans skip what lies below themselves; here each arrival counts, the primary feed first.
  private func takeEveryArrival(of node: Int32) throws {
    spans = []
    for port in try reader.ports(lighting: node) {
      try reader.withChunk(port) { view in
        var start = 0
        while let index = view.firstPosition(of: node, from: start) {
          spans.append(LightSpan(port: port, first: index, last: index))
          start = index + 1
        }
      }
    }
    guard let primary = try reader.primary(of: node) else { return }
    if let index = spans.firstIndex(where: {
      $0.port == primary.port && $0.first == primary.position
    }) {
      spans.swapAt(0, index)
    }
  }

  private func openNextSpan() throws {
    span += 1
    feed += 1
    guard span < spans.count else { return }
    bytes = try reader.bytes(of: spans[span].port)
    position = spans[span].first
    startMetres = withView { $0.metres(position) }
  }

  @inline(__always)
  private func withView<Result>(_ body: (LightView) -> Result) -> Result {
    bytes.withUnsafeBytes { body(LightView(unchecked: $0)) }
  }

  var isAtEnd: Bool { span >= spans.count }

  func advance() throws {
    if isUpwards {
      position = withView { $0.parent(position) }
      if position < 0 { try openNextSpan() }
    } else {
      position += 1
      if position > spans[span].last { try openNextSpan() }
    }
  }

  func column(_ index: Int, _ result: ColumnResult) {
    let port = spans[span].port
    withView { view in
      switch index {
      case 0: result.set(port + Int64(position))
      case 1: result.set(port + Int64(view.last(position)))
      case 2:
        let parent = view.parent(position)
        if parent < 0 { result.setNull() } else { result.set(port + Int64(parent)) }
      case 3: result.set(Int64(Self.depth(position, view)))
      case 4: result.set(Int64(view.node(position)))
      case 5: result.set(view.kind(position).word)
      case 6: result.set(Int64(view.route(position)))
      case 7: result.set(Int64(view.strand(position)))
      case 8: result.set(view.metres(position))
      case 9: result.set(hop(view, view.metres))
      case 10: result.set(abs(view.metres(position) - startMetres))
      case 11: result.set(view.jointLoss(position))
      case 12: result.set(hop(view, view.jointLoss))
      case 13: result.set(Int64(view.servicePoints(position)))
      case 14: result.set(Int64(view.marks(position).contains(.dark) ? 1 : 0))
      case 15: result.set(Int64(feed))
      default: result.set(position == spans[span].first ? 1 : 0 as Int64)
      }
    }
  }

  private func hop(_ view: LightView, _ value: (Int) -> Double) -> Double {
    let parent = view.parent(position)
    return parent < 0 ? 0 : value(position) - value(parent)
  }

  private static func depth(_ position: Int, _ view: LightView) -> Int {
    var depth = 0
    var current = view.parent(position)
    while current >= 0 {
      depth += 1
      current = view.parent(current)
    }
    return depth
  }
}

/// `lit_nodes(place, thing, number, kinds)`: each node of a place once.
///
/// `kinds` is a set of bits, one a kind of node; what is joined to the rows need not look at nodes
/// on which nothing of its kind hangs. The place itself is given even where it is not lit.
final class LitNodesFunction: TableFunction {
  let name = "lit_nodes"
  let columns = ["node INTEGER", "kind TEXT", "is_place INTEGER"]
  let parameters = ["place", "thing", "number", "kinds"]
  let required = 2
  let expectedRows: Int64 = 32
  private let reader: LightReader

  init(_ reader: LightReader) { self.reader = reader }
  func open() -> any TableCursor { LitNodesCursor(reader) }
}

final class LitNodesCursor: TableCursor {
  private let reader: LightReader
  private var nodes: [(node: Int32, kind: NodeKind)] = []
  private var placeNode: Int32 = 0
  private var index = 0

  init(_ reader: LightReader) { self.reader = reader }

  func start(_ arguments: TableArguments) throws {
    nodes.removeAll(keepingCapacity: true)
    index = 0
    guard !arguments.isNull(1) else { return }
    try collect(
      LightPlace(arguments.text(0)), Int32(truncatingIfNeeded: arguments.integer(1)),
      arguments.isNull(2) ? 0 : Int32(truncatingIfNeeded: arguments.integer(2)),
      kinds: arguments.isNull(3) ? ~0 : arguments.integer(3))
  }

  /// How many nodes of `kinds` a place has, itself not counted.
  func count(
    _ place: LightPlace, _ thing: Int32, _ number: Int32, kinds: Int64
  ) throws -> Int {
    try collect(place, thing, number, kinds: kinds)
    return nodes.count { $0.node != placeNode }
  }

  private func collect(
    _ place: LightPlace, _ thing: Int32, _ number: Int32, kinds: Int64
  ) throws {
    switch place {
    case .belowNode, .directlyBelowNode, .aboveNode, .atNode: placeNode = thing
    case .belowRoute, .belowStrand, .belowPort: placeNode = 0
    }
    if place == .aboveNode { return try collectAbove(thing, kinds) }
    let spans = try place.spans(reader, thing, number)
    if spans.isEmpty, placeNode != 0 { nodes.append((thing, .site)) }
    var seen = NodeSet(expected: spans.reduce(0) { $0 + $1.last - $1.first + 1 })
    for span in spans {
      try reader.withChunk(span.port) { view in
        let mayRepeat = spans.count > 1 || view.repeatsNodes
        var position = span.first
        while position <= span.last {
          let kind = view.kind(position)
          if kinds & (1 << Int64(kind.rawValue)) != 0 {
            let node = view.node(position)
            if !mayRepeat || seen.insert(node) { nodes.append((node, kind)) }
          }
          if place == .directlyBelowNode, position > span.first,
            view.marks(position).contains(.splits)
          {
            position = view.last(position)
          }
          position += 1
        }
      }
    }
  }

  private func collectAbove(_ node: Int32, _ kinds: Int64) throws {
    var seen = NodeSet(expected: 16)
    for port in try reader.ports(lighting: node) {
      try reader.withChunk(port) { view in
        var start = 0
        while let index = view.firstPosition(of: node, from: start) {
          var current = view.parent(index)
          while current >= 0 {
            let kind = view.kind(current)
            if view.node(current) != node, kinds & (1 << Int64(kind.rawValue)) != 0,
              seen.insert(view.node(current))
            {
              nodes.append((view.node(current), kind))
            }
            current = view.parent(current)
          }
          start = index + 1
        }
      }
    }
  }

  var isAtEnd: Bool { index >= nodes.count }
  func advance() { index += 1 }

  func column(_ column: Int, _ result: ColumnResult) {
    switch column {
    case 0: result.set(Int64(nodes[index].node))
    case 1: result.set(nodes[index].kind.word)
    default: result.set(nodes[index].node == placeNode ? 1 : 0 as Int64)
    }
  }
}

/// A set of node ids, open addressing; ids are above 0.
struct NodeSet {
  private var slots: [Int32]
  private var count = 0

  init(expected: Int) {
    var capacity = 32
    while capacity < expected * 2 { capacity *= 2 }
    slots = [Int32](repeating: 0, count: capacity)
  }

  /// True where `node` was not in the set before.
  mutating func insert(_ node: Int32) -> Bool {
    if count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: UInt32(bitPattern: node) &* 0x9e37_79b1) >> 4 & mask
    while slots[slot] != 0 {
      if slots[slot] == node { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = node
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [Int32](repeating: 0, count: old.count * 2)
    count = 0
    for node in old where node != 0 { _ = insert(node) }
  }
}
