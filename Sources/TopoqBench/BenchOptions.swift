// What the bench is told: how large, where, how often.

/// `topoq-bench [--customers N] [--folder DIR] [--rounds N]`, or `topoq-bench --fuzz N [--seed S]`.
struct BenchOptions {
  struct Wrong: Error, CustomStringConvertible {
    let description: String
  }

  var customers = 100_000
  /// Where the network and the file are made; a network that is there already is used again.
  var folder = "/tmp/topoq-bench"
  var rounds = 200
  /// So many texts are read by the parser, and nothing is measured.
  var fuzzed: Int?
  var seed = 1

  init(_ arguments: [String]) throws(Wrong) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else {
        throw Wrong(
          description: "usage: topoq-bench [--customers N] [--folder DIR] [--rounds N]")
      }
      switch name {
      case "--customers": customers = try Self.count(name, value)
      case "--rounds": rounds = try Self.count(name, value)
      case "--fuzz": fuzzed = try Self.count(name, value)
      case "--seed": seed = try Self.count(name, value)
      case "--folder": folder = value
      default:
        throw Wrong(
          description: "\(name)? usage: topoq-bench [--customers N] [--folder DIR] [--rounds N]")
      }
    }
  }

  private static func count(_ name: String, _ text: String) throws(Wrong) -> Int {
    guard let number = Int(text), number > 0 else {
      throw Wrong(description: "\(name) takes a whole number above 0, not \(text)")
    }
    return number
  }
}
