// A random plant as the files of a network folder.

import TestSupport

@testable import TopoqNetwork

extension DraftPlant {
  /// The files; nodes are `N1`, `N2`, ..., routes `R1`, `R2`, ... of three strands each.
  var folder: [String: String] {
    var nodes = "code,kind,ports,state\n"
    for id in self.nodes.indices.dropFirst() {
      let node = self.nodes[id]
      nodes += "N\(id),\(node.kind.word),\(node.ports ?? 8),\(node.state.word)\n"
    }
    var routes = "code,from,to,strands,length_m,state\n"
    for id in self.routes.indices.dropFirst() {
      let route = self.routes[id]
      routes += "R\(id),N\(route.from),N\(route.to),3,\(route.metres),\(route.state.word)\n"
    }
    var joints = "node,from,to,loss_db\n"
    for joint in importedJoints {
      joints +=
        "N\(joint.node),\(Self.written(joint.ends.0)),\(Self.written(joint.ends.1)),"
        + "\(joint.loss ?? 0)\n"
    }
    return ["nodes.csv": nodes, "routes.csv": routes, "joints.csv": joints]
  }

  private static func written(_ end: End) -> String {
    switch end {
    case .strand(let route, let number, let side):
      "R\(route)#\(number)@\(side == .a ? "a" : "b")"
    case .port(let node, let number): "N\(node):\(number.written)"
    }
  }

  /// Random joints may name ports that a node has not; those are refused on import.
  var importedJoints: [Joint] {
    joints.filter { joint in
      [joint.ends.0, joint.ends.1].allSatisfy { end in
        guard case .port(let id, let number) = end else { return true }
        let node = nodes[Int(id)]
        return number.value <= (node.ports ?? 8) && !(node.isSource && number.isInput)
      }
    }
  }
}
