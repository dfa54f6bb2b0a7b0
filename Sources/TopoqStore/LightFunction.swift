// `light` as SQL sees it: the points below a place, above it, or at it, as a table.

internal import TopoqNetwork
internal import TopoqSQLite

/// How a call of `light` and `lit_nodes` names a place: the first argument, then ids and numbers.
enum LightPlace: String {
  case belowNode = "below node"
  /// A node and all that it houses.
  case belowHousing = "below housing"
  case aboveHousing = "above housing"
  case directlyAboveHousing = "directly above housing"
  /// A node itself, for a trace; where no light arrives at it, what it houses.
  case downFrom = "down from"
  case upFrom = "up from"
  case directlyBelowNode = "directly below node"
  case aboveNode = "above node"
  case atNode = "at node"
  case belowRoute = "below route"
  case belowStrand = "below strand"
  case belowPort = "below port"
  case directlyBelowRoute = "directly below route"
  case directlyBelowStrand = "directly below strand"
  case directlyBelowPort = "directly below port"
  case aboveRoute = "above route"
  case aboveStrand = "above strand"
  case directlyAboveNode = "directly above node"
  case directlyAboveRoute = "directly above route"
  case directlyAboveStrand = "directly above strand"

  init(_ text: String) throws {
    guard let place = LightPlace(rawValue: text) else {
      throw TableFunctionError("light knows no place `\(text)`")
    }
    self = place
  }

  /// Where walks begin, each a point with all below it. Walks of one step and walks upwards begin
  /// at every point of the place; from others those are left out that lie below another.
  func spans(_ reader: LightReader, _ thing: Int32, _ number: Int32) throws -> [LightSpan] {
    let isNested = isDirect || isUpwards
    return switch self {
    case .aboveNode, .directlyAboveNode, .atNode: try reader.arrivals(at: thing)
    case .aboveHousing, .directlyAboveHousing: try reader.entries(into: thing)
    case .belowNode, .directlyBelowNode: try reader.spans(below: thing, isNested: isNested)
    case .belowHousing: try reader.spans(belowHousing: thing)
    case .downFrom, .upFrom:
      if try reader.ports(lighting: thing).isEmpty {
        try isUpwards ? reader.entries(into: thing) : reader.spans(belowHousing: thing)
      } else {
        try isUpwards ? reader.arrivals(at: thing) : reader.spans(below: thing)
      }
    case .belowRoute, .directlyBelowRoute, .aboveRoute, .directlyAboveRoute:
      try reader.spans(through: thing, strand: 0, isNested: isNested)
    case .belowStrand, .directlyBelowStrand, .aboveStrand, .directlyAboveStrand:
      try reader.spans(through: thing, strand: number, isNested: isNested)
    case .belowPort, .directlyBelowPort: try reader.spans(fromPort: number, of: thing)
    }
  }

  /// Whether a walk goes no further than the next splitter.
  var isDirect: Bool { rawValue.hasPrefix("directly") }

  /// Whether a walk goes from a point to its source.
  var isUpwards: Bool {
    switch self {
    case .aboveNode, .aboveHousing, .aboveRoute, .aboveStrand, .directlyAboveNode,
      .directlyAboveHousing, .directlyAboveRoute, .directlyAboveStrand, .upFrom:
      true
    case .belowNode, .belowHousing, .directlyBelowNode, .atNode, .belowRoute, .belowStrand,
      .belowPort, .downFrom, .directlyBelowRoute, .directlyBelowStrand, .directlyBelowPort:
      false
    }
  }

  /// Whether the place is a node, whose own splitting ends no walk of one step.
  var isNode: Bool {
    switch self {
    case .belowNode, .directlyBelowNode, .aboveNode, .directlyAboveNode, .atNode, .belowHousing,
      .aboveHousing, .directlyAboveHousing, .downFrom, .upFrom:
      true
    case .belowRoute, .belowStrand, .belowPort, .aboveRoute, .aboveStrand, .directlyBelowRoute,
      .directlyBelowStrand, .directlyBelowPort, .directlyAboveRoute, .directlyAboveStrand:
      false
    }
  }

