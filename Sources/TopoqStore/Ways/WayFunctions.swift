// Ways as SQL sees them: the points of a way, its joints, and where one that does not exist ends.

internal import TopoqSQLite

/// `way(from, to, waypoints, avoiding, measure)`: the points of the way between two things, in
/// order; no rows where there is none.
///
/// Things are named as `node:5`, `route:7`, `strand:7:3`, `port:5:2`, `area:1`; several stand with
/// spaces between them. `measure` is `length`, which is meant where none is given, `loss` or `hops`.
final class WayFunction: TableFunction {
  let name = "way"
  let columns = [
    "hop INTEGER", "node INTEGER", "route INTEGER", "strand INTEGER", "hop_metres REAL",
    "metres REAL", "hop_loss REAL", "loss REAL", "is_light INTEGER", "is_end INTEGER",
  ]
  let parameters = ["from_thing", "to_thing", "waypoints", "avoiding", "measure"]
  let required = 2
  let expectedRows: Int64 = 12
  private let finder: WayFinder

  init(_ finder: WayFinder) { self.finder = finder }
  func open() -> any TableCursor { WayCursor(finder) }
}

final class WayCursor: TableCursor {
  private let finder: WayFinder
  private var way = Way(points: [], isLight: false)
  private var ends: Set<Int32> = []
  private var index = 0

  init(_ finder: WayFinder) { self.finder = finder }

  func start(_ arguments: TableArguments) throws {
    index = 0
    way.points = []
    guard let request = try finder.request(arguments), let found = try finder.way(request) else {
      return
    }
    way = found
    ends = Set([request.from.node, request.to.node].compactMap { $0 })
  }

  var isAtEnd: Bool { index >= way.points.count }
  func advance() { index += 1 }

  func column(_ column: Int, _ result: ColumnResult) {
    let point = way.points[index]
    let before = index > 0 ? way.points[index - 1] : point
    switch column {
    case 0: result.set(Int64(point.hop))
    case 1: result.set(Int64(point.node))
    case 2: set(point.route, result)
    case 3: set(point.strand, result)
    case 4: result.set(point.metres - before.metres)
    case 5: result.set(point.metres)
    case 6: result.set(point.loss - before.loss)
    case 7: result.set(point.loss)
    case 8: result.set(way.isLight ? 1 : 0 as Int64)
    default: result.set(ends.contains(point.node) ? 1 : 0 as Int64)
    }
  }

  private func set(_ number: Int32, _ result: ColumnResult) {
    if number == 0 { result.setNull() } else { result.set(Int64(number)) }
  }
}

/// `way_joints(from, to, waypoints, avoiding, measure)`: the joints that the way passes, in order.
final class WayJointsFunction: TableFunction {
  let name = "way_joints"
  let columns = ["joint INTEGER"]
  let parameters = ["from_thing", "to_thing", "waypoints", "avoiding", "measure"]
  let required = 2
  let expectedRows: Int64 = 12
  private let finder: WayFinder

  init(_ finder: WayFinder) { self.finder = finder }

  func open() -> any TableCursor {
    let finder = finder
    return ListCursor { arguments in
      guard let request = try finder.request(arguments),
        let way = try finder.way(request, withJoints: true)
      else { return [] }
      return way.joints.map { ($0, 0) }
    }
  }
}

/// `way_end(from, to, waypoints, avoiding, measure)`: where a way that does not exist ends. A row
/// for each of the first things that stand in the way there, or one row where nothing does; no rows
/// where there is a way.
final class WayEndFunction: TableFunction {
  let name = "way_end"
  let columns = [
    "leg INTEGER", "is_from INTEGER", "places INTEGER", "route INTEGER", "near INTEGER",
    "far INTEGER", "reason TEXT",
  ]
  let parameters = ["from_thing", "to_thing", "waypoints", "avoiding", "measure"]
  let required = 2
  let expectedRows: Int64 = 2
  private let finder: WayFinder

  init(_ finder: WayFinder) { self.finder = finder }
  func open() -> any TableCursor { WayEndCursor(finder) }
}

final class WayEndCursor: TableCursor {
  private let finder: WayFinder
  private var found: (end: PhysicalWay.DeadEnd, around: Surroundings)?
  private var index = 0

  init(_ finder: WayFinder) { self.finder = finder }

  func start(_ arguments: TableArguments) throws {
    index = 0
    found = try finder.request(arguments).flatMap { try finder.end($0) }
  }

  var isAtEnd: Bool { index >= (found.map { max(1, $0.around.obstacles.count) } ?? 0) }
  func advance() { index += 1 }

  func column(_ column: Int, _ result: ColumnResult) {
    guard let (end, around) = found else { return result.setNull() }
    let obstacle = index < around.obstacles.count ? around.obstacles[index] : nil
    switch column {
    case 0: result.set(Int64(end.leg))
    case 1: result.set(end.isFromSide ? 1 : 0 as Int64)
    case 2: result.set(Int64(around.places))
    case 3 where (obstacle?.link.route ?? 0) != 0: result.set(Int64(obstacle!.link.route))
    case 4 where obstacle != nil: result.set(Int64(obstacle!.link.near))
    case 5 where obstacle != nil: result.set(Int64(obstacle!.link.far))
    case 6 where obstacle != nil: result.set(obstacle!.reason)
    default: result.setNull()
    }
  }
}
