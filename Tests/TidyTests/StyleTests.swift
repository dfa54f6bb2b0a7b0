// Style rules that a machine can hold.

import Foundation
import Testing

@Suite("Style")
struct StyleTests {
  /// Words that do not belong in sources, with what to write instead.
  private let banned: [(pattern: String, instead: String)] = [
    ("@unchecked Sendable", "a value, or a Mutex"),
    ("-Ounchecked", "checked arithmetic"),
    ("TODO", "do it, or an issue"),
    ("FIXME", "do it, or an issue"),
    ("try!", "try, or a precondition with a sentence"),
    ("NSRegularExpression", "a parser"),
  ]

  @Test("no banned words in sources")
  func bannedWords() throws {
    for file in try Repository.files(in: "Sources", endings: [".swift", ".h"]) {
      let text = try Repository.text(file)
      for (pattern, instead) in banned {
        #expect(!text.contains(pattern), "\(file): write \(instead) instead of \(pattern)")
      }
      #expect(
        !text.contains(
          /(?m)^\s*(public |final |private )*(class|struct|enum) \w*(Manager|Helper|Util)s?\b/),
        "\(file): name it by what it is")
    }
  }

  @Test("every source file begins by saying what it is")
  func firstLines() throws {
    for file in try Repository.files(in: "Sources", endings: [".swift"])
    where !file.hasSuffix("main.swift") {
      let first = try Repository.text(file).split(separator: "\n").first ?? ""
      #expect(first.hasPrefix("// ") || first.hasPrefix("/// "), "\(file) begins with \(first)")
    }
  }

  @Test("functions are sixty lines at most")
  func functionLength() throws {
    for file in try Repository.files(in: "Sources", endings: [".swift"]) {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      var index = 0
      while index < lines.count {
        guard
          let match = lines[index].firstMatch(
            of:
              /^( *)(?:@\w+(?:\(.*\))? )*(?:public |private |internal |fileprivate |static |mutating |consuming |final |override |package )*(?:func |init[?]?[(<]|deinit)/
          )
        else {
          index += 1
          continue
        }
        let indent = String(match.1)
        let end = lines[index...].firstIndex { $0 == indent + "}" } ?? index
        // A protocol's requirement, or one line: the next brace is not its own.
        let isOneLine = lines[index].hasSuffix("}") || end == index
        if !isOneLine, end - index > 60, !isRequirement(lines[index...], indent) {
          Issue.record("\(file):\(index + 1): \(end - index) lines")
        }
        index += 1
      }
    }
  }

  /// A declaration that ends without a body.
  private func isRequirement(_ lines: ArraySlice<Substring>, _ indent: String) -> Bool {
    for line in lines.prefix(8) {
      if line.hasSuffix("{") { return false }
      if line.hasSuffix("}") || line.trimmingCharacters(in: .whitespaces).isEmpty { return true }
    }
    return true
  }

  @Test("source files stay below five hundred lines")
  func fileLength() throws {
    for file in try Repository.files(in: "Sources", endings: [".swift"]) {
      let count = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .count
      #expect(count <= 500, "\(file) has \(count) lines: a room to look into")
    }
  }

  @Test("links in Markdown lead somewhere")
  func deadLinks() throws {
    for file in try Repository.files(in: ".", endings: [".md"]) {
      let folder = (file as NSString).deletingLastPathComponent
      for match in try Repository.text(file).matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
        let target = String(match.1)
        guard !target.hasPrefix("http"), !target.hasPrefix("mailto") else { continue }
        let path = Repository.root.appending(path: folder).appending(path: target).path
        #expect(FileManager.default.fileExists(atPath: path), "\(file) links to \(target)")
      }
    }
  }

  @Test("the top level holds what it should and no more")
  func topLevel() throws {
    let allowed: Set<String> = [
      "Package.swift", "Sources", "Tests", "Grammar", "datasets", "README.md", "Package.resolved",
    ]
    let found = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
      .filter { !$0.hasPrefix(".") && !$0.contains(".topoq") && $0 != "village.geojson" }
    #expect(Set(found).subtracting(allowed).isEmpty)
  }
}
