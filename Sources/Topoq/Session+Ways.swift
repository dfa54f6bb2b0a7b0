// What is said where no way exists, and where a trace leads to nothing.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqVocabulary

extension Session {
  /// So many places are not counted any more.
  private static let many = 2000

  /// Where a way that was asked for ends, and what stands in its way there.
  func absence(of way: BoundWay, _ words: Words) throws -> String {
    var generator = try Generator(connection.handle, words.vocabulary, today: words.today)
    let compiled = try generator.compileEnd(of: way)
    let rows = try connection.handle.rows(compiled.sql, compiled.parameters)
    let stops = ([way.origin] + way.waypoints + [way.destination]).map {
      "\($0.noun.name) \($0.code)"
    }
    guard let first = rows.first, let leg = first[0].integer, leg + 1 < stops.count else {
      // One of the ends hangs on no node.
      return "no way from \(stops.first!) to \(stops.last!): one of them stands nowhere"
    }
    let (from, to) = (stops[Int(leg)], stops[Int(leg) + 1])
    let places = first[2].integer ?? 0
    let end = first[1] == .integer(1) ? from : to
    let start = "no way from \(from) to \(to): "
    if places == 0 { return start + "\(end) is itself avoided, or cannot be passed" }
    guard places < Self.many else {
      return start + "the plant around the one is not joined to that around the other"
    }
    let reach =
      places == 1
      ? "nothing in service leads on from \(end)"
      : "from \(end) one gets to \(places - 1) other \(places == 2 ? "place" : "places"), and no "
        + "further"
    let obstacles = rows.compactMap { obstacle($0) }
    return start + reach + (obstacles.isEmpty ? "" : "; " + obstacles.joined(separator: ", "))
  }

  /// `route F7 is cut`, of a row that says what stands in the way.
  private func obstacle(_ row: [SQLiteValue]) -> String? {
    guard let reason = row[6].text else { return nil }
    let ends = [row[4].text, row[5].text].compactMap { $0 }.joined(separator: " to ")
    let thing = row[3].text.map { "route \($0)" } ?? "the bare hop \(ends)"
    switch reason {
    case "end cut": return "\(thing) has a cut at an end"
    case "end out of service": return "\(thing) has an end that is not in service"
    default: return "\(thing) is \(reason)"
    }
  }

  /// Why a trace has no hops.
  func absence(of trace: BoundTrace) -> String {
    if let destination = trace.destination, !destination.things.isEmpty {
      let names = destination.things.map { "\($0.noun.name) \($0.code)" }
      return "no light on this feed leads to \(names.joined(separator: ", "))"
        + (trace.avoided == nil ? "" : " without what is avoided")
    }
    if let destination = trace.destination {
      return "no \(destination.noun.name) on the way of this light, or no light there on record"
    }
    if trace.avoided != nil { return "every feed passes what is avoided, or nothing is fed" }
    return "no light there on record: nothing feeds it"
  }
}
