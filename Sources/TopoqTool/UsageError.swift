// A command line that cannot be meant, said so that the next one is right.

/// What is wrong with the arguments, and what to type instead.
struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  let message: String
  /// What to type instead, or where to read on.
  let advice: String?

  init(_ message: String, advice: String? = nil) {
    self.message = message
    self.advice = advice
  }

  var description: String { advice.map { "\(message); \($0)" } ?? message }
}
