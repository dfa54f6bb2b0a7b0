// One option of the command line, as the help lists it.

/// An option: `--today DATE`, or a flag such as `--timing`.
struct Option: Hashable, Sendable {
  /// With its dashes: `--today`, `-c`.
  let name: String
  /// What its value is, such as `DATE`; nil for a flag.
  let value: String?
  /// The only values it takes; empty where any will do.
  let choices: [String]
  let isRepeatable: Bool
  let doc: String

  init(
    _ name: String, _ value: String? = nil, choices: [String] = [], isRepeatable: Bool = false,
    doc: String
  ) {
    self.name = name
    self.value = value ?? (choices.isEmpty ? nil : choices.joined(separator: "|"))
    self.choices = choices
    self.isRepeatable = isRepeatable
    self.doc = doc
  }

  /// `--today DATE`
  var usage: String { value.map { "\(name) \($0)" } ?? name }
}
