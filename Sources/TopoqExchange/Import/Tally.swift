// Counts rows while they are read, and tells whoever shows progress.

struct Tally: ~Copyable {
  private static let step = 10_000

  private let name: String
  private let tell: ((String, Int) -> Void)?
  private var rows = 0

  init(_ name: String, _ tell: ((String, Int) -> Void)?) {
    self.name = name
    self.tell = tell
  }

  mutating func count() {
    rows += 1
    if rows % Tally.step == 0 { tell?(name, rows) }
  }

  /// Tells the final number, where there is any.
  mutating func end() {
    if rows > 0 && rows % Tally.step != 0 { tell?(name, rows) }
  }
}
