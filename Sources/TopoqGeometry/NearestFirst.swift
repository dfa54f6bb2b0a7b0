/// The search that yields what lies nearest to a place, then the next, as long as one asks.
///
/// Nodes, boxes and measured entries wait in one queue by how near they can be at least; a
/// measured entry that comes out first is nearer than all that is left. Source: G. R. Hjaltason
/// and H. Samet, "Distance browsing in spatial databases", ACM TODS 24 (1999).
public struct NearestFirst {
  public typealias Found = (id: Int64, metres: Double)

  private let ball: PlaceOnBall
  private let node: (Int64) throws -> [UInt8]
  private let measure: (Int64, BoundingBox) throws -> Double?
  private var queue = Queue()
  private var hasStarted = false

  /// Searches from a valid place.
  ///
  /// - Parameters:
  ///   - node: the bytes of the index's node of that number (`X_node.data`); number 1 is the root.
  ///   - measure: the exact metres from the place to the entry, which lies within the box; nil
  ///     passes the entry over. Never less than `Geodesy.lowerBound` to the box.
  public init(
    from place: Coordinate, node: @escaping (_ number: Int64) throws -> [UInt8],
    measure: @escaping (_ id: Int64, _ box: BoundingBox) throws -> Double?
  ) {
    ball = PlaceOnBall(place)
    self.node = node
    self.measure = measure
  }

  /// Searches among points, each taken to lie at the centre of its box, which is up to a metre
  /// off: good for a first choice, not for a figure to be shown.
  public init(
    from place: Coordinate, amongCentres node: @escaping (_ number: Int64) throws -> [UInt8]
  ) {
    self.init(from: place, node: node) { _, box in Geodesy.distance(place, box.centre) }
  }

  /// The next nearest entry, or nil when all have been yielded; of equally near ones, the lower
  /// id first. Rethrows what the closures throw, and `RTreeNode.Fault` for a damaged index.
  public mutating func next() throws -> Found? {
    if !hasStarted {
      hasStarted = true
      try open(1, height: nil)
    }
    while let waiting = queue.popFirst() {
      switch waiting.kind {
      case .node(let height): try open(waiting.id, height: height)
      case .entry(let box):
        if let metres = try measure(waiting.id, box), !metres.isNaN {
          queue.insert(Waiting(metres: metres, id: waiting.id, kind: .measured))
        }
      case .measured: return (waiting.id, waiting.metres)
      }
    }
    return nil
  }

  /// Lets a node's cells wait. The root says its own height; below, each step is one less, so
  /// that a damaged index that runs in circles still ends.
  private mutating func open(_ number: Int64, height expected: Int?) throws {
    let ball = ball
    try node(number).withUnsafeBytes { bytes in
      let node = try RTreeNode(bytes)
      guard number == 1 || node.depth == 0, (number == 1) == (expected == nil) else {
        throw RTreeNode.Fault.misplaced(number: number)
      }
      let height = expected ?? node.depth
      for index in 0..<node.count {
        let box = node.box(at: index)
        queue.insert(
          Waiting(
            metres: ball.lowerBound(to: box), id: node.id(at: index),
            kind: height == 0 ? .entry(box) : .node(height: height - 1)))
      }
    }
  }
}

/// What waits for its turn: nothing of it is nearer than `metres`.
private struct Waiting {
  enum Kind {
    case node(height: Int)
    case entry(BoundingBox)
    case measured
  }

  let metres: Double
  let id: Int64
  let kind: Kind

  /// On equal metres what is not yet measured goes first: it may hold an equally near, lower id.
  func precedes(_ other: Waiting) -> Bool {
    if metres != other.metres { return metres < other.metres }
    if isMeasured != other.isMeasured { return other.isMeasured }
    return id < other.id
  }

  private var isMeasured: Bool {
    if case .measured = kind { true } else { false }
  }
}

/// A binary heap, the first to go at its top.
private struct Queue {
  private var heap: [Waiting] = []

  mutating func insert(_ waiting: Waiting) {
    heap.append(waiting)
    var index = heap.count - 1
    while index > 0, heap[index].precedes(heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func popFirst() -> Waiting? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last }
    heap[0] = last
    var index = 0
    while true {
      var least = index
      for child in 2 * index + 1...2 * index + 2
      where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      if least == index { return first }
      heap.swapAt(index, least)
      index = least
    }
  }
}
