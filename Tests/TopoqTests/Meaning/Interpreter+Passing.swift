// What light passes on its way on a plain network: joints, and the ports that it comes from.

import TopoqSyntax
import TopoqVocabulary

extension Interpreter {
  /// The joints that light passes below or above a target, or the ports above it; nil where a place
  /// or a noun is another.
  func passed(_ spot: Spot, _ noun: TopoqVocabulary.Noun) throws -> Set<Thing>? {
    switch (spot, noun.name) {
    case (.fed(let target, let isDirect), "joint"):
      return Set(try things(target).flatMap { joints(below: $0, isDirect) }.map { .joint($0) })
    case (.upstream(let target, let isDirect), "joint"):
      return Set(try things(target).flatMap { joints(above: $0, isDirect) }.map { .joint($0) })
    case (.upstream(let target, let isDirect), "port"):
      let roots = try things(target).flatMap { thing in
        ways(to: origins(of: thing, isDirect), isDirect, own: node(of: thing))
      }.map { light.arrivals[$0] }.filter { $0.above == nil }
      return Set(roots.map { .port(node: $0.node, number: $0.port) })
    default: return nil
    }
  }

  /// Where a way upwards begins. Above a port of a source, and directly above one of a splitter, is
  /// its node alone.
  private func origins(of thing: Thing, _ isDirect: Bool) -> [Int] {
    guard case .port(let node, _) = thing else { return starts(of: thing) }
    let kind = network.nodes[node].kind
    return kind == "olt" || kind == "splitter" && isDirect ? [] : light.arrivals(at: node)
  }

  private func isNode(_ thing: Thing) -> Bool {
    switch thing {
    case .route, .strand: false
    default: true
    }
  }

  private func joints(below thing: Thing, _ isDirect: Bool) -> [Int] {
    let isPort = if case .port = thing { true } else { false }
    return points(below: thing, isDirect).flatMap { start, point in
      let arrival = light.arrivals[point]
      if isPort || point != start { return arrival.inputs + [arrival.joint].compactMap(\.self) }
      return isNode(thing) ? [] : arrival.inputs
    }
  }

  private func joints(above thing: Thing, _ isDirect: Bool) -> [Int] {
    let starts = origins(of: thing, isDirect)
    let ways = ways(to: starts, isDirect, own: node(of: thing)).filter {
      !isDirect || !stops($0, own: node(of: thing))
    }
    let whole = (isNode(thing) ? starts : []) + ways
    return whole.flatMap { light.arrivals[$0].inputs }
      + (starts + ways).compactMap { light.arrivals[$0].joint }
  }
}
