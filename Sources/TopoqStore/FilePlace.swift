// Where a file stands: whether it can be one of ours at all, and whether anything can be written there.

public import TopoqSQLite

internal import TopoqText

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The place of a topoq file in the file system.
///
/// The file is looked at by name only: closing a descriptor of it would drop the locks that SQLite
/// may hold on it in this process.
public struct FilePlace: Sendable {
  private let path: String

  public init(_ path: String) { self.path = path }

  /// - Throws: `FileError` where there is no file, or a folder; `FileFormat.Refusal` for a device or
  ///   pipe, and for a network file system, on which locks between hosts cannot be trusted.
  public func refuseUnfit() throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(path: path, errorNumber: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path: path, reason: .isDirectory)
    default: throw FileFormat.Refusal("\(path) is a device or a pipe, and no topoq file")
    }
    guard !FileLock.isDoubtful(for: path) else {
      throw FileFormat.Refusal(
        "\(path) lies on a network file system, where two hosts could write at once: keep it on the "
          + "host that uses it")
    }
  }

  /// Refuses to let an answer or an export take the place of the file that it is read from.
  public func refuseAsOutput(_ output: String) throws {
    for ending in ["", "-wal", "-shm", "-lock"] {
      var own = stat()
      var other = stat()
      guard stat(path + ending, &own) == 0, stat(output, &other) == 0,
        own.st_ino == other.st_ino, own.st_dev == other.st_dev
      else { continue }
      throw FileFormat.Refusal("\(output) belongs to the network file itself: write elsewhere")
    }
  }

  /// Opens the file for reading.
  ///
  /// SQLite keeps a log and its index beside the file. Where nothing can be made there, the file
  /// is read as it stands, without locks: whoever asks compares `state` before and after.
  public func openForReading() throws -> Connection {
    let connection = try Connection(path: path, mode: .read)
    guard try needsFrozen(connection.handle) else { return connection }
    return try Connection(path: path, mode: .readFrozen)
  }

  /// Whether the file can be read only as it stands.
  private func needsFrozen(_ connection: ConnectionHandle) throws -> Bool {
    do {
      _ = try connection.first("PRAGMA schema_version")
      return false
    } catch {
      guard error.isCannotOpen || error.isReadOnly, !isFolderWritable else { throw error }
      guard !hasLog else {
        throw FileFormat.Refusal(
          "\(path) has newer changes in \(path)-wal, which can be read only where files may be made "
            + "beside it: copy both to a folder of your own")
      }
      return true
    }
  }

  /// How the file looks from outside.
  public struct State: Equatable, Sendable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let hasLog: Bool
  }

  public var state: State {
    var status = stat()
    _ = stat(path, &status)
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return State(
      size: Int(status.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec),
      hasLog: hasLog)
  }

  private var hasLog: Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  private var isFolderWritable: Bool {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    return access(slash.map { String(path[...$0]) } ?? ".", W_OK) == 0
  }
}
