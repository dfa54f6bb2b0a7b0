// One command of a session and what it should show.

struct SessionStep: Sendable {
  /// Where the command stands on its page, from 1.
  let line: Int
  let command: String
  /// Both streams, in lines; `...` stands for any number of them. A status other than 0 is last,
  /// as `[exit 1]`.
  var expected: [String]

  func matches(_ shown: [String]) -> Bool {
    SessionStep.matches(expected[...], shown[...])
  }

  private static func matches(
    _ expected: ArraySlice<String>, _ shown: ArraySlice<String>
  ) -> Bool {
    guard let first = expected.first else { return shown.isEmpty }
    if first == "..." {
      let rest = expected.dropFirst()
      return (0...shown.count).contains { matches(rest, shown.dropFirst($0)) }
    }
    return shown.first == first && matches(expected.dropFirst(), shown.dropFirst())
  }
}
