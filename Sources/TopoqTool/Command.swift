// The commands of the tool, each with its form and its work.

/// A command, by the word that calls it.
enum Command: String, CaseIterable, Sendable {
  case open, `import`, export, check, apply, generate, report, demo, help

  var form: CommandForm {
    switch self {
    case .open: OpenCommand.form
    case .import: ImportCommand.form
    case .export: ExportCommand.form
    case .check: CheckCommand.form
    case .apply: ApplyCommand.form
    case .generate: GenerateCommand.form
    case .report: ReportCommand.form
    case .demo: DemoCommand.form
    case .help: HelpCommand.form
    }
  }

  /// - Throws: `UsageError` where the arguments do not go together; all else has been said.
  func run(_ arguments: Arguments, _ report: ErrorReport) throws(UsageError) -> ExitStatus {
    let body: (Arguments, ErrorReport) throws -> ExitStatus =
      switch self {
      case .open: OpenCommand.run
      case .import: ImportCommand.run
      case .export: ExportCommand.run
      case .check: CheckCommand.run
      case .apply: ApplyCommand.run
      case .generate: GenerateCommand.run
      case .report: ReportCommand.run
      case .demo: DemoCommand.run
      case .help: { arguments, _ in try HelpCommand.run(arguments.operands) }
      }
    do {
      return try body(arguments, report)
    } catch let error as UsageError {
      throw error
    } catch {
      return Tool.explain(error, report)
    }
  }
}
