// Which code has which number, while a network is imported.

internal import TopoqSQLite

/// The codes of nodes, routes, areas and parties, each numbered from 1.
struct CodeBook {
  var nodes = CodeList()
  var routes = CodeList()
  var areas = CodeList()
  var parties = CodeList()
}

/// The codes of one noun and their ids: an open hash table of ids, beside the codes themselves.
struct CodeList {
  private var codes: [String] = [""]
  /// The line at which this import named a code, or 0 where only the file knew it.
  private var lines: [Int32] = [0]
  /// Ids by the hash of their code, zero for an empty slot; at most half are taken.
  private var slots = [Int32](repeating: 0, count: 64)
  private var known = 0
  private static let mostReserved: Int64 = 1_000_000
  /// Drawn anew for each list, so that no file can be made to collide on purpose.
  private let seed = UInt64.random(in: .min ... .max)

  var count: Int { codes.count - 1 }
  func code(_ id: Int32) -> String { codes[Int(id)] }

  subscript(code: String) -> Int32? {
    let id = slots[slot(of: code)]
    return id == 0 ? nil : id
  }

  /// Takes a code that the file has already.
  mutating func load(_ code: String, id: Int32) {
    reserve(upTo: id)
    codes[Int(id)] = code
    enter(id, in: slot(of: code))
  }

  /// Keeps ids up to `id` from being given to new codes.
  mutating func reserve(upTo id: Int32) {
    while codes.count <= Int(id) {
      codes.append("")
      lines.append(0)
    }
  }

  /// Keeps the numbers of rows of `table` that are gone, as far as a file can be believed.
  mutating func reserve(for table: String, _ connection: ConnectionHandle) throws {
    let noted = try UnusedNumber(of: table, connection).noted()
    guard noted > 0, noted < Int64(count) + CodeList.mostReserved else { return }
    reserve(upTo: Int32(noted))
  }

  /// The id of `code`, new or known; refused where this import named it before.
  mutating func claim(_ code: String, noun: String, at place: SourcePlace) throws -> Int32 {
    let slot = slot(of: code)
    let line = Int32(clamping: max(1, place.line))
    let id = slots[slot]
    guard id != 0 else {
      let id = Int32(codes.count)
      codes.append(code)
      lines.append(line)
      enter(id, in: slot)
      return id
    }
    guard lines[Int(id)] == 0 else {
      throw ImportProblem(
        "\(noun) \(code) stands twice: first in line \(lines[Int(id)]); codes are unique",
        at: place)
    }
    lines[Int(id)] = line
    return id
  }

  /// The line at which this import named the code of `id`, or 0.
  func line(of id: Int32) -> Int { Int(id) < lines.count ? Int(lines[Int(id)]) : 0 }

  /// The ids of the codes that this import named.
  var claimed: RowNumbers {
    var numbers = RowNumbers()
    for id in lines.indices where lines[id] != 0 { numbers.insert(Int64(id)) }
    return numbers
  }

  /// Gives a code that is not here yet the next id.
  mutating func add(_ code: String) -> Int32 {
    let id = Int32(codes.count)
    codes.append(code)
    lines.append(0)
    enter(id, in: slot(of: code))
    return id
  }

  private mutating func enter(_ id: Int32, in slot: Int) {
    slots[slot] = id
    known += 1
    guard known * 2 > slots.count else { return }
    let old = slots
    slots = [Int32](repeating: 0, count: old.count * 2)
    for id in old where id != 0 { slots[self.slot(of: codes[Int(id)])] = id }
  }

  /// Where `code` stands, or would stand.
  private func slot(of code: String) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash(code)) & mask
    while slots[index] != 0, codes[Int(slots[index])] != code { index = (index + 1) & mask }
    return index
  }

  /// Eight bytes at a time, multiplied and folded.
  private func hash(_ code: String) -> UInt64 {
    var code = code
    return code.withUTF8 { bytes in
      var hash = seed ^ UInt64(bytes.count)
      var index = 0
      while index < bytes.count {
        var word: UInt64 = 0
        for byte in bytes[index..<min(index + 8, bytes.count)] { word = word << 8 | UInt64(byte) }
        let product = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        hash = product.high ^ product.low
        index += 8
      }
      return hash
    }
  }
}
