// An empty folder with the datasets in it, where the commands of a page run one after the other.

import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SessionFolder: ~Copyable {
  private let path: String
  private let tool: String

  init(tool: String) throws {
    var template = Array("/tmp/topoq-session-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileError(path: "/tmp", errorNumber: errno)
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.tool = tool
    symlink(SessionPage.packageFolder + "/datasets", path + "/datasets")
  }

  deinit { _ = SessionFolder.shell("rm -r '\(path)'") }

  /// The lines of both streams, and the status where it is not 0.
  func run(_ command: String) -> [String] {
    let folder = tool[..<(tool.lastIndex(of: "/") ?? tool.startIndex)]
    let script = "cd '\(path)' && PATH=\"\(folder):$PATH\" && { \(command)\n} </dev/null 2>&1"
    let (output, status) = SessionFolder.shell(script)
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if status != 0 { lines.append("[exit \(status)]") }
    return lines
  }

  func write(_ name: String, _ text: String) throws {
    var sink = try ByteSink(path: "\(path)/\(name)")
    sink.append(text)
    try sink.finish()
  }

  /// Starts the tool and kills it after so many microseconds; false where it was done before.
  func kill(_ arguments: [String], after microseconds: UInt32) -> Bool {
    // The shell gives way to the tool, so that the tool itself is killed.
    let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
    let script = "cd '\(path)' && exec '\(tool)' \(quoted) </dev/null >/dev/null 2>&1"
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(script), nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", nil, nil, &words, environ) == 0 else { return false }
    usleep(microseconds)
    _ = SessionFolder.signal(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status & 0x7f == SIGKILL
  }

  private static func signal(_ process: pid_t, _ number: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.kill(process, number)
    #else
      Darwin.kill(process, number)
    #endif
  }

  private static func shell(_ script: String) -> (output: String, status: Int) {
    guard let stream = popen(script, "r") else { return ("popen failed", -1) }
    var bytes: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&space, 1, space.count, stream)
      if count == 0 { break }
      bytes += space[..<count]
    }
    let status = pclose(stream)
    return (String(decoding: bytes, as: UTF8.self), Int((status >> 8) & 0xff))
  }
}
