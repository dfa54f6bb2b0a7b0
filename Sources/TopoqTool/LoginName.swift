// Who is at the keyboard, where `--who` does not say.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum LoginName {
  /// The name under which this process runs.
  static var current: String {
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return "user \(getuid())"
  }
}
