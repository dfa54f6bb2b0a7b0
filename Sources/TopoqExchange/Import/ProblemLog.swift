// What is wrong with the files of an import: the first of it, or as much as a dry run tells.

internal import TopoqSQLite
internal import TopoqStore
internal import TopoqText

/// All that was found wrong with the files of a dry run, in their order.
public struct ImportProblems: Error, Sendable, CustomStringConvertible {
  /// Each with its place.
  public let messages: [String]
  /// Whether more is wrong than is told.
  public let isCut: Bool

  public var description: String { messages.joined(separator: "\n") }
}

/// Takes what is wrong with single rows, so that reading can go on behind them.
struct ProblemLog {
  /// How many a dry run tells.
  static let most = 20

  /// False for an import that is meant: the first problem ends it.
  let isCollecting: Bool
  private var messages: [String] = []
  /// Codes of rows that were passed over: that these are not there is no problem of its own.
  private var refused: Set<String> = []
  /// Whether a row was passed over whose code nobody could read.
  private var hidesCodes = false

  init(isCollecting: Bool) { self.isCollecting = isCollecting }

  /// Keeps what is wrong with one row, whose code is `code`; thrown on where nothing behind it can
  /// be read, or where enough was found.
  mutating func take(_ error: any Error, of code: String?) throws {
    guard isCollecting else { throw error }
    switch error {
    case let problem as ImportProblem:
      if let lacking = problem.lacking, hidesCodes || refused.contains(lacking) { break }
      messages.append(problem.description)
    case let problem as CSVError where problem.isOfOneRecord:
      messages.append(problem.description)
    default: throw error
    }
    if let code { refused.insert(code) } else { hidesCodes = true }
    if messages.count >= ProblemLog.most { throw ImportProblems(messages: messages, isCut: true) }
  }

  /// What ends a dry run that `error` has ended.
  func ending(with error: any Error) -> any Error {
    if error is ImportProblems || error is SQLiteError || !isCollecting { return error }
    return ImportProblems(messages: messages + ["\(error)"], isCut: false)
  }

  /// Throws what was found, if anything.
  func end() throws {
    guard messages.isEmpty else { throw ImportProblems(messages: messages, isCut: false) }
  }
}

extension CSVError {
  /// Whether the records behind it can be read.
  fileprivate var isOfOneRecord: Bool {
    switch reason {
    case .field, .wrongFieldCount: true
    default: false
    }
  }
}

extension CSVReader {
  /// Goes to the next record, past those with too many or too few fields that `log` takes.
  mutating func next(_ log: inout ProblemLog) throws -> Bool {
    while true {
      do { return try next() } catch { try log.take(error, of: nil) }
    }
  }
}
