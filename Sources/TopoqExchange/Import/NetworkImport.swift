// `topoq import`: a network folder or an OFDS network into a file, all of it or nothing.

public import TopoqStore
public import TopoqVocabulary

internal import TopoqSQLite
internal import TopoqText

/// One import, from a source on disk into a topoq file, new or existing.
public struct NetworkImport {
  public enum Format: String, Sendable {
    /// A network folder: nodes.csv and its kin.
    case folder
    /// The Open Fibre Data Standard, 0.3 or 0.4, as a JSON package or as GeoJSON.
    case ofds
  }

  private let source: String
  private let into: String
  private let format: Format?
  private let modules: [Module]
  private let tolerance: Double
  private let author: String
  private let progress: ((String, Int) -> Void)?
  /// How many pages the file may take: a full disk, to be tried out.
  var pageLimit: Int?
  /// How many bytes of a change are recorded for the journal.
  var mostRecordedBytes = ImportRecording.mostBytes

  /// - Parameters:
  ///   - source: a folder, or for OFDS a file.
  ///   - into: the file that is made, or that is changed where it exists.
  ///   - format: what the source is; nil: seen from what it holds.
  ///   - modules: whose tables the file has; the plant's own come by themselves.
  ///   - tolerance: how far, in metres, the node may lie that stands in for a missing line end.
  ///   - author: who imports, for the journal of a file that is there.
  ///   - progress: told what is read, and how many rows of it so far, every 10,000 rows.
  public init(
    source: String, into: String, format: Format? = nil, modules: [Module],
    tolerance: Double = PlantImport.defaultTolerance, author: String = "topoq",
    progress: ((String, Int) -> Void)? = nil
  ) {
    self.source = source.count > 1 && source.hasSuffix("/") ? String(source.dropLast()) : source
    self.into = into
    self.format = format
    let hasPlant = modules.contains { $0.name == Plant.module.name }
    self.modules = hasPlant ? modules : [Plant.module] + modules
    self.tolerance = tolerance
    self.author = author
    self.progress = progress
  }

  /// Reads the source into the file. A new file takes its name when it is whole and synced; an
  /// existing one is changed in one transaction, which is one change of its journal. Where this throws, the target is as it was.
  /// - Throws: `ImportProblem`, `CSVError`, `JSONError`, `OFDSError`, `FileError`,
  ///   `FileFormat.Refusal`, each with one message, or `SQLiteError`.
  public func run() throws -> ImportReport {
    try reading { source, target in
      try target.write { plant in
        var log = ProblemLog(isCollecting: false)
        try read(source, into: &plant, &log)
      }
    }
  }

  /// Reads the source as `run` does, and says what that would do to the file; nothing is written.
  /// - Throws: as `run`, and `ImportProblems` where rows of the source are wrong: not only the
  ///   first of them.
  public func preview() throws -> ImportPreview {
    try reading { source, target in
      try target.preview { plant in
        var log = ProblemLog(isCollecting: true)
        do { try read(source, into: &plant, &log) } catch { throw log.ending(with: error) }
        try log.end()
      }
    }
  }

  private func reading<Result>(
    _ body: (Source, ImportTarget) throws -> Result
  ) throws -> Result {
    let source = try openSource()
    let target = ImportTarget(
      path: into, modules: modules, tolerance: tolerance, pageLimit: pageLimit,
      mostRecordedBytes: mostRecordedBytes, author: author,
      sentence: "import \(self.source)")
    do {
      return try body(source, target)
    } catch let error as SQLiteError {
      guard error.isFull else { throw FileFormat.Refusal.explaining(error, path: into) }
      throw ImportProblem("\(into): the disk is full; free some space and import again")
    }
  }

  private func read(
    _ source: Source, into plant: inout PlantImport, _ log: inout ProblemLog
  ) throws {
    switch source {
    case .folder(let folder): try folder.read(into: &plant, modules, &log, progress)
    case .ofds(let network): try network.read(into: &plant, progress)
    }
  }

  private enum Source {
    case folder(NetworkFolder)
    case ofds(OFDSImport)
  }

  private func openSource() throws -> Source {
    guard Folder.exists(at: source) || Folder.hasFile(at: source) else {
      throw FileError(path: source, reason: .notFound)
    }
    let format = try format ?? detect()
    switch format {
    case .folder:
      guard Folder.exists(at: source) else {
        throw ImportProblem(
          "\(source): this is a file, and a network folder is wanted here: name the folder that "
            + "holds nodes.csv")
      }
      return .folder(try NetworkFolder(source))
    case .ofds: return .ofds(OFDSImport(try OFDSReader(path: source)))
    }
  }

  /// A folder with files that a network folder has is one; all else is taken for OFDS.
  private func detect() throws -> Format {
    guard Folder.exists(at: source) else {
      let name = source.lowercased()
      guard name.hasSuffix(".json") || name.hasSuffix(".geojson") else { return .folder }
      return .ofds
    }
    let names = try Folder.names(in: source)
    let known = NetworkFolder.fileNames(modules)
    if names.contains(where: { known.contains($0) }) { return .folder }
    let holdsJSON = names.contains {
      let name = $0.lowercased()
      return name.hasSuffix(".json") || name.hasSuffix(".geojson")
    }
    return holdsJSON ? .ofds : .folder
  }
}
