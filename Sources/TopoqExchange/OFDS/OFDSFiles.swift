// Finds the files of an OFDS network: one package, or a file of nodes beside a file of spans.

import TopoqText

enum OFDSFiles {
  /// The files that a path stands for: the file itself, with its sibling where it is one of a
  /// GeoJSON pair, or what a folder holds. A folder's JSON package goes before its GeoJSON.
  static func find(at path: String) throws(OFDSError) -> [String] {
    guard Folder.exists(at: path) else {
      return try isFeatures(path) ? pair(of: path) : [path]
    }
    let names = try names(in: path)
    let packages = names.filter { $0.lowercased().hasSuffix(".json") }
    if packages.count == 1 { return ["\(path)/\(packages[0])"] }
    if packages.count > 1 { throw several(packages, in: path) }
    let features = names.filter { $0.lowercased().hasSuffix(".geojson") }
    let nodes = features.filter { sibling(of: $0) != nil }.filter { word(in: $0) == "nodes" }
    if nodes.count == 1 { return try pair(of: "\(path)/\(nodes[0])") }
    if features.count == 1 { return try pair(of: "\(path)/\(features[0])") }
    if features.count > 1 { throw several(features, in: path) }
    let folders = names.filter { Folder.exists(at: "\(path)/\($0)") }
    if folders.count == 1 { return try find(at: "\(path)/\(folders[0])") }
    throw OFDSError(file: path, "no .json or .geojson file in this folder")
  }

  /// A file of nodes and its file of spans, given either.
  private static func pair(of path: String) throws(OFDSError) -> [String] {
    guard let sibling = sibling(of: path) else { return [path] }
    let isNodes = word(in: path) == "nodes"
    if Folder.hasFile(at: sibling) { return isNodes ? [path, sibling] : [sibling, path] }
    if isNodes { return [path] }
    throw OFDSError(file: path, "the nodes of these spans are wanted beside it, as \(sibling)")
  }

  /// The path with `spans` for `nodes` in the file's name, or the other way round.
  private static func sibling(of path: String) -> String? {
    guard let word = word(in: path) else { return nil }
    let other = word == "nodes" ? "spans" : "nodes"
    let start = path.utf8.count - nameLength(path)
    var bytes = Array(path.utf8)
    guard let place = lastPlace(of: word, in: bytes, from: start) else { return nil }
    bytes.replaceSubrange(place..<place + 5, with: other.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Which of the two words stands last in the file's name.
  private static func word(in path: String) -> String? {
    let bytes = Array(path.utf8)
    let start = bytes.count - nameLength(path)
    let nodes = lastPlace(of: "nodes", in: bytes, from: start)
    let spans = lastPlace(of: "spans", in: bytes, from: start)
    if nodes == nil && spans == nil { return nil }
    return (nodes ?? -1) > (spans ?? -1) ? "nodes" : "spans"
  }

  private static func nameLength(_ path: String) -> Int {
    path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.count
  }

  private static func lastPlace(of word: String, in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count - start >= 5 else { return nil }
    return (start...bytes.count - 5).last { bytes[$0...].starts(with: word.utf8) }
  }

  /// Whether a file's name says that it holds features rather than a package.
  private static func isFeatures(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".geojson")
  }

  private static func names(in path: String) throws(OFDSError) -> [String] {
    do throws(FileError) {
      return try Folder.names(in: path)
    } catch {
      throw OFDSError(problems: [OFDSProblem(JSONError(error))])
    }
  }

  private static func several(_ names: [String], in path: String) -> OFDSError {
    let listed = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
    return OFDSError(file: path, "several files could be meant (\(listed)); name one of them")
  }
}
