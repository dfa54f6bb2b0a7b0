/// What stands after a noun and says which one: the code on the label, or a quoted name.
public struct Name: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `S12`: a code.
    case word
    /// `4`, or `300m` for a code that looks like a quantity.
    case number
    /// `"Asha Rao"`: a code or a free name.
    case string
    /// `2026-05-04`, where codes are days.
    case date
    /// `$s`: `text` is the parameter's name without the dollar sign.
    case parameter
  }

  public let kind: Kind
  /// The code or name itself, without quotes and escapes.
  public let text: String
  public let range: SourceRange

  public init(kind: Kind, text: String, range: SourceRange) {
    self.kind = kind
    self.text = text
    self.range = range
  }
}
