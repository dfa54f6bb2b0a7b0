// One value of a row, in SQLite's five storage classes.

/// A value that is bound to a parameter or read from a column.
public enum SQLiteValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  public var isNull: Bool { self == .null }

  public var integer: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The number, whether stored as an integer or as a real.
  public var real: Double? {
    switch self {
    case .real(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  public var text: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }
}
