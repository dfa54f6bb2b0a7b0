// Where a table will be looked at: on a terminal of some width, or in a file.

/// What a table may presume of the place where it is shown.
public struct TableLayout: Hashable, Sendable {
  /// The width of the terminal in character cells; nil in a pipe or a file, where nothing is cut.
  public let width: Int?
  /// Whether the header may be set in bold.
  public let isColored: Bool
  /// Whether a last line says how many rows there are: `12 customers`.
  public let showsCount: Bool

  public init(width: Int? = nil, isColored: Bool = false, showsCount: Bool = false) {
    self.width = width
    self.isColored = isColored
    self.showsCount = showsCount
  }
}
