// The sections of the report page: what is asked, and how the answers are drawn.

/// A part of the page, which answers one sentence, or lays several side by side or on one map.
public struct ReportSection: Sendable {
  public enum Form: Sendable {
    /// A figure each, in large letters.
    case figures
    /// Rows with a bar for the figure of this name; no more than so many of them.
    case bars(figure: String, Tone, most: Int)
    /// A small chart for each of these figures, a column a month, then all of it as a table.
    case months([String])
    /// The network's routes, its OLTs, and what lies on them.
    case map
  }

  /// What a figure is to whoever reads it.
  public enum Tone: String, Sendable {
    case plain, loss, gain
  }

  public struct Question: Sendable {
    public let sentence: String
    /// What its answer is called, where a section has several.
    public let name: String
  }

  public let title: String
  /// What the section belongs to.
  public let chapter: String
  public let form: Form
  public let questions: [Question]
  /// What is said where there is nothing to show.
  let empty: String

  init(
    _ title: String, in chapter: String, _ form: Form, _ sentence: String, empty: String
  ) {
    self.init(title, in: chapter, form, [Question(sentence: sentence, name: "")], empty: empty)
  }

  init(
    _ title: String, in chapter: String, _ form: Form, _ questions: [Question], empty: String
  ) {
    self.title = title
    self.chapter = chapter
    self.form = form
    self.questions = questions
    self.empty = empty
  }

  /// Whether its rows bring where they are.
  public var wantsGeometry: Bool { if case .map = form { true } else { false } }

  /// Whether it takes the whole width.
  var isWide: Bool {
    switch form {
    case .map, .figures: true
    case .bars, .months: false
    }
  }
}
