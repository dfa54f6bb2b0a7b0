// Files appear whole or not at all, and failures are said.

import TestSupport
import Testing
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ByteSinkTests {
  private let folder: String

  init() {
    var template = Array("/tmp/topoq-sink-XXXXXX".utf8CString)
    mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test func aFileTakesItsNameAtTheEnd() throws {
    let path = "\(folder)/nodes.csv"
    var sink = try ByteSink(path: path)
    sink.append("code\n")
    let name = "S\(12)"
    sink.append(name)
    sink.append(Int.min)
    sink.append(0.1)
    try sink.flush()
    #expect(throws: FileError(path: path, reason: .notFound)) {
      _ = try ByteSource.bytes(ofFile: path)
    }
    try sink.finish()
    let bytes = try ByteSource.bytes(ofFile: path)
    #expect(String(decoding: bytes, as: UTF8.self) == "code\nS12-92233720368547758080.1")
    #expect(sink.count == bytes.count)
  }

  @Test func anUnfinishedFileLeavesTheOldOneAndNothingElse() throws {
    let path = "\(folder)/old.csv"
    var first = try ByteSink(path: path)
    first.append("old")
    try first.finish()
    do {
      var second = try ByteSink(path: path)
      second.append("new")
      try second.flush()
    }
    #expect(try ByteSource.bytes(ofFile: path) == [UInt8]("old".utf8))
    #expect(try Folder.names(in: folder) == ["old.csv"])
  }

  @Test func longOutputIsWrittenInPieces() throws {
    let path = "\(folder)/long.txt"
    var sink = try ByteSink(path: path)
    var expected: [UInt8] = []
    for number in 0..<200_000 {
      sink.append(number)
      expected.append(decimal: number)
    }
    #expect(sink.bytes.count < 300_000)
    try sink.finish()
    #expect(try ByteSource.bytes(ofFile: path) == expected)
  }

  @Test func wrongPathsAreNamed() {
    #expect(throws: FileError(path: "/tmp", reason: .isDirectory)) {
      _ = try ByteSink(path: "/tmp")
    }
    #expect(throws: FileError(path: "/nowhere/x", reason: .notFound)) {
      _ = try ByteSink(path: "/nowhere/x")
    }
    #expect(throws: FileError(path: "/tmp", reason: .isDirectory)) {
      _ = try ByteSource.bytes(ofFile: "/tmp")
    }
  }

  @Test func aClosedPipeIsAnError() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    var sink = ByteSink(descriptor: ends[1], name: "pipe")
    sink.append("text")
    #expect(sink.failure == nil)
    var thrown: FileError?
    do throws(FileError) { try sink.flush() } catch { thrown = error }
    #expect(thrown == FileError(path: "pipe", reason: .brokenPipe))
    close(ends[1])
  }

  #if os(Linux)
    @Test func aFullDiskIsAnError() throws {
      var sink = try ByteSink(path: "/dev/full")
      sink.append("text")
      var thrown: FileError?
      do throws(FileError) { try sink.finish() } catch { thrown = error }
      #expect(thrown == FileError(path: "/dev/full", reason: .noSpace))
    }
  #endif

  @Test func numbersComeBackExactly() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<10_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      var bytes: [UInt8] = []
      bytes.append(decimal: number)
      #expect(Double(String(decoding: bytes, as: UTF8.self)) == number)
    }
  }
}
