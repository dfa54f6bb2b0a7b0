// One lock between processes, held over commit and checkpoint.
//
// SQLite 3.7.0 to 3.51.2 can lose committed pages when a checkpoint races a commit that resets the
// write-ahead log. With this lock around both, they never meet.

internal import CSQLite

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An advisory lock on a small file beside the database, `FILE-lock`, which holds the number of the
/// process that last took it. Released when it goes out of scope.
///
/// The database itself cannot be locked so: closing a second descriptor of it would drop the locks
/// that SQLite holds on it in this process.
public struct FileLock: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// The lock that could not be had, and why.
  public struct Refusal: Error, Sendable, CustomStringConvertible {
    /// The database file.
    public let path: String
    public let reason: String
    public var description: String { "\(path): \(reason)" }
  }

  /// Takes the lock of the database at `file`; another process may hold it for `seconds` more.
  public init(of file: String, waiting seconds: Double = 10) throws(Refusal) {
    path = file + "-lock"
    let deadline = FileLock.now + seconds
    var pause: UInt32 = 200
    while true {
      let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard opened >= 0 else {
        throw Refusal(
          path: file,
          reason: "it cannot be locked for writing: \(path): \(String(cString: strerror(errno)))")
      }
      if flock(opened, LOCK_EX | LOCK_NB) == 0 {
        if FileLock.isStill(opened, at: path) {
          descriptor = opened
          break
        }
      } else if errno != EWOULDBLOCK && errno != EINTR {
        let reason = String(cString: strerror(errno))
        close(opened)
        throw Refusal(path: file, reason: "it cannot be locked for writing: \(reason)")
      } else if FileLock.now > deadline {
        let holder = FileLock.holder(opened).map { " (process \($0))" } ?? ""
        close(opened)
        throw Refusal(
          path: file,
          reason: "another topoq\(holder) is writing to it and has not finished; try again later")
      }
      close(opened)
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    sign()
  }

  deinit { close(descriptor) }

  /// Whether a file lies where several hosts may use it at once and locks cannot be trusted: NFS,
  /// SMB, CIFS, SMB2, AFS, Coda [linux/magic.h].
  public static func isDoubtful(for file: String) -> Bool {
    [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x7375_7245].contains(
      topoq_file_system(file) & 0xffff_ffff)
  }

  /// Releases the lock and takes its file away; whoever waits for it makes another.
  public consuming func releaseAndRemove() { unlink(path) }

  /// Whether the file that was locked still bears its name, or was taken away meanwhile.
  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, stat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }

  private static let signatureLength = 12

  /// Nothing is written where the file says so already: that would weigh on the commit's own sync.
  private func sign() {
    guard FileLock.holder(descriptor) != Int(getpid()) else { return }
    let number = String(getpid())
    let text = number + String(repeating: " ", count: max(0, 11 - number.utf8.count)) + "\n"
    _ = text.withCString { pwrite(descriptor, $0, FileLock.signatureLength, 0) }
  }

  private static func holder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: signatureLength)
    guard pread(descriptor, &bytes, bytes.count, 0) == bytes.count else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
