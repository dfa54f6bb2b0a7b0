// An import that is cut off half way, in its files or by itself, leaves nothing half done.

import TestSupport
import Testing
import TopoqExchange
import TopoqStore
import TopoqText

@Suite struct CutOffImportTests {
  /// Each file of the village cut at random bytes: either what is left is whole rows, or the file
  /// and the line are named; and the file at hand is as it was.
  @Test(arguments: 0..<6)
  func aFileThatEndsEarly(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let source = "\(packageRoot)/datasets/village"
    let whole = try ScratchFolder.contents(of: source).filter { !$0.key.hasSuffix(".md") }
    let target = try ScratchFolder()
    let net = target.file("net.topoq")
    _ = try NetworkImport(source: source, into: net, modules: RichFile.modules).run()
    let before = try ByteSource.bytes(ofFile: net)
    for (name, bytes) in whole.sorted(by: { $0.key < $1.key }) where !name.hasSuffix(".svg") {
      let end = Int.random(in: 1..<bytes.count, using: &random)
      let folder = try ScratchFolder()
      for (other, bytes) in whole { try folder.write(bytes, to: other) }
      try folder.write(Array(bytes[..<end]), to: name)
      let work = NetworkImport(source: folder.path, into: net, modules: RichFile.modules)
      do {
        _ = try work.preview()
      } catch let wrong as ImportProblems {
        #expect(
          wrong.messages.contains { $0.hasPrefix("\(folder.path)/") && $0.contains(":") },
          "seed \(seed), \(name) to byte \(end): \(wrong.messages)")
        #expect(throws: (any Error).self, "seed \(seed), \(name) to byte \(end)") { try work.run() }
      }
      #expect(try ByteSource.bytes(ofFile: net) == before, "seed \(seed), \(name) to byte \(end)")
    }
  }

  @Test func whereItEndsIsSaid() throws {
    let plans = "code,name,price_minor\nP1,\"Home"
    let cases = [
      (plans, "@/plans.csv:2:4: a quoted field starts here and does not end"),
      (
        "code,name,price_minor\nP1,Home,599\nP2,Ho",
        "@/plans.csv:3: this record has 2 fields where the header has 3; write a comma for each field"
      ),
    ]
    for (text, message) in cases {
      let folder = try ScratchFolder(
        SmallNetwork.files(with: ["plans.csv": text]).compactMapValues { $0 })
      let target = try ScratchFolder()
      let work = NetworkImport(
        source: folder.path, into: target.file("net.topoq"), modules: SmallNetwork.modules)
      do {
        _ = try work.run()
        Issue.record("nothing was wrong")
      } catch {
        #expect("\(error)".replacing(folder.path, with: "@") == message)
      }
      #expect(try Folder.names(in: target.path) == [])
    }
  }
}
