// Why a file cannot be used, in words that say what to do about it.

public import TopoqSQLite
public import TopoqVocabulary

extension FileFormat {
  /// A file that cannot be used, and what to do about it.
  public struct Refusal: Error, Sendable, CustomStringConvertible {
    public let description: String
    /// True for a file that an older topoq wrote: opening it for writing upgrades it.
    public let isOlder: Bool

    public init(_ description: String, isOlder: Bool = false) {
      self.description = description
      self.isOlder = isOlder
    }

    static func noTopoqFile(_ path: String) -> Refusal {
      Refusal("\(path) is no topoq file: make one with `topoq import SOURCE --into FILE`")
    }

    /// The file lacks what `module` has come to store.
    public static func older(_ path: String, _ module: Module, from version: Int) -> Refusal {
      Refusal(
        "\(path) was written by an older topoq (its module \(module.name) is of version \(version)): "
          + "ask it once without --read-only, which upgrades it", isOlder: true)
    }

    /// What SQLite refused, as a refusal of the file at `path` where it is the file's fault, not an
    /// interrupt, a full disk or a fault of the statement.
    public static func explaining(_ error: SQLiteError, path: String) -> any Error {
      Refusal(error, path: path) ?? error as any Error
    }

    private init?(_ error: SQLiteError, path: String) {
      if error.isNoDatabase {
        self = Refusal.noTopoqFile(path)
      } else if error.isCorrupt || error.lacksName {
        self.init(
          "\(path) is damaged (\(error.message)): take the last good copy, or import the network "
            + "again")
      } else if error.message.contains("has no column named") {
        self.init(
          "\(path) is damaged (\(error.message)): take the last good copy, or import the network "
            + "again")
      } else if error.isBusy {
        self.init(
          "\(path) is locked by another program, which is writing to it; try again when it is done")
      } else if error.isReadOnly {
        self.init("\(path) may not be written: check the owner and mode of the file and its folder")
      } else if error.isSymbolicLink {
        self.init("\(path) is a symbolic link: name the file itself")
      } else if error.isCannotOpen {
        self.init(
          "\(path) cannot be opened: check the owner and mode of the file and its folder")
      } else if error.isInputOutput {
        self.init("\(path) cannot be read or written: \(error.message) (\(error.code))")
      } else if error.isConstraint {
        self.init(
          "\(path) holds rows that contradict each other (\(error.message)): `topoq check` lists them"
        )
      } else if error.isRaised {
        let isDamage = error.message.contains("damaged") && !error.message.contains("topoq check")
        self.init("\(path): \(error.message)" + (isDamage ? ": `topoq check` says where" : ""))
      } else {
        return nil
      }
    }
  }
}

extension Module {
  /// The tables that the module's migrations make, up to a version. Each begins a line with `CREATE
  /// TABLE` or `CREATE VIRTUAL TABLE`.
  func tableNames(upTo version: Int = .max) -> [String] {
    var names: [String] = []
    for migration in migrations where migration.version <= version {
      var sql = migration.sql
      sql.withUTF8 { text in
        var start = 0
        while start < text.count {
          if let name = Self.tableName(text[start...]) { names.append(name) }
          while start < text.count, text[start] != UInt8(ascii: "\n") { start += 1 }
          start += 1
        }
      }
    }
    return names
  }

  /// The table that a line makes, or nil.
  private static func tableName(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    var rest = line.drop { $0 == UInt8(ascii: " ") }
    func take(_ word: StaticString) -> Bool {
      let isThere = word.withUTF8Buffer { word in rest.starts(with: word) }
      if isThere { rest = rest.dropFirst(word.utf8CodeUnitCount) }
      return isThere
    }
    guard take("CREATE ") else { return nil }
    _ = take("VIRTUAL ")
    guard take("TABLE ") else { return nil }
    let name = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") }
    return String(decoding: name, as: UTF8.self)
  }
}
