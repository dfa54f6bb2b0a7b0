// What the walk of light found to contradict itself, in words, and kept by port.

internal import TopoqNetwork
internal import TopoqSQLite

extension Finding {
  /// Says a contradiction in the asker's codes.
  ///
  /// - Parameters:
  ///   - node: the code of a node.
  ///   - joint: the joint that takes an end, as it is written in `joints.csv`.
  init(
    _ contradiction: LightContradiction, node: (Int32) throws -> String,
    joint: (End) throws -> String
  ) rethrows {
    let address = contradiction.port
    let port = address.source == 0 ? "no source" : "\(try node(address.source)):\(address.port)"
    switch contradiction {
    case .loop(let id, _, let by):
      self.init(
        rule: "loop", noun: "node", code: try node(id),
        message: "light from \(port) comes back to it by joint \(try joint(by))")
    case .entersOutput(let id, let number, _):
      self.init(
        rule: "enters output", noun: "node", code: try node(id),
        message: "light from \(port) runs into its port \(number.written), from which light should "
          + "come")
    case .tooManyPoints:
      self.init(
        rule: "too many points", noun: "port", code: port,
        message: "it lights more than \(LightAddress.pointsPerPort) points; the rest was left out")
    }
    self.port = address.rawValue
  }

  /// Adds a finding to the file's record.
  static func insertion(_ connection: ConnectionHandle) throws -> Statement {
    try connection.prepare(
      """
      INSERT INTO finding (rule, noun, code, message, distance_m, port) VALUES (?, ?, ?, ?, ?, ?)
      """)
  }

  var values: [SQLiteValue] {
    [
      .text(rule), .text(noun), .text(code), .text(message),
      distanceInMetres.map { .real($0) } ?? .null, port.map { .integer($0) } ?? .null,
    ]
  }
}
