// Writes bytes: into memory, down a file descriptor, or into a file that appears whole or not at all.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A buffered writer. Appending never throws: the first failure is kept, what follows is dropped,
/// and `flush` and `finish` throw it. Long output asks `failure` now and then, and stops.
///
/// A closed pipe is reported as `.brokenPipe` only where the program ignores SIGPIPE.
public struct ByteSink: ~Copyable, Sendable {
  /// What has been appended and not yet written; for a sink in memory, all of it.
  public private(set) var bytes: [UInt8] = []
  /// The first write that failed.
  public private(set) var failure: FileError?
  /// How many bytes have been appended in all.
  public var count: Int { written + bytes.count }

  private let name: String
  /// Where bytes go, or -1: memory, or finished.
  private var descriptor: Int32
  /// The temporary file that becomes `name` at the end, or empty.
  private let temporaryPath: String
  private let ownsDescriptor: Bool
  private var written = 0
  private var isFinished = false

  private static let flushSize = 256 * 1024

  /// A sink in memory: `bytes` holds what was appended.
  public init() {
    self.init(name: "memory", descriptor: -1, temporaryPath: "", ownsDescriptor: false)
  }

  /// A sink down an open descriptor, such as standard output, which stays open.
  public init(descriptor: Int32, name: String = "standard output") {
    self.init(name: name, descriptor: descriptor, temporaryPath: "", ownsDescriptor: false)
    bytes.reserveCapacity(ByteSink.flushSize)
  }

  /// A file that takes its name only when `finish` has written and synced all of it; until then an
  /// older file of that name stays as it is. Devices and pipes are written to directly.
  public init(path: String) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists && kind == S_IFDIR { throw FileError(path: path, reason: .isDirectory) }
    let isDevice = exists && kind != S_IFREG
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    let partPath = isDevice ? "" : "\(path).\(mark).part"
    let mode = exists ? status.st_mode & 0o777 : 0o666
    let opened =
      isDevice
      ? open(path, O_WRONLY | O_CLOEXEC)
      : open(partPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard opened >= 0 else { throw FileError(path: path, errorNumber: errno) }
    self.init(name: path, descriptor: opened, temporaryPath: partPath, ownsDescriptor: true)
    bytes.reserveCapacity(ByteSink.flushSize)
  }

  private init(name: String, descriptor: Int32, temporaryPath: String, ownsDescriptor: Bool) {
    self.name = name
    self.descriptor = descriptor
    self.temporaryPath = temporaryPath
    self.ownsDescriptor = ownsDescriptor
  }

  deinit {
    guard ownsDescriptor && !isFinished else { return }
    close(descriptor)
    if !temporaryPath.isEmpty { unlink(temporaryPath) }
  }

  /// Lets a closure append to the buffer, and writes it out where it has grown long.
  @inline(__always)
  public mutating func append(with body: (inout [UInt8]) -> Void) {
    body(&bytes)
    if descriptor >= 0 && bytes.count >= ByteSink.flushSize { writeOut() }
  }

  /// Writes out what is buffered.
  public mutating func flush() throws(FileError) {
    if descriptor >= 0 { writeOut() }
    if let failure { throw failure }
  }

  /// Writes all that is left; a file is synced, closed and takes its name. Nothing may follow.
  public mutating func finish() throws(FileError) {
    precondition(!isFinished, "a sink is finished once")
    try flush()
    guard ownsDescriptor else {
      isFinished = true
      return
    }
    if !temporaryPath.isEmpty && fsync(descriptor) != 0 { throw failed(errno) }
    isFinished = true
    let open = descriptor
    descriptor = -1
    if close(open) != 0 {
      let number = errno
      unlink(temporaryPath)
      throw failed(number)
    }
    guard !temporaryPath.isEmpty else { return }
    if rename(temporaryPath, name) != 0 {
      let number = errno
      unlink(temporaryPath)
      throw failed(number)
    }
    syncFolder()
  }

  private mutating func failed(_ number: Int32) -> FileError {
    let error = FileError(path: name, errorNumber: number)
    if failure == nil { failure = error }
    return error
  }

  private mutating func writeOut() {
    var done = 0
    while done < bytes.count && failure == nil {
      let count = bytes.withUnsafeBytes { space in
        let rest = UnsafeRawBufferPointer(rebasing: space[done...])
        #if canImport(Glibc)
          return Glibc.write(descriptor, rest.baseAddress, rest.count)
        #else
          return Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        _ = failed(errno)
      }
    }
    written += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }

  /// Makes the new name itself durable. The file's bytes are safe without it.
  private func syncFolder() {
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(name[...$0]) } ?? "."
    let opened = open(folder, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}
