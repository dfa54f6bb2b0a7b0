// The lock between processes: one holder, a clear message for the others, no file left behind.

import Testing
import TopoqSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("File lock")
struct FileLockTests {
  private func withPath(_ body: (String) throws -> Void) rethrows {
    let path = "/tmp/topoq-lock-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    defer { unlink(path + "-lock") }
    try body(path)
  }

  @Test("who comes second waits, and is told which process writes")
  func waiting() throws {
    try withPath { path in
      let lock = try FileLock(of: path)
      let refusal = #expect(throws: FileLock.Refusal.self) {
        _ = try FileLock(of: path, waiting: 0.05)
      }
      #expect(
        refusal?.description.hasPrefix("\(path): another topoq (process \(getpid()))") == true)
      _ = consume lock
      _ = try FileLock(of: path, waiting: 0.05)
    }
  }

  @Test("a lock whose file was taken away is no lock: the next holder makes another")
  func removal() throws {
    try withPath { path in
      let lock = try FileLock(of: path)
      #expect(access(path + "-lock", F_OK) == 0)
      lock.releaseAndRemove()
      #expect(access(path + "-lock", F_OK) != 0)
      _ = try FileLock(of: path, waiting: 0.05)
      #expect(access(path + "-lock", F_OK) == 0)
    }
  }

  @Test("a folder in which no lock can be made is said")
  func noFolder() {
    let refusal = #expect(throws: FileLock.Refusal.self) {
      _ = try FileLock(of: "/nonexistent/file")
    }
    #expect(refusal?.description.contains("cannot be locked") == true)
  }
}
