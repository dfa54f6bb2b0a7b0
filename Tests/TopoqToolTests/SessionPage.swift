// A page of sessions: Markdown whose `console` blocks hold commands after `$ ` and what they show.

import Testing
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SessionPage: Sendable, CustomTestStringConvertible {
  let path: String
  var name: String { String(path.split(separator: "/").last ?? "") }
  var testDescription: String { name }

  /// The pages beside these tests, in `Sessions`, the documentation's articles, and the package's own
  /// README.
  static let all: [SessionPage] = {
    let folders = [sourceFolder + "/Sessions", packageFolder + "/Sources/Topoq/Topoq.docc"]
    let pages = folders.flatMap { folder in
      ((try? Folder.names(in: folder)) ?? []).filter { $0.hasSuffix(".md") }
        .map { "\(folder)/\($0)" }
    }
    let readme = packageFolder + "/README.md"
    return (pages + (Folder.hasFile(at: readme) ? [readme] : [])).map { SessionPage(path: $0) }
  }()

  /// The program that was built with these tests.
  static let toolPath: String? = {
    for start in ["/proc/self/exe", CommandLine.arguments[0]] {
      guard let resolved = realpath(start, nil) else { continue }
      defer { free(resolved) }
      var folder = String(cString: resolved)
      for _ in 0..<5 {
        guard let slash = folder.lastIndex(of: "/") else { break }
        folder = String(folder[..<slash])
        if access("\(folder)/topoq", X_OK) == 0 { return "\(folder)/topoq" }
      }
    }
    return nil
  }()

  /// The package's folder.
  static var packageFolder: String { sourceFolder + "/../.." }

  private static var sourceFolder: String {
    let file = #filePath
    return String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
  }

  func steps() throws -> [SessionStep] {
    let text = String(decoding: try ByteSource.bytes(ofFile: path), as: UTF8.self)
    var steps: [SessionStep] = []
    var isInBlock = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isInBlock = line == "```console"
      } else if isInBlock && line.hasPrefix("$ ") {
        steps.append(
          SessionStep(line: index + 1, command: String(line.dropFirst(2)), expected: []))
      } else if isInBlock && !steps.isEmpty {
        steps[steps.count - 1].expected.append(String(line))
      }
    }
    return steps
  }
}
