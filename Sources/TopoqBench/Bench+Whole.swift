// The slower questions of the language: ways, what is within reach, failures, and trying changes out.

import Topoq
import TopoqSQLite
import TopoqSyntax

extension Bench {
  /// Ways and reach over the plant, lit or not.
  func ways(_ file: NetworkFile, _ peer: ConnectionHandle) throws {
    let places = try Places(peer)
    let (olt, cabinet, splitter) = (places.olt.code, places.cabinet.code, places.splitter.code)
    let start = SQLiteValue.integer(places.cabinet.id)
    try compare(
      "path, OLT to customer", file,
      "path from olt \(places.ownOLT.code) to premises \(places.premises.code)", peer,
      Peer.upstream, [.integer(places.premises.id)], sameRows: false)
    try compare(
      "within 300 m by fibre", file, "count nodes within 300 m by fibre of cabinet \(cabinet)",
      peer, Peer.count(within: "r.length_m"), [start, .real(300)], rounds: 20)
    try compare(
      "within 5 hops", file, "count nodes within 5 hops of cabinet \(cabinet)", peer,
      Peer.count(within: "1"), [start, .integer(5)], rounds: 20)
    try compare(
      "within 3 km by fibre", file, "count nodes within 3 km by fibre of cabinet \(cabinet)",
      peer, Peer.count(within: "r.length_m"), [start, .real(3000)], rounds: 5)
    try compare(
      "connected to a splitter", file, "count nodes connected to splitter \(splitter)", peer,
      Peer.connected, [.integer(places.splitter.id)], rounds: 20)
    if let other = places.otherOLT {
      try compare(
        "no path, OLT to OLT", file, "path from olt \(olt) to olt \(other.code)", rounds: 5)
    }
    try compare(
      "along a feeder", file, "nodes along route \(places.feeder.code)", rounds: 20)
  }

  /// What fails with plant, and what its failure would mean.
  func failures(_ file: NetworkFile, _ peer: ConnectionHandle) throws {
    let places = try Places(peer)
    let (olt, feeder) = (places.olt.code, places.feeder.code)
    // The peer does not ask whether what it counts keeps a second feed.
    try compare(
      "premises affected by a feeder", file, "count premises affected by route \(feeder)", peer,
      Peer.count(startingAt: Peer.farEnds), [.integer(places.feeder.id)], sameRows: false)
    try compare("impact of an OLT", file, "impact of olt \(olt)", rounds: 20)
    try compare(
      "affected by an area's routes", file,
      "count customers affected by (routes crossing area \(places.area.code))", rounds: 20)
    try compare(
      "affected by every route", file, "count customers affected by (routes)", rounds: 5)
    try compare(
      "free ports, every splitter", file, "count splitters where free_ports > 2", rounds: 5)
    try compare("area, every route", file, "count routes by area", rounds: 3)
    try compare("take rate, every area", file, "take_rate of premises by area", rounds: 3)
  }

  /// A change and its undo, durably, and a change that is only tried out.
  func trials() throws {
    let file = try NetworkFile(path, mode: .write, modules: modules, today: today)
    let connection = try Connection(path: path, mode: .read)
    let move = try DropMove(connection.handle)
    let places = try Places(connection.handle)
    _ = consume connection
    let sentence =
      "move premises \(move.premises) to splitter \(move.to.code) port \(move.to.port)"
    var both: [Double] = []
    for _ in 0..<min(options.rounds, 50) {
      let start = ContinuousClock.now
      try file.change(sentence)
      try file.change("undo")
      both.append(microseconds(since: start))
    }
    printLine("a move and its undo, durably", median(both))
    let question = "count premises on splitter \(move.to.code)"
    var tried: [Double] = []
    for trial in [sentence, "cut route \(places.feeder.code)"] {
      tried = []
      for _ in 0..<min(options.rounds, 50) {
        let text = "what if \(trial) then \(question)"
        var rows = FirstColumn()
        let start = ContinuousClock.now
        _ = try file.run(file.parse(text).parsed.statements[0], of: text, into: &rows)
        tried.append(microseconds(since: start))
      }
      printLine(
        trial == sentence ? "what if a drop moves" : "what if a feeder is cut", median(tried))
    }
  }

  /// A sentence for which there is no peer.
  private func compare(
    _ name: String, _ file: NetworkFile, _ sentence: String, rounds: Int
  ) throws {
    var times: [Double] = []
    var answer: [String] = []
    for _ in 0..<rounds {
      var rows = FirstColumn()
      let parsed = file.parse(sentence).parsed
      guard let tree = parsed.statements.first, !parsed.hasErrors else {
        throw BenchOptions.Wrong(description: "the bench's own sentence is wrong: \(sentence)")
      }
      times.append(try file.run(tree, of: sentence, into: &rows).runMicroseconds)
      answer = rows.texts
    }
    let figure = answer.count == 1 ? "" : " (\(answer.count) rows)"
    printLine(name + figure, median(times))
  }
}
