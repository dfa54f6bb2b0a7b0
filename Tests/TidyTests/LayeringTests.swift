// One rule: a module imports only from rows below its own.

import Foundation
import Testing

@Suite("Layers")
struct LayeringTests {
  /// The rows of Sources/README.md from the top down, each a list of modules.
  private func rows() throws -> [[String]] {
    let text = try Repository.text("Sources/README.md")
    let block = try #require(text.components(separatedBy: "```layers\n").dropFirst().first)
    return block.components(separatedBy: "```")[0].split(separator: "\n").map { line in
      line.split(separator: " ").map(String.init).filter {
        $0.hasPrefix("Topoq") || $0.hasPrefix("C") && $0.dropFirst().first?.isUppercase == true
      }
    }.filter { !$0.isEmpty }
  }

  /// What the manifest lets each target depend on.
  private func manifest() throws -> [String: Set<String>] {
    let text = try Repository.text("Package.swift")
    var targets: [String: Set<String>] = [:]
    let pattern = /(?:module|tool)\(\s*"(\w+)",\s*\[([^\]]*)\]/
    for match in text.matches(of: pattern) {
      let names = match.2.matches(of: /"(\w+)"/).map { String($0.1) }
      targets[String(match.1)] = Set(names)
    }
    return targets
  }

  private func imports(of module: String) throws -> Set<String> {
    var found: Set<String> = []
    for file in try Repository.files(in: "Sources/\(module)", endings: [".swift"]) {
      for match in try Repository.text(file).matches(
        of:
          /(?m)^(?:@\S+ )?(?:public |internal |package |@testable )*import (?:struct |enum |class |func )?(\w+)/
      ) {
        found.insert(String(match.1))
      }
    }
    return found
  }

  @Test("the map names every module once, and none that is not there")
  func mapIsComplete() throws {
    let mapped = try rows().flatMap { $0 }
    #expect(Set(mapped).count == mapped.count)
    #expect(Set(mapped) == Set(try Repository.folders(in: "Sources")))
  }

  @Test("the manifest points downwards only")
  func manifestPointsDown() throws {
    let rows = try rows()
    for (target, dependencies) in try manifest() {
      let row = try #require(rows.firstIndex { $0.contains(target) }, "\(target) is not on the map")
      for dependency in dependencies {
        let below = try #require(rows.firstIndex { $0.contains(dependency) })
        #expect(below > row, "\(target) depends on \(dependency), which is not below it")
      }
    }
  }

  @Test("what is imported is declared, and what is declared is imported")
  func importsMatchManifest() throws {
    let modules = Set(try Repository.folders(in: "Sources"))
    for (target, dependencies) in try manifest() {
      let used = try imports(of: target).intersection(modules)
      #expect(used.subtracting(dependencies).isEmpty, "\(target) imports what it does not declare")
      #expect(dependencies.subtracting(used).isEmpty, "\(target) declares what it does not import")
    }
  }

  @Test("C stays behind TopoqSQLite and TopoqGeometry; only the tools print and exit")
  func invariants() throws {
    for file in try Repository.files(in: "Sources", endings: [".swift"]) {
      let text = try Repository.text(file)
      let module = file.split(separator: "/")[1]
      if text.contains(/import C(SQLite|SpatiaLite|GEOS)/) {
        #expect(["TopoqSQLite", "TopoqGeometry"].contains(module), "\(file) imports C")
      }
      if !["TopoqTool", "TopoqBench"].contains(module) {
        #expect(
          !text.contains(/(?m)^\s*(print|exit|abort|fatalError)\(/), "\(file) prints or exits")
        #expect(!text.contains("CommandLine.arguments"), "\(file) reads arguments")
      }
      #expect(!text.contains(/import Foundation\b/), "\(file) imports Foundation")
    }
  }
}
