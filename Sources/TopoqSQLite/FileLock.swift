// One lock between processes, held over commit and checkpoint.
//
// SQLite 3.7.0 to 3.51.2 can lose committed pages when a checkpoint races a commit that resets the
// write-ahead log. With this lock around both, they never meet.

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An advisory lock on a small file beside the database; released when it goes out of scope.
public struct FileLock: ~Copyable {
  private let descriptor: Int32

  public struct Refusal: Error, Sendable {
    public let path: String
    public let reason: String
  }

  /// Waits for the lock on `path`, which is made where it is missing.
  public init(path: String) throws(Refusal) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Refusal(path: path, reason: String(cString: strerror(errno)))
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw Refusal(path: path, reason: reason)
      }
    }
  }

  deinit { close(descriptor) }
}
