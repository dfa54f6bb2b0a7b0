// One line of help: a word or a form of words, what it says, and a sentence that uses it.

/// A line of help. Every example can be typed as it stands.
struct HelpLine: Sendable {
  let word: String
  let meaning: String
  let example: String

  init(_ word: String, _ meaning: String, _ example: String = "") {
    self.word = word
    self.meaning = meaning
    self.example = example
  }

  static let columns = ["word", "meaning", "example"]
}
