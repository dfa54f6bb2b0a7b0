// Which code an OFDS thing gets: ids are unique only within their network.

/// The codes of OFDS things: their ids, with the network's before those that several networks use.
struct OFDSCodes {
  private struct Key: Hashable {
    let network: String
    let id: String
  }
  private var known: Set<Key> = []
  private var networkCounts: [String: Int] = [:]

  init(_ things: [(network: String, id: String)]) {
    for thing in things where known.insert(Key(network: thing.network, id: thing.id)).inserted {
      networkCounts[thing.id, default: 0] += 1
    }
  }

  /// Nil where the network has nothing of that id.
  func code(of id: String, in network: String) -> String? {
    guard known.contains(Key(network: network, id: id)) else { return nil }
    return networkCounts[id] == 1 ? id : "\(network)/\(id)"
  }
}
