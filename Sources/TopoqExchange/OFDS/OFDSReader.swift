// Reads networks in the Open Fibre Data Standard 0.3 and 0.4, as JSON packages or as GeoJSON.

import TopoqText

/// Reads one OFDS network file, pair of files or folder.
///
///     let notices = try OFDSReader(path: "network.json").read { item in
///       if case .node(let node) = item { print(node.id) }
///     }
public struct OFDSReader: Sendable {
  /// The files that are read: one package, or the nodes and the spans.
  public let files: [String]

  /// Finds the files that a path stands for: a package, either of a pair named alike but for
  /// `nodes` and `spans`, or a folder. Nothing is read yet.
  /// - Throws: `OFDSError` where a folder holds none or several, or spans lie without their nodes.
  public init(path: String) throws(OFDSError) {
    files = try OFDSFiles.find(at: path)
  }

  /// Hands over networks, nodes and spans one by one, and returns what is odd but no obstacle:
  /// spans that name a node which their network lacks.
  ///
  /// Memory is the files' size and the nodes' ids. Reading goes on past what is wrong, so that all
  /// of it is said at once; what was handed over before an error was thrown is to be dropped.
  /// - Throws: `OFDSError`, or what `deliver` throws.
  @discardableResult
  public func read(_ deliver: (OFDSItem) throws -> Void) throws -> [OFDSProblem] {
    var documents: [(scanner: JSONScanner, members: [JSONScanner.MemberPlace])] = []
    for file in files {
      do throws(JSONError) {
        var scanner = try JSONDocument(path: file).scanner
        let members = try scanner.members()
        try scanner.finish()
        documents.append((scanner, members))
      } catch {
        throw OFDSError(problems: [OFDSProblem(error)])
      }
    }
    let areFeatures = documents.map { OFDSFeatureReading.areFeatures($0.members, $0.scanner) }
    var log = OFDSLog()
    if areFeatures.allSatisfy({ $0 }) {
      var reading = OFDSFeatureReading(log: log)
      for (scanner, members) in documents { try reading.checkPage(members, scanner) }
      for wanted in [OFDSFeatureReading.Wanted.nodes, .spans] {
        for (scanner, members) in documents {
          try reading.read(members, scanner, wanted, deliver)
        }
      }
      log = reading.log
    } else {
      var reading = OFDSPackageReading(log: log)
      for (scanner, members) in documents { try reading.read(members, scanner, deliver) }
      log = reading.log
    }
    if !log.problems.isEmpty { throw OFDSError(problems: log.problems) }
    return log.notices
  }
}
