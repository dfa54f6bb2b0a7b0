// Money over the whole network: who is not billed, what an audit costs, and what keeping gaps does.

import Topoq
import TopoqSQLite
import TopoqSyntax
import TopoqText

extension Bench {
  /// Who is served and not billed, anywhere, beside the anti-join that an expert writes.
  func unbilled(_ file: NetworkFile, _ peer: ConnectionHandle) throws {
    let day: [SQLiteValue] = [.null, .text(today.description)]
    try compare(
      "not billed, whole network", file, "customers where not billed", peer,
      Peer.unbilledAnywhere(columns: Peer.shown), day, rounds: 5)
    try compare(
      "active and not billed, whole network", file, "customers where active and not billed", peer,
      Peer.unbilledAnywhere(columns: Peer.shown) + Peer.isActive, day, rounds: 9)
    try compare(
      "  how many", file, "count customers where active and not billed", peer,
      Peer.unbilledAnywhere(columns: "count(*)") + Peer.isActive, day, rounds: 9)
  }

  /// Every rule asked: at first, when what is found is written down, and again on the same records.
  func audits() throws {
    let file = try NetworkFile(path, mode: .write, modules: modules, today: today)
    for name in ["audit", "audit again, nothing to write"] {
      var rows = FirstColumn()
      let start = ContinuousClock.now
      _ = try file.run(file.parse("audit").parsed.statements[0], of: "audit", into: &rows)
      printLine(name, microseconds(since: start))
    }
  }

  /// A charge ends, durably, with the gaps kept and without: they are not kept up where the file
  /// does not say that it keeps them.
  func chargeEnds() throws {
    let file = try NetworkFile(path, mode: .write, modules: modules, today: today)
    let other = try Connection(path: path, mode: .write)
    let charges = try other.handle.rows(
      """
      SELECT code FROM billing_charge
      WHERE party IS NOT NULL AND ends IS NULL AND begins < ?
      LIMIT ?
      """, [.text(today.description), .integer(Int64(min(options.rounds, 100)))]
    ).compactMap(\.[0].text)
    let kept = try other.handle.rows("SELECT key, value FROM file WHERE key GLOB 'gaps of *'")
    var times: [[Double]] = [[], []]
    for round in 0...1 {
      for charge in charges {
        let start = ContinuousClock.now
        try file.change("end charge \(charge) on \(today)")
        times[round].append(microseconds(since: start))
        try file.change("undo")
      }
      if round == 0 { try other.handle.run("DELETE FROM file WHERE key GLOB 'gaps of *'") }
    }
    for row in kept {
      try other.handle.run("INSERT INTO file (key, value) VALUES (?, ?)", row)
    }
    print(
      line(
        "end a charge, with gaps and without", shown(median(times[0])), shown(median(times[1])),
        "\(NumberText.fixed(median(times[0]) / median(times[1]), decimals: 2)) x"))
  }
}
