// After light was written anew: what contradicts itself there is kept on record.

internal import TopoqNetwork
internal import TopoqSQLite

extension LightUpdate {
  /// Rewrites the light that `traces` touch, and the record of what contradicts itself in it.
  static func run(_ glass: StoredGlass, _ traces: EditTraces) throws {
    guard !traces.isEmpty else { return }
    var update = LightUpdate(glass, traces)
    try update.run()
    for port in update.rewritten {
      try glass.run("DELETE FROM finding WHERE port = ?", [.integer(port)])
    }
    guard !update.contradictions.isEmpty else { return }
    let insert = try Finding.insertion(glass.connection)
    for contradiction in update.contradictions {
      let finding = try Finding(
        contradiction,
        node: { id in
          try glass.first("SELECT code FROM node WHERE id = ?", [.integer(Int64(id))])?.text
            ?? ""
        },
        joint: { end in
          let opposite = try glass.peer(of: end).map { " = " + (try glass.name(of: $0.end)) } ?? ""
          return try glass.name(of: end) + opposite
        })
      insert.bind(finding.values)
      try insert.run()
    }
  }
}

extension StoredGlass {
  /// An end as it is written: `F7#3`, `S12:4`.
  func name(of end: End) throws -> String {
    let (table, id, rest) =
      switch end {
      case .strand(let route, let number, _): ("route", route, "#\(number)")
      case .port(let node, let number): ("node", node, ":\(number.written)")
      }
    let code = try first("SELECT code FROM \(table) WHERE id = ?", [.integer(Int64(id))])?.text
    return (code ?? "?") + rest
  }
}
