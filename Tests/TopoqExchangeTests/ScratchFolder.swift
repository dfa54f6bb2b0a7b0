// A folder under the temporary one, gone with all it holds when the test is.

import Testing
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

final class ScratchFolder {
  let path: String

  /// - Parameter files: texts by file name.
  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/topoq-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
    path = String(cString: try #require(made))
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { ScratchFolder.remove(path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    var sink = try ByteSink(path: file(name))
    sink.append(contentsOf: bytes)
    try sink.finish()
  }

  func makeFolder(_ name: String) { mkdir(file(name), 0o777) }

  func text(_ name: String) throws -> String {
    String(decoding: try ByteSource.bytes(ofFile: file(name)), as: UTF8.self)
  }

  /// Names and contents of all files.
  func contents() throws -> [String: [UInt8]] { try ScratchFolder.contents(of: path) }

  static func contents(of folder: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try Folder.names(in: folder) where Folder.hasFile(at: "\(folder)/\(name)") {
      contents[name] = try ByteSource.bytes(ofFile: "\(folder)/\(name)")
    }
    return contents
  }

  private static func remove(_ path: String) {
    for name in (try? Folder.names(in: path)) ?? [] {
      let inner = "\(path)/\(name)"
      if Folder.exists(at: inner) { remove(inner) } else { unlink(inner) }
    }
    rmdir(path)
  }
}
