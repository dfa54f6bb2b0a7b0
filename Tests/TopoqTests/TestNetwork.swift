// Networks for tests: made in a folder of their own, gone afterwards.

import Topoq
import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqQuery
import TopoqSQLite
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A network file in a temporary folder.
struct TestNetwork: ~Copyable {
  static let modules = [CRM.module, Billing.module, Assurance.module]
  static let today = Day("2026-05-01")!
  /// The folder that holds Package.swift.
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  let folder: String
  var path: String { folder + "/network.topoq" }

  init() throws {
    var template = Array("/tmp/topoq-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: "/tmp", errorNumber: errno) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The village, imported.
  static func village() throws -> TestNetwork {
    let network = try TestNetwork()
    try network.take(root + "/datasets/village")
    return network
  }

  /// A network folder given as its files.
  static func of(_ files: [String: String]) throws -> TestNetwork {
    let network = try TestNetwork()
    try network.write(files)
    try network.take(network.folder + "/source")
    return network
  }

  func write(_ files: [String: String]) throws {
    mkdir(folder + "/source", 0o755)
    for (name, text) in files {
      var sink = try ByteSink(path: "\(folder)/source/\(name)")
      sink.append(text)
      try sink.finish()
    }
  }

  func take(_ source: String) throws {
    _ = try NetworkImport(source: source, into: path, modules: Self.modules).run()
  }

  deinit {
    guard let entries = try? Folder.names(in: folder) else { return }
    for name in entries {
      for inner in (try? Folder.names(in: "\(folder)/\(name)")) ?? [] {
        unlink("\(folder)/\(name)/\(inner)")
      }
      unlink("\(folder)/\(name)")
      rmdir("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  func open(_ mode: NetworkFile.Mode = .read, on day: String? = nil) throws -> NetworkFile {
    let today = day.flatMap { Day($0) } ?? Self.today
    return try NetworkFile(path, mode: mode, modules: Self.modules, today: today)
  }
}

/// Keeps a whole answer.
struct Rows: AnswerWriter {
  var columns: [String] = []
  /// The currency of each column, where it is money of one.
  var currencies: [String?] = []
  var values: [[SQLiteValue]] = []
  var geometries: [[UInt8]?] = []
  var wantsGeometry = false

  mutating func begin(_ header: AnswerHeader) {
    columns = header.columns.map(\.name)
    currencies = header.columns.map(\.currency)
  }
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {
    self.values.append(values)
    geometries.append(geometry)
  }
  mutating func end() {}

  /// A column as text.
  func column(_ name: String) -> [String] {
    guard let index = columns.firstIndex(of: name) else { return [] }
    return values.map { row in
      switch row[index] {
      case .text(let text): text
      case .integer(let number): String(number)
      case .real(let number): NumberText.trimmed(number, decimals: 3)
      default: ""
      }
    }
  }
}

extension NetworkFile {
  /// The answer to one sentence; throws `WrongSentence` where it is wrong.
  func answer(_ sentence: String, wantsGeometry: Bool = false) throws -> Rows {
    let parsed = parse(sentence).parsed
    guard !parsed.hasErrors else { throw WrongSentence(parsed.diagnostics) }
    var rows = Rows(wantsGeometry: wantsGeometry)
    for statement in parsed.statements { _ = try run(statement, of: sentence, into: &rows) }
    return rows
  }

  /// The codes that a sentence answers with, sorted.
  func codes(_ sentence: String) throws -> [String] { try answer(sentence).column("code").sorted() }

  /// The first cell of the answer.
  func number(_ sentence: String) throws -> Double? {
    try answer(sentence).values.first?.first?.real
  }

  /// The codes of what is wrong with a sentence.
  func errors(_ sentence: String) -> [String] {
    do {
      _ = try answer(sentence)
      return []
    } catch let error as WrongSentence {
      return error.diagnostics.compactMap { $0.code?.rawValue }
    } catch {
      return ["\(error)"]
    }
  }
}
