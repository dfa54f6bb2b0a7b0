// Reads the words of a command line by the form of its command.

import TopoqSyntax
import TopoqText

/// The operands and options of one command.
struct Arguments: Sendable {
  /// In the order typed.
  let operands: [String]
  let wantsHelp: Bool
  /// The values of each option, in the order typed; a flag's is empty.
  private let values: [String: [String]]

  /// - Parameter words: what was typed after the command's name.
  /// - Throws: `UsageError` that names the nearest option, or what is missing or too much.
  init(_ words: [String], of form: CommandForm) throws(UsageError) {
    var reader = Reader(words: words[...], form: form)
    try reader.read()
    operands = reader.operands
    values = reader.values
    wantsHelp = reader.wantsHelp
    if !wantsHelp { try Arguments.check(operands, form) }
  }

  /// Whether a flag, or any value of an option, was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  func value(_ name: String) -> String? { values[name]?.last }

  func values(_ name: String) -> [String] { values[name] ?? [] }

  /// - Throws: `UsageError` where the option is missing.
  func required(_ name: String, _ what: String) throws(UsageError) -> String {
    guard let value = value(name) else {
      throw UsageError("\(name) is missing", advice: "say \(what)")
    }
    return value
  }

  /// - Throws: `UsageError` where the value is no day.
  func day(_ name: String) throws(UsageError) -> Day? {
    guard let text = value(name) else { return nil }
    guard let day = Day(text) else {
      throw UsageError("\(name) `\(text)` is no day", advice: "write it like 2026-05-01")
    }
    return day
  }

  /// - Throws: `UsageError` where the value is no whole number of the range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) `\(text)` is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// - Throws: `UsageError` where the value is no finite number of zero or more.
  func metres(_ name: String) throws(UsageError) -> Double? {
    guard let text = value(name) else { return nil }
    guard let number = Double(text), number.isFinite, number >= 0 else {
      throw UsageError("\(name) `\(text)` is no length", advice: "write metres, such as 25")
    }
    return number
  }

  private static func check(_ operands: [String], _ form: CommandForm) throws(UsageError) {
    let least = form.operands.count - form.optionalOperands
    if operands.count < least {
      throw UsageError(
        "\(form.operands[operands.count]) is missing",
        advice: "usage: topoq \(form.usage.first ?? form.name)")
    }
    if operands.count > form.operands.count {
      let extra = operands[form.operands.count]
      throw UsageError(
        "`\(extra)` is one word too many",
        advice: form.name == Command.open.rawValue
          ? "a sentence follows -c, in quotes" : "usage: topoq \(form.usage.first ?? form.name)")
    }
  }
}

/// Takes one word after the other.
private struct Reader {
  var words: ArraySlice<String>
  let form: CommandForm
  var operands: [String] = []
  var values: [String: [String]] = [:]
  var wantsHelp = false

  mutating func read() throws(UsageError) {
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        return
      }
      if word == "--help" || word == "-h" {
        wantsHelp = true
      } else if word.hasPrefix("-") && word != "-" {
        try readOption(word)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func readOption(_ word: String) throws(UsageError) {
    let isLong = word.hasPrefix("--")
    let sign = isLong ? word.firstIndex(of: "=") : nil
    let name = sign.map { String(word[..<$0]) } ?? word
    guard let option = form.options.first(where: { $0.name == name }) else {
      throw unknown(name)
    }
    let isGivenAgain = values[name] != nil && option.value != nil && !option.isRepeatable
    if isGivenAgain { throw UsageError("\(name) is given twice") }
    let value = try value(of: option, attached: sign.map { String(word[word.index(after: $0)...]) })
    values[name, default: []] += value.map { [$0] } ?? []
  }

  private mutating func value(
    of option: Option, attached: String?
  ) throws(UsageError) -> String? {
    guard let placeholder = option.value else {
      if attached == nil { return nil }
      throw UsageError("\(option.name) takes no value")
    }
    guard let value = attached ?? words.popFirst() else {
      throw UsageError("\(option.name) lacks its value", advice: "write \(option.usage)")
    }
    if option.choices.isEmpty || option.choices.contains(value) { return value }
    let near = Suggestions.nearest(to: value, among: option.choices).first
    throw UsageError(
      "\(option.name) takes no `\(value)`",
      advice: near.map { "did you mean \($0)?" } ?? "it is one of \(placeholder)")
  }

  private func unknown(_ name: String) -> UsageError {
    let names = form.options.map(\.name) + ["--help"]
    let near = Suggestions.nearest(to: name, among: names).first
    return UsageError(
      "there is no option \(name)",
      advice: near.map { "did you mean \($0)?" } ?? "see: topoq \(form.name) --help")
  }
}
