// Random places: by light, on the ground, by what hangs there.

import TopoqVocabulary

extension QuestionGenerator {
  /// Whether things of a noun are anywhere on the network, or on the ground.
  func canBePlaced(_ noun: Noun) -> Bool { noun.node != nil || noun.isRoute }

  private func canRelate(_ noun: Noun) -> Bool { canBePlaced(noun) || noun.placement == .strand }

  mutating func places(
    of noun: Noun, depth: Int, allowsNear: Bool
  ) -> (text: String, isNear: Bool, measures: Bool) {
    guard canRelate(noun), depth < 3 else { return ("", false, false) }
    var text = ""
    var (isNear, measures) = (false, false)
    for _ in 0..<pick(depth == 0 ? [0, 1, 1, 1, 2, 3] : [0, 0, 1]) {
      if allowsNear, !isNear, canBePlaced(noun), chance(12) {
        parts.insert("place near")
        text += " near " + groundTarget(depth)
        (isNear, measures) = (true, true)
        continue
      }
      let isNegated = chance(15)
      let spot = spot(of: noun, depth: depth)
      if !isNegated, spot.hasPrefix("within "), spot.split(separator: " ")[2] != "hops" {
        measures = true
      }
      if isNegated { parts.insert("not a place") }
      text += (isNegated ? " not " : " ") + spot
    }
    return (text, isNear, measures)
  }

  /// A place without `near`, which has no end.
  mutating func spot(of noun: Noun, depth: Int) -> String {
    guard canBePlaced(noun) else { return relation(of: noun, depth: depth) }
    switch number(0...17) {
    case 0, 1, 2, 3:
      parts.insert("place on")
      return pick(["on ", "on ", "downstream of "]) + networkTarget(depth)
    case 4:
      parts.insert("place directly on")
      return pick(["directly on ", "directly downstream of "]) + networkTarget(depth)
    case 5:
      parts.insert("place upstream of")
      return pick(["upstream of ", "directly upstream of "]) + networkTarget(depth)
    case 6:
      parts.insert("place at")
      return "at " + housingTarget(depth)
    case 7:
      parts.insert("place in")
      return "in " + areaTarget(depth)
    case 8:
      parts.insert("place crossing")
      return "crossing " + areaTarget(depth)
    case 9, 10:
      parts.insert("place within")
      let distance = pick([
        "\(number(5...900)).4 m", "0.\(number(1...9)) km", "\(number(90...900)) ft",
      ])
      return "within \(distance) of " + groundTarget(depth)
    case 11 where noun.placement != .port:
      parts.insert("place affected by")
      return "affected by " + networkTarget(depth)
    case 12 where noun.placement != .port:
      parts.insert("place connected to")
      return "connected to " + networkTarget(depth)
    case 13 where !noun.isRoute:
      parts.insert("place within hops")
      return "within \(number(1...4)) hops of " + housingTarget(depth)
    case 14 where !noun.isRoute:
      parts.insert("place by fibre")
      return "within \(number(1...60))5.5 m by fibre of " + housingTarget(depth)
    case 15 where !noun.isRoute:
      parts.insert("place along")
      return "along " + target([vocabulary.noun("route")!], depth)
    default: return relation(of: noun, depth: depth)
    }
  }

  private mutating func relation(of noun: Noun, depth: Int) -> String {
    let relatable = vocabulary.allNouns.filter {
      $0.node != nil || ($0.party != nil && noun.party != nil)
    }
    let related =
      chance(60)
      ? vocabulary.noun(pick(["customer", "splitter", "charge", "premises"]))!
      : pick(relatable)
    let isPresent = chance(60)
    parts.insert(isPresent ? "place with" : "place without")
    var text = isPresent ? "with " : "without "
    if chance(30) {
      parts.insert("amount")
      text += pick(["at least", "at most", "exactly"]) + " \(number(0...4)) "
    }
    guard depth < 2, chance(45) else { return text + related.plural }
    parts.insert("relation to a set")
    return text + "(" + set(of: related, depth: depth + 1) + ")"
  }

  // MARK: Targets

  private mutating func target(_ nouns: [Noun], _ depth: Int) -> String {
    if depth < 2, chance(22) {
      parts.insert("set as target")
      return "(" + set(of: pick(nouns), depth: depth + 1) + ")"
    }
    for _ in 0..<20 {
      if let names = names(of: pick(nouns)) { return names }
    }
    return "node " + network.nodes[0].code
  }

  /// Mostly what feeds much.
  private mutating func networkTarget(_ depth: Int) -> String {
    if chance(45) {
      return target(["olt", "splitter", "port", "route"].map { vocabulary.noun($0)! }, depth)
    }
    if chance(8) {
      parts.insert("bare code")
      return pick(network.nodes).code
    }
    if chance(15),
      let node = network.nodes.indices.filter({
        !network.usedPorts(of: $0).isEmpty
      }).randomElement(using: &random)
    {
      parts.insert("port of a splitter")
      return "port \(network.nodes[node].code):\(pick(network.usedPorts(of: node)))"
    }
    return target(
      vocabulary.allNouns.filter { $0.placement != .area && $0.placement != .nowhere }, depth)
  }

  private mutating func housingTarget(_ depth: Int) -> String {
    if chance(60) {
      return target(
        ["cabinet", "closure", "building", "terminal", "site"].map { vocabulary.noun($0)! }, depth)
    }
    return target(vocabulary.allNouns.filter { $0.node != nil && $0.placement != .nowhere }, depth)
  }

  private mutating func areaTarget(_ depth: Int) -> String {
    if chance(10) { return pick(network.areas).code }
    return target([vocabulary.noun("area")!], depth)
  }

  private mutating func groundTarget(_ depth: Int) -> String {
    if chance(35) {
      parts.insert("point")
      let (latitude, longitude) = (number(129_600...129_830), number(775_800...776_100))
      return "@\(Double(latitude) / 10_000),\(Double(longitude) / 10_000)"
    }
    return target(
      vocabulary.allNouns.filter { $0.placement != .nowhere && $0.placement != .strand }, depth)
  }
}
