// The address of a lit point: source, port, position, as an IP address is network and host.

/// Where a lit point stands in its source's light: one number, so that all below it is one range.
///
///     | 24 bits source node | 15 bits port | 14 bits position below the port |
///
/// 53 bits in all, which every consumer of JSON can hold. Source 0 is nobody: what nothing feeds.
public struct LightAddress: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public static let positionBits: Int64 = 14
  public static let portBits: Int64 = 15
  /// Points that one port may light: a port that goes past it is a finding.
  public static let pointsPerPort = 1 << positionBits - 1
  public static let largestSource = 1 << 24 - 1
  public static let largestPort = 1 << portBits - 1

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public init(source: Int32, port: Int32, position: Int = 0) {
    precondition(source >= 0 && source <= LightAddress.largestSource, "source \(source) too large")
    precondition(port >= 0 && port <= LightAddress.largestPort, "port \(port) too large")
    rawValue =
      Int64(source) << (LightAddress.portBits + LightAddress.positionBits)
      | Int64(port) << LightAddress.positionBits | Int64(position)
  }

  /// The chunk in which what nothing feeds below `node` is kept: spread by the node's low bits.
  public static func unfed(node: Int32) -> LightAddress {
    LightAddress(source: 0, port: node & Int32(largestPort))
  }

  public var source: Int32 {
    Int32(truncatingIfNeeded: rawValue >> (LightAddress.portBits + LightAddress.positionBits))
  }
  public var port: Int32 {
    Int32(truncatingIfNeeded: rawValue >> LightAddress.positionBits)
      & Int32(LightAddress.largestPort)
  }
  public var position: Int { Int(truncatingIfNeeded: rawValue) & LightAddress.pointsPerPort }

  /// The address of the port itself: the key of its chunk.
  public var chunk: LightAddress {
    LightAddress(rawValue: rawValue & ~Int64(LightAddress.pointsPerPort))
  }

  public static func < (left: LightAddress, right: LightAddress) -> Bool {
    left.rawValue < right.rawValue
  }
}