  /// The nodes that are the place itself.
  func itself(_ reader: LightReader, _ thing: Int32) throws -> Set<Int32> {
    switch self {
    case .aboveHousing, .directlyAboveHousing: Set([thing] + (try reader.housed(in: thing)))
    default: isNode ? [thing] : []
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
    "dark INTEGER", "feed INTEGER", "is_start INTEGER", "is_stop INTEGER",
  ]
  let parameters = ["place", "thing", "number"]
  let required = 2
  let expectedRows: Int64 = 64
  private let reader: LightReader

  init(_ reader: LightReader) { self.reader = reader }
  func open() -> any TableCursor { LightCursor(reader) }
}

/// Walks spans downwards, or the way from a point up to its source.
///
/// The chunk of the span stands in a buffer of the cursor's own, as SQLite's may move.
final class LightCursor: TableCursor {
  private let reader: LightReader
  private var spans: [LightSpan] = []
  private var span = 0
  private var position = 0
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)
  private var view: LightView?
  private var isUpwards = false
  /// Set where the walk goes no further than splitters other than those of the place itself.
  private var isDirect = false
  private var itself: Set<Int32> = []
  /// Which walk this is, from 1: a node on two feeds has two.
  private var feed = 1
  private var startMetres = 0.0

  init(_ reader: LightReader) { self.reader = reader }

  deinit { buffer.deallocate() }

  func start(_ arguments: TableArguments) throws {
    spans = []
    span = -1
    feed = 0
    guard !arguments.isNull(1) else { return span = 0 }
    let place = try LightPlace(arguments.text(0))
    let thing = Int32(truncatingIfNeeded: try arguments.integer(1))
    let number = arguments.isNull(2) ? 0 : Int32(truncatingIfNeeded: try arguments.integer(2))
    isUpwards = place.isUpwards
    isDirect = place.isDirect
    itself = try place == .directlyBelowPort ? [thing] : place.itself(reader, thing)
    spans = try place.spans(reader, thing, number)
    try openNextSpan()
  }

  private func openNextSpan() throws {
    span += 1
    feed += 1
    guard span < spans.count else { return }
    if span == 0 || spans[span].port != spans[span - 1].port {
      try load(reader.bytes(of: spans[span].port))
    }
    position = spans[span].first
    startMetres = view!.metres(position)
  }

