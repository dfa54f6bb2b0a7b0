// Lists what a folder holds.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Folders of the file system, by path.
public enum Folder {
  /// Whether a path leads to a folder.
  public static func exists(at path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether a path leads to something that can be read as a file.
  public static func hasFile(at path: String) -> Bool {
    guard let kind = kind(of: path) else { return false }
    return kind != S_IFDIR
  }

  /// The names in a folder, sorted by their bytes, without those that start with a dot.
  public static func names(in path: String) throws(FileError) -> [String] {
    guard let listing = opendir(path) else { throw FileError(path: path, errorNumber: errno) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
