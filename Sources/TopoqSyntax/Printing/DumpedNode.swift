/// One line of a dump with the lines below it.
struct DumpedNode {
  let label: String
  let children: [DumpedNode]

  init(_ label: String, _ children: [DumpedNode?] = []) {
    self.label = label
    self.children = children.compactMap { $0 }
  }

  /// A node with children, or nil where there are none.
  static func group(_ label: String, _ children: [DumpedNode]) -> DumpedNode? {
    children.isEmpty ? nil : DumpedNode(label, children)
  }

  func write(to lines: inout [String], depth: Int) {
    lines.append(String(repeating: "  ", count: depth) + label)
    for child in children { child.write(to: &lines, depth: depth + 1) }
  }
}
