// The joints that light passes below a place or above it, as a table.

internal import TopoqNetwork
internal import TopoqSQLite

/// `lit_joints(place, thing, number)`: each joint once. `place` is as in `light`.
///
/// Below a node lie the joints by which light leaves it, not those by which it comes; above it those
/// by which it comes. Above a route lies the joint by which light enters it.
final class LightJointsFunction: TableFunction {
  let name = "lit_joints"
  let columns = ["joint INTEGER"]
  let parameters = ["place", "thing", "number"]
  let required = 2
  let expectedRows: Int64 = 64
  private let reader: LightReader
  private let glass: () throws -> StoredGlass

  init(_ reader: LightReader, _ glass: @escaping () throws -> StoredGlass) {
    self.reader = reader
    self.glass = glass
  }

  func open() -> any TableCursor {
    let (reader, glass) = (reader, glass)
    return ListCursor { arguments in
      guard !arguments.isNull(1) else { return [] }
      var joints = LightJoints(glass: try glass())
      let number = arguments.isNull(2) ? 0 : Int32(truncatingIfNeeded: try arguments.integer(2))
      try joints.collect(
        LightPlace(arguments.text(0)), Int32(truncatingIfNeeded: arguments.integer(1)), number,
        reader)
      return joints.found.sorted().map { ($0, 0) }
    }
  }
}

/// Gathers the joints that light passes on its way to points.
///
/// - Complexity: O(points), each with a few look-ups of ends.
private struct LightJoints {
  let glass: StoredGlass
  private(set) var found: Set<Int64> = []

  init(glass: StoredGlass) { self.glass = glass }

  mutating func collect(
    _ place: LightPlace, _ thing: Int32, _ number: Int32, _ reader: LightReader
  ) throws {
    let itself = try place.itself(reader, thing)
    for span in try place.spans(reader, thing, number) {
      try reader.withChunk(span.port) { view in
        if place.isUpwards {
          try collect(above: span.first, view, place, itself)
        } else {
          let isOfPort = place == .belowPort || place == .directlyBelowPort
          try collect(below: span, view, place, isOfPort ? [thing] : itself)
        }
      }
    }
  }

  private mutating func collect(
    above start: Int, _ view: LightView, _ place: LightPlace, _ itself: Set<Int32>
  ) throws {
    var position = start
    while position >= 0 {
      let isStop =
        place.isDirect && position != start && view.isSplitter(position)
        && !itself.contains(view.node(position))
      guard !isStop else { return }
      try enter(position, view)
      // What light does at the far end of a route is not above it.
      if position != start || place.isNode { try arrive(position, view) }
      position = view.parent(position)
    }
  }

  private mutating func collect(
    below span: LightSpan, _ view: LightView, _ place: LightPlace, _ itself: Set<Int32>
  ) throws {
    var position = span.first
    while position <= span.last {
      let isStart = position == span.first
      if !isStart || place == .belowPort || place == .directlyBelowPort {
        try enter(position, view)
      }
      if !isStart || !place.isNode { try arrive(position, view) }
      let isStop =
        place.isDirect && view.isSplitter(position) && !itself.contains(view.node(position))
      position = (isStop ? view.last(position) : position) + 1
    }
  }

  /// The joint by which light leaves the point above for this one.
  private mutating func enter(_ position: Int, _ view: LightView) throws {
    let parent = view.parent(position)
    guard view.route(position) > 0 else {
      guard parent >= 0 else { return }
      return try input(of: view.node(position), from: parent, view)
    }
    let route = try glass.route(view.route(position))
    let sides: [RouteSide] =
      (route.to == view.node(position) ? [.a] : [])
      + (route.from == view.node(position) ? [.b] : [])
    for side in sides {
      let end = End.strand(route: view.route(position), number: view.strand(position), side: side)
      if let row = try glass.row(of: end) { found.insert(row >> 1) }
    }
  }

  /// The joint by which light that came along a strand enters a port of the node itself.
  private mutating func arrive(_ position: Int, _ view: LightView) throws {
    guard view.route(position) > 0 else { return }
    try input(of: view.node(position), from: position, view)
  }

  /// The joints by which an input of a node takes light from a point: from its strand, or a port of
  /// its node.
  private mutating func input(of node: Int32, from position: Int, _ view: LightView) throws {
    for number in try glass.joinedInputs(of: node) {
      guard let row = try glass.row(of: .port(node: node, number: number)) else { continue }
      let isPassed =
        switch try glass.end(row ^ 1) {
        case .strand(let route, let number, _)?:
          route == view.route(position) && number == view.strand(position)
        case .port(let above, _)?: above == view.node(position) && above != node
        case nil: false
        }
      if isPassed { found.insert(row >> 1) }
    }
  }
}
