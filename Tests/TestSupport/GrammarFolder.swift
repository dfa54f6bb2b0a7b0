// The files of the Grammar folder, found from where this file stands.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

public enum GrammarFolder {
  /// The folder that holds Package.swift's sources: three above this file.
  public static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// The text of a file under Grammar, or nil where it cannot be read.
  public static func text(_ name: String) -> String? {
    guard let file = fopen("\(root)/Grammar/\(name)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  public static func write(_ text: String, to name: String) -> Bool {
    guard let file = fopen("\(root)/Grammar/\(name)", "wb") else { return false }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  /// Whether snapshots are to be written anew rather than compared.
  public static var isRecording: Bool { getenv("TOPOQ_RECORD") != nil }

  /// The valid sentences.
  public static let validSentences: [String] = lines(of: "conformance/valid.txt")

  /// The wrong sentences with their codes; `isSyntax` is false for what only data can tell.
  public static let wrongSentences: [(code: String, isSyntax: Bool, text: String)] =
    lines(of: "conformance/wrong.txt").map { line in
      let isSyntax = !line.hasPrefix("data ")
      let rest = isSyntax ? Substring(line) : line.dropFirst(5)
      let code = String(rest.prefix(4))
      return (code, isSyntax, String(rest.dropFirst(5)))
    }

  private static func lines(of name: String) -> [String] {
    (text(name) ?? "").split(separator: "\n").map { String($0) }.filter { !$0.hasPrefix("#") }
  }
}
