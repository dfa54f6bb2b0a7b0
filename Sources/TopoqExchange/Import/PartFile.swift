// A file that is being built beside its place, under a name of its own, until it is whole.

internal import TopoqStore
internal import TopoqText

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `net.topoq.1k2j3.part`, which becomes `net.topoq`. Unless it took its name it is gone at the end.
///
/// It is locked as long as it is built: what a killed import left is seen by its lock being free,
/// and is taken away by the next one.
struct PartFile: ~Copyable {
  let path: String
  private let target: String
  private let descriptor: Int32

  /// Makes an empty file beside `target`, under a name that nobody else has.
  init(of target: String) throws {
    PartFile.removeAbandoned(of: target)
    let path = "\(target).\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let number = errno
      guard number == ENOENT else { throw FileError(path: target, errorNumber: number) }
      throw ImportProblem("\(target): the folder in which it is to be made does not exist")
    }
    flock(descriptor, LOCK_EX | LOCK_NB)
    self.path = path
    self.target = target
    self.descriptor = descriptor
  }

  deinit {
    PartFile.remove(path)
    close(descriptor)
  }

  private static func remove(_ path: String) {
    for suffix in ["-wal", "-shm", "-journal", ""] { unlink(path + suffix) }
  }

  private static func removeAbandoned(of target: String) {
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(target[...$0]) } ?? "./"
    let prefix = (slash.map { String(target[target.index(after: $0)...]) } ?? target) + "."
    for name in (try? Folder.names(in: folder)) ?? []
    where name.hasPrefix(prefix) && name.hasSuffix(".part") {
      let descriptor = open(folder + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(folder + name) }
      close(descriptor)
    }
  }

  func sync() throws {
    guard fsync(descriptor) == 0 else { throw FileError(path: target, errorNumber: errno) }
  }

  /// Gives the file its name. One that has come to stand there meanwhile is not replaced. The
  /// caller holds the target's lock.
  func takeName() throws {
    // The log of a file that stood here once would be taken for this one's.
    if access(target, F_OK) != 0 {
      for suffix in ["-wal", "-shm", "-journal"] { unlink(target + suffix) }
    }
    guard link(path, target) != 0 else { return syncFolder() }
    let number = errno
    switch number {
    case EEXIST:
      throw ImportProblem("\(target): another process has made it meanwhile; import again")
    case EPERM, ENOTSUP, ENOSYS:
      // A file system without links, such as that of a memory stick.
      guard access(target, F_OK) != 0 else { throw FileError(path: target, errorNumber: EEXIST) }
      guard rename(path, target) == 0 else { throw FileError(path: target, errorNumber: errno) }
      syncFolder()
    default: throw FileError(path: target, errorNumber: number)
    }
  }

  private func syncFolder() {
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = open(slash.map { String(target[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
