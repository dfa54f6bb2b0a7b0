// What an interrupted import leaves beside its target, and how it is taken away.

import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A new file is built under a name of its own beside the target, `net.topoq.1k2j3.part`, and takes
/// the target's name when it is whole; Ctrl-C before that leaves the part.
struct ImportRemains: Sendable {
  private let folder: String
  /// The target's name and a dot.
  private let prefix: String
  /// What stood there before: parts of other imports.
  private let before: Set<String>

  init(of target: String) {
    let slash = target.lastIndex(of: "/")
    folder = slash.map { String(target[...$0]) } ?? "./"
    prefix = (slash.map { String(target[target.index(after: $0)...]) } ?? target) + "."
    before = Set(ImportRemains.parts(in: folder, prefix: prefix))
  }

  func remove() {
    for name in ImportRemains.parts(in: folder, prefix: prefix) where !before.contains(name) {
      unlink(folder + name)
    }
  }

  private static func parts(in folder: String, prefix: String) -> [String] {
    let names = (try? Folder.names(in: folder)) ?? []
    return names.filter {
      $0.hasPrefix(prefix) && ($0.hasSuffix(".part") || $0.contains(".part-"))
    }
  }
}
