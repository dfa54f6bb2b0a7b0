// A queue that gives the smallest first: a binary heap.

/// Elements with a priority, smallest first; equal priorities come in the order of insertion.
public struct PriorityQueue<Priority: Comparable, Element> {
  private var heap: [(priority: Priority, order: Int, element: Element)] = []
  private var inserted = 0

  public init() {}
  public var isEmpty: Bool { heap.isEmpty }
  public var count: Int { heap.count }
  /// The priority of what comes next.
  public var firstPriority: Priority? { heap.first?.priority }

  /// - Complexity: O(log count).
  public mutating func insert(_ element: Element, priority: Priority) {
    heap.append((priority, inserted, element))
    inserted += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(child, parent) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// - Complexity: O(log count).
  public mutating func popFirst() -> (priority: Priority, element: Element)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    return (first.priority, first.element)
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(child + 1, child) { child += 1 }
      guard precedes(child, parent) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    heap[left].priority != heap[right].priority
      ? heap[left].priority < heap[right].priority : heap[left].order < heap[right].order
  }
}
