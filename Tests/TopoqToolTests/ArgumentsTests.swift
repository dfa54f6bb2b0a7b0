// Command lines: what they mean, and what is said of those that mean nothing.

import Testing
import TopoqText

@testable import TopoqTool

@Suite struct ArgumentsTests {
  private func arguments(_ words: String..., of form: CommandForm = OpenCommand.form) throws
    -> Arguments
  {
    try Arguments(words, of: form)
  }

  @Test func valuesFollowOrAreAttached() throws {
    for words in [["net.topoq", "--today", "2026-05-01"], ["--today=2026-05-01", "net.topoq"]] {
      let read = try Arguments(words, of: OpenCommand.form)
      #expect(read.operands == ["net.topoq"])
      #expect(try read.day("--today")?.description == "2026-05-01")
    }
  }

  @Test func sentencesRepeatInOrder() throws {
    let read = try arguments("f", "-c", "customers", "--timing", "-c", "--help-me = 1")
    #expect(read.values("-c") == ["customers", "--help-me = 1"])
    #expect(read.has("--timing") && !read.has("--read-only"))
  }

  @Test func operandsMayFollowTwoDashes() throws {
    #expect(try arguments("--", "-c").operands == ["-c"])
    #expect(try arguments("-").operands == ["-"])
  }

  @Test func helpNeedsNoOperands() throws {
    #expect(try arguments("--help").wantsHelp)
    #expect(try arguments("-h", of: ImportCommand.form).wantsHelp)
  }

  @Test(arguments: [
    (["f", "--formt", "csv"], "there is no option --formt; did you mean --format?"),
    (["f", "--zzz"], "there is no option --zzz; see: topoq open --help"),
    (["f", "--format", "cvs"], "--format takes no `cvs`; did you mean csv?"),
    (
      ["f", "--format=xml"],
      "--format takes no `xml`; it is one of table|csv|json|jsonl|geojson|markdown"
    ),
    (["f", "--timing=yes"], "--timing takes no value"),
    (["f", "--today"], "--today lacks its value; write --today DATE"),
    (["f", "--format", "csv", "--format", "csv"], "--format is given twice"),
    ([], "FILE is missing; usage: topoq FILE [options]"),
    (
      ["f", "customers"],
      "`customers` is one word too many; a sentence follows -c, in quotes"
    ),
  ])
  func mistakesAreNamed(_ words: [String], _ expected: String) {
    let error = #expect(throws: UsageError.self) { try Arguments(words, of: OpenCommand.form) }
    #expect(error?.description == expected)
  }

  @Test(arguments: ["2026-02-30", "yesterday", "2026-5-1", ""])
  func noDayIsNoDay(_ text: String) throws {
    let read = try arguments("f", "--today=\(text)")
    #expect(throws: UsageError.self) { try read.day("--today") }
  }

  @Test(arguments: ["-1", "1.5", "x", "10000001"])
  func noCountIsNoCount(_ text: String) throws {
    let read = try arguments("--customers=\(text)", of: GenerateCommand.form)
    #expect(throws: UsageError.self) { try read.integer("--customers", in: 0...10_000_000) }
  }

  @Test(arguments: ["-1", "nan", "inf", "x"])
  func noLengthIsNoLength(_ text: String) throws {
    let read = try arguments("s", "--tolerance=\(text)", of: ImportCommand.form)
    #expect(throws: UsageError.self) { try read.metres("--tolerance") }
  }

  @Test func everyPageListsEveryOption() {
    for command in Command.allCases {
      for option in command.form.options { #expect(command.form.page.contains(option.usage)) }
      #expect(command.form.page.hasPrefix("usage: topoq "))
      #expect(HelpCommand.overview.contains(command.form.summary))
      for line in command.form.page.split(separator: "\n") { #expect(line.utf8.count <= 120) }
    }
  }

  @Test func timesHaveADecimalBelowTen() {
    let line = TimingLine(parse: 12.4, plan: 210.2, run: 8.44, rows: 4)
    #expect(line.text == "timing: parse 12 us, plan 210 us, run 8.4 us, rows 4")
    let edge = TimingLine(parse: 9, plan: 9.97, run: 0.04, rows: 0)
    #expect(edge.text == "timing: parse 9 us, plan 10 us, run 0 us, rows 0")
  }
}
