// What a way costs: one figure, and another that decides between equals.

/// The cost of an edge or of a way, compared by `first` and then by `second`.
///
/// Neither is below zero, and an edge costs something in one of them.
public struct WayCost: Hashable, Sendable {
  public var first: Double
  public var second: Double

  public init(_ first: Double, _ second: Double) {
    self.first = first
    self.second = second
  }

  public static let nothing = WayCost(0, 0)
  public static let unlimited = WayCost(.infinity, .infinity)

  public static func + (left: WayCost, right: WayCost) -> WayCost {
    WayCost(left.first + right.first, left.second + right.second)
  }
}

extension WayCost: Comparable {
  public static func < (left: WayCost, right: WayCost) -> Bool {
    left.first != right.first ? left.first < right.first : left.second < right.second
  }
}
