// Reads a file's bytes from front to back, a buffer at a time or all at once.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes from a file or from memory, read once from front to back. Closes its file when it goes.
public struct ByteSource: ~Copyable {
  /// What a streaming reader asks for at a time: 256 KiB.
  public static let bufferSize = 256 * 1024

  /// The file's path, or the name given to bytes in memory; errors carry it.
  public let name: String
  /// The open file, or -1 for bytes in memory.
  private let descriptor: Int32
  private let memory: [UInt8]
  /// How many bytes of `memory` have been handed out.
  private var handedOut = 0

  /// Opens a file for reading.
  /// - Throws: `FileError`, also where the path is a folder.
  public init(path: String) throws(FileError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw FileError(path: path, errorNumber: errno) }
    var status = stat()
    if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(opened)
      throw FileError(path: path, reason: .isDirectory)
    }
    self.init(name: path, descriptor: opened, memory: [])
  }

  /// Bytes that are already here, under a name for error messages.
  public init(bytes: [UInt8], name: String) {
    self.init(name: name, descriptor: -1, memory: bytes)
  }

  private init(name: String, descriptor: Int32, memory: [UInt8]) {
    self.name = name
    self.descriptor = descriptor
    self.memory = memory
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads as many bytes as are at hand, at least one, or returns 0 at the end.
  public mutating func read(into space: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if descriptor < 0 {
      let count = min(space.count, memory.count - handedOut)
      let start = handedOut
      memory.withUnsafeBytes { source in
        space.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + count]))
      }
      handedOut += count
      return count
    }
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, space.baseAddress, space.count)
      #else
        let count = Darwin.read(descriptor, space.baseAddress, space.count)
      #endif
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError(path: name, errorNumber: errno) }
    }
  }

  /// The whole of a file.
  public static func bytes(ofFile path: String) throws(FileError) -> [UInt8] {
    var source = try ByteSource(path: path)
    var status = stat()
    fstat(source.descriptor, &status)
    // One byte more than the file has, so that its end is seen without growing.
    var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 4096))
    var filled = 0
    while true {
      if filled == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      let count = try source.fill(&bytes, from: filled)
      if count == 0 { break }
      filled += count
    }
    bytes.removeSubrange(filled...)
    return bytes
  }

  /// Reads into an array's space from an index on.
  mutating func fill(_ bytes: inout [UInt8], from start: Int) throws(FileError) -> Int {
    try bytes.withUnsafeMutableBufferPointer { (space) throws(FileError) -> Int in
      let rest = UnsafeMutableRawBufferPointer(space)[start...]
      return try read(into: UnsafeMutableRawBufferPointer(rebasing: rest))
    }
  }
}
