// Small random plants as network folders.

import TestSupport

@testable import TopoqNetwork

enum RandomFolder {
  /// A random plant as a network folder.
  static func files(seed: UInt64) -> [String: String] {
    let plant = RandomPlant(seed: seed).plant
    var nodes = "code,kind,ports,state\n"
    for id in plant.nodes.indices.dropFirst() {
      let node = plant.nodes[id]
      nodes += "N\(id),\(node.kind.word),\(node.ports ?? 8),\(node.state.word)\n"
    }
    var routes = "code,from,to,strands,length_m,state\n"
    for id in plant.routes.indices.dropFirst() {
      let route = plant.routes[id]
      routes += "R\(id),N\(route.from),N\(route.to),3,\(route.metres),\(route.state.word)\n"
    }
    func written(_ end: End) -> String {
      switch end {
      case .strand(let route, let number, let side):
        "R\(route)#\(number)@\(side == .a ? "a" : "b")"
      case .port(let node, let number): "N\(node):\(number.written)"
      }
    }
    var joints = "node,from,to,loss_db\n"
    for joint in plant.joints where isAllowed(joint, plant) {
      joints +=
        "N\(joint.node),\(written(joint.ends.0)),\(written(joint.ends.1)),\(joint.loss ?? 0)\n"
    }
    return ["nodes.csv": nodes, "routes.csv": routes, "joints.csv": joints]
  }

  /// Random joints may name ports that a node has not; those are refused on import.
  private static func isAllowed(_ joint: DraftPlant.Joint, _ plant: DraftPlant) -> Bool {
    [joint.ends.0, joint.ends.1].allSatisfy { end in
      guard case .port(let id, let number) = end else { return true }
      let node = plant.nodes[Int(id)]
      return number.value <= (node.ports ?? 8) && !(node.isSource && number.isInput)
    }
  }
}
