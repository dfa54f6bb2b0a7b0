// Moments as other systems write them: RADIUS servers, their databases, spreadsheets.

extension Instant {
  /// Reads what `init(_:)` reads, and without a zone, which is UTC then; a day, which is its first
  /// second; and seconds since 1970, as ten digits.
  public init?(written text: String) {
    if let instant = Instant(text) ?? Instant(text + "Z") {
      self = instant
    } else if let day = Day(text) {
      self.init(startOf: day)
    } else if text.utf8.count == 16, let instant = Instant(text + ":00Z") {
      self = instant
    } else if text.utf8.count == 10, let seconds = Int(text), seconds > 0 {
      self.init(seconds: seconds)
    } else {
      return nil
    }
  }
}
