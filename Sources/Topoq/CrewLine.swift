// A line of a field crew's file: when, who, and what they changed.

public import TopoqText

/// A time, an author and a sentence; the three tell it from all other lines.
///
///     2026-05-03T10:20:00Z anna move customer C1001 to splitter S13 port 4
///     2026-05-03T10:25:00Z "Anna Berg" cut route F7 at 1.2 km
public struct CrewLine: Hashable, Sendable {
  public let time: Instant
  public let author: String
  public let sentence: String

  /// Why a line cannot be read.
  public struct Fault: Error, Sendable, CustomStringConvertible {
    public let description: String
    public let help: String
  }

  /// Reads a line; nil where it is blank or a comment.
  public init?(_ line: String) throws(Fault) {
    var rest = Substring(line)
    rest.trimStart()
    guard !rest.isEmpty, !rest.hasPrefix("--") else { return nil }
    let word = rest.prefix { !$0.isWhitespace }
    guard let time = Instant(String(word)) else {
      throw Fault(
        description: "`\(word)` is no time",
        help: "a line is a time, an author and a sentence: 2026-05-03T10:20:00Z anna undo")
    }
    self.time = time
    rest = rest.dropFirst(word.count)
    rest.trimStart()
    guard let author = rest.takeAuthor() else {
      throw Fault(description: "the author's name lacks its closing quote", help: "close it")
    }
    rest.trimStart()
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    guard !author.isEmpty, !rest.isEmpty else {
      throw Fault(
        description: "after the time stand an author and a sentence",
        help: "for example \(time) anna cut route F7 at 1.2 km")
    }
    self.author = author
    sentence = String(rest)
  }

  /// What the journal tells the line by.
  var identity: String { "\(time) \(author)\t\(sentence)" }
}

extension Substring {
  fileprivate mutating func trimStart() { self = drop { $0.isWhitespace || $0 == "\u{feff}" } }

  /// Takes a bare word, or a name in quotes; nil where the quote is not closed.
  fileprivate mutating func takeAuthor() -> String? {
    guard let quote = first, quote == "\"" || quote == "'" else {
      let word = prefix { !$0.isWhitespace }
      self = dropFirst(word.count)
      return String(word)
    }
    let inside = dropFirst()
    guard let end = inside.firstIndex(of: quote) else { return nil }
    let name = String(inside[..<end])
    self = inside[inside.index(after: end)...]
    return name
  }
}