  private func load(_ bytes: [UInt8]) {
    if buffer.count < bytes.count {
      buffer.deallocate()
      buffer = .allocate(byteCount: bytes.count, alignment: 8)
    }
    buffer.copyBytes(from: bytes)
    view = LightView(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<bytes.count]))
    precondition(view != nil, "the reader gives only bytes that are a chunk")
  }

  var isAtEnd: Bool { span >= spans.count }

  func advance() throws {
    if isUpwards {
      position = isStop ? -1 : view!.parent(position)
      if position < 0 { try openNextSpan() }
    } else {
      position = (isStop ? view!.last(position) : position) + 1
      if position > spans[span].last { try openNextSpan() }
    }
  }

  /// Whether a walk of one step goes no further: at the next splitter. Upwards the place where it
  /// starts is no step.
  private var isStop: Bool {
    guard isDirect, let view, view.isSplitter(position), !itself.contains(view.node(position))
    else {
      return false
    }
    return !isUpwards || position != spans[span].first
  }

  func column(_ index: Int, _ result: ColumnResult) {
    let port = spans[span].port
    guard let view else { return }
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
    case 16: result.set(position == spans[span].first ? 1 : 0 as Int64)
    default: result.set(isStop ? 1 : 0 as Int64)
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
  /// No kind: the place itself, where no light arrives.
  private var nodes: [(node: Int32, kind: NodeKind?)] = []
  private var placeNode: Int32 = 0
  private var index = 0
  /// Set where a node may come twice.
  private var seen: NodeSet?

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
    placeNode = place.isNode ? thing : 0
    if place == .belowHousing {
      let housed = try reader.housed(in: thing)
      guard housed.isEmpty else { return try collect(below: [thing] + housed, kinds) }
      return try collect(.belowNode, thing, number, kinds: kinds)
    }
    if place.isUpwards {
      return try collect(
        above: place.spans(reader, thing, number), kinds, isDirect: place.isDirect,
        itself: place.itself(reader, thing))
    }
    seen = nil
    if place == .belowNode || place == .directlyBelowNode || place == .atNode {
      var first: LightSpan?
      try reader.forEachSpan(below: thing, isNested: place.isDirect) { span, view in
        // A second span may light a node again: from here on each is looked up.
        if first != nil, seen == nil { rememberAll() }
        if first == nil { first = span }
        collect(span, view, kinds, isDirect: place.isDirect, above: thing)
      }
      if first == nil { nodes.append((thing, nil)) }
      return
    }
    let spans = try place.spans(reader, thing, number)
    if spans.count > 1 { rememberAll() }
    let isPort = place == .belowPort || place == .directlyBelowPort
    for var span in spans {
      try reader.withChunk(span.port) { view in
        // A source's chunk begins at the source, which its port does not feed.
        if isPort, span.first == 0 { span.first = 1 }
        collect(span, view, kinds, isDirect: place.isDirect, above: 0)
      }
    }
  }

  /// Takes what several nodes feed, each of them too, lit or not.
  private func collect(below several: [Int32], _ kinds: Int64) throws {
    rememberAll()
    for node in several {
      var isLit = false
      try reader.forEachSpan(below: node) { span, view in
        isLit = true
        collect(span, view, kinds, isDirect: false, above: 0)
      }
      if !isLit, seen!.insert(node) { nodes.append((node, nil)) }
    }
  }

  private func rememberAll() {
    seen = NodeSet(expected: nodes.count)
    for entry in nodes { _ = seen!.insert(entry.node) }
  }

  /// Takes the nodes of a span; where it is direct, not past a splitter other than `above`.
  private func collect(
    _ span: LightSpan, _ view: LightView, _ kinds: Int64, isDirect: Bool, above: Int32
  ) {
    if seen == nil, view.repeatsNodes { rememberAll() }
    nodes.reserveCapacity(nodes.count + max(0, span.last - span.first + 1))
    var position = span.first
    while position <= span.last {
      let kind = view.kind(position)
      if kinds & (1 << Int64(kind.rawValue)) != 0 {
        let node = view.node(position)
        if seen == nil || seen!.insert(node) { nodes.append((node, kind)) }
      }
      if isDirect, view.isSplitter(position), view.node(position) != above {
        position = view.last(position)
      }
      position += 1
    }
  }

  /// Takes the nodes on the ways from the starts of spans to their sources; where it is direct, not
  /// past a splitter other than the place.
  private func collect(
    above spans: [LightSpan], _ kinds: Int64, isDirect: Bool, itself: Set<Int32>
  ) throws {
    var seen = NodeSet(expected: 16)
    for span in spans {
      try reader.withChunk(span.port) { view in
        var current = view.parent(span.first)
        while current >= 0 {
          let (node, kind) = (view.node(current), view.kind(current))
          let isOther = !itself.contains(node)
          if isOther, kinds & (1 << Int64(kind.rawValue)) != 0, seen.insert(node) {
            nodes.append((node, kind))
          }
          let isStop = isDirect && view.isSplitter(current) && isOther
          current = isStop ? -1 : view.parent(current)
        }
      }
    }
  }

  var isAtEnd: Bool { index >= nodes.count }
  func advance() { index += 1 }

  func column(_ column: Int, _ result: ColumnResult) {
    switch column {
    case 0: result.set(Int64(nodes[index].node))
    case 1:
      if let kind = nodes[index].kind { result.set(kind.word) } else { result.setNull() }
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

extension LightView {
  /// Whether light is split at a point, and not only handed on as within a building.
  fileprivate func isSplitter(_ position: Int) -> Bool {
    kind(position) == .splitter && marks(position).contains(.splits)
  }
}
