// What a joint joins: the end of a strand, or a port.

/// Which end of a route: `a` lies at its `from` node, `b` at its `to` node.
public enum RouteSide: UInt8, Sendable {
  case a = 0
  case b = 1
  public var opposite: RouteSide { self == .a ? .b : .a }
}

/// A port's number: 1 and up for outputs and source ports, below zero for inputs.
public struct PortNumber: Hashable, Sendable {
  public let value: Int32
  public init(_ value: Int32) { self.value = value }

  /// `in` is input 1, `in2` input 2, and so on.
  public static func input(_ ordinal: Int32) -> PortNumber { PortNumber(-ordinal) }
  public var isInput: Bool { value < 0 }

  /// As painted and typed: `3`, `in`, `in2`.
  public var written: String {
    switch value {
    case -1: "in"
    case ..<0: "in\(-value)"
    default: "\(value)"
    }
  }

  /// Reads `3`, `in`, `in2`; nil for anything else.
  public init?(written text: Substring) {
    if let number = Int32(text), number > 0 {
      self.init(number)
    } else if text.lowercased() == "in" {
      self.init(-1)
    } else if text.lowercased().hasPrefix("in"), let ordinal = Int32(text.dropFirst(2)), ordinal > 0
    {
      self.init(-ordinal)
    } else {
      return nil
    }
  }
}

/// One end that a joint takes: a strand at one side of its route, or a port of a node.
public enum End: Hashable, Sendable {
  case strand(route: Int32, number: Int32, side: RouteSide)
  case port(node: Int32, number: PortNumber)

  /// A key without collisions: route ids, node ids and numbers are below 2^31.
  public var key: UInt64 {
    switch self {
    case .strand(let route, let number, let side):
      UInt64(UInt32(bitPattern: route)) << 32 | UInt64(UInt32(bitPattern: number)) << 1
        | UInt64(side.rawValue)
    case .port(let node, let number):
      1 << 63 | UInt64(UInt32(bitPattern: node)) << 32
        | UInt64(UInt32(bitPattern: number.value))
    }
  }
}

/// An end as it is written in `joints.csv`, before its codes are looked up.
///
/// `F7#3`, `F7#3@a`, `F7#1-288`, `S12:4`, `S12:in2`, and, for the joint's own node, `:4`, `4`, `in`.
public enum WrittenEnd: Equatable, Sendable {
  case strands(route: String, first: Int32, last: Int32, side: RouteSide?)
  case port(node: String?, number: PortNumber)

  public init?(_ text: String) {
    if let hash = text.lastIndex(of: "#") {
      self.init(route: text[..<hash], rest: text[text.index(after: hash)...])
    } else if let colon = text.lastIndex(of: ":") {
      guard let number = PortNumber(written: text[text.index(after: colon)...]) else { return nil }
      self = .port(node: colon == text.startIndex ? nil : String(text[..<colon]), number: number)
    } else {
      guard let number = PortNumber(written: text[...]) else { return nil }
      self = .port(node: nil, number: number)
    }
  }

  private init?(route: Substring, rest: Substring) {
    var numbers = rest
    var side: RouteSide?
    if let at = rest.lastIndex(of: "@") {
      switch rest[rest.index(after: at)...] {
      case "a", "A": side = .a
      case "b", "B": side = .b
      default: return nil
      }
      numbers = rest[..<at]
    }
    let bounds = numbers.split(separator: "-", omittingEmptySubsequences: false)
    guard !route.isEmpty, bounds.count <= 2, let first = Int32(bounds[0]), first > 0,
      let last = bounds.count == 2 ? Int32(bounds[1]) : first, last >= first
    else { return nil }
    self = .strands(route: String(route), first: first, last: last, side: side)
  }

  /// How many ends a range stands for.
  public var count: Int {
    switch self {
    case .strands(_, let first, let last, _): Int(last) - Int(first) + 1
    case .port: 1
    }
  }
}
