// Light as it was before an edit: what may be taken over instead of being followed again.

/// The old points of a port and which of them an edit can have changed.
struct KnownLight {
  let points: [LightPoint]
  private let touched: Set<Int32>
  /// Ports whose joint was made or taken, and whether each was in a joint before.
  private let changedPorts: [End: Bool]
  /// For each old point, whether a touched node lies at it or below.
  private let holdsTouched: [Bool]

  init() {
    points = []
    touched = []
    changedPorts = [:]
    holdsTouched = []
  }

  init(_ points: [LightPoint], touched: Set<Int32>, changed: [End: Bool]) {
    self.points = points
    self.touched = touched
    changedPorts = changed
    var holds = points.map { touched.contains($0.node) }
    for index in points.indices.reversed() where holds[index] {
      if let parent = points[index].parent { holds[parent] = true }
    }
    holdsTouched = holds
  }

  var isEmpty: Bool { points.isEmpty }
  func isTouched(_ index: Int) -> Bool { touched.contains(points[index].node) }
  func isTouchedBelow(_ index: Int) -> Bool { holdsTouched[index] }

  /// The old children of an old point, in order.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child <= points[index].last {
      children.append(child)
      child = points[child].last + 1
    }
    return children
  }

  /// For each output of a splitter that the edit left alone, the old point that hangs on it.
  ///
  /// Old points hang in the order of the ports; where one of the old ports led nowhere, nothing
  /// can be told.
  func children(of index: Int, byOutput outputs: [Int32]) -> [Int32: Int] {
    let node = points[index].node
    var before = outputs.filter { changedPorts[.port(node: node, number: PortNumber($0))] == nil }
    let kept = before
    for case (.port(node, let number), true) in changedPorts where number.value > 0 {
      before.append(number.value)
    }
    let children = children(of: index)
    guard children.count == before.count else { return [:] }
    let byPort = Dictionary(uniqueKeysWithValues: zip(before.sorted(), children))
    return byPort.filter { kept.contains($0.key) }
  }

  /// The old child of `parent` that a new point is, told by how light arrives; or nil.
  func child(of parent: Int, like point: LightPoint) -> Int? {
    guard parent >= 0 else { return nil }
    return children(of: parent).first {
      points[$0].node == point.node && points[$0].route == point.route
        && points[$0].strand == point.strand
    }
  }

  /// True where a new point holds exactly what the old one did, before anything below is known.
  func holds(_ index: Int, what point: LightPoint) -> Bool {
    let old = points[index]
    return old.metres == point.metres && old.jointLoss == point.jointLoss
      && old.marks == point.marks && old.kind == point.kind
  }
}
