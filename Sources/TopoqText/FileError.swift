// What went wrong with a file, said so that whoever typed its name can put it right.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that could not be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case notFound
    case isDirectory
    case notPermitted
    /// The disk is full, or a quota is used up.
    case noSpace
    /// Whoever was reading the other end of the pipe has gone (`| head`).
    case brokenPipe
    /// The operating system's error number for all else.
    case system(Int32)
  }

  public let path: String
  public let reason: Reason

  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// An error from `errno` as the operating system left it.
  public init(path: String, errorNumber: Int32) {
    self.path = path
    switch errorNumber {
    case ENOENT, ENOTDIR: reason = .notFound
    case EISDIR: reason = .isDirectory
    case EACCES, EPERM, EROFS: reason = .notPermitted
    case ENOSPC, EDQUOT: reason = .noSpace
    case EPIPE: reason = .brokenPipe
    default: reason = .system(errorNumber)
    }
  }

  public var description: String {
    switch reason {
    case .notFound: "\(path): no such file"
    case .isDirectory: "\(path): this is a folder, and a file is wanted here"
    case .notPermitted: "\(path): not permitted; check the file's owner and mode"
    case .noSpace: "\(path): no space left on the disk"
    case .brokenPipe: "\(path): the reader at the other end has gone"
    case .system(let number): "\(path): \(String(cString: strerror(number)))"
    }
  }
}
