/// One sentence of a script.
public enum Statement: Hashable, Sendable {
  case inquiry(Inquiry)
  /// The range includes the word `explain`.
  case explain(Inquiry, SourceRange)
  case change(Change)
  /// `let` and `save`.
  case define(Definition)
  case alias(Alias)
  /// `forget late`: the word, and the range of the whole.
  case forget(Word, SourceRange)
  /// `set $s = S12`.
  case set(Setting)
  /// `set splitter S12 ports 16`.
  case edit(Edit)
  /// `help`, with or without a topic.
  case help(Word?, SourceRange)
  case describe(Word, SourceRange)
  /// `language 1`.
  case language(NumberLiteral, SourceRange)

  public var range: SourceRange {
    switch self {
    case .inquiry(let inquiry): inquiry.range
    case .explain(_, let range): range
    case .change(let change): change.range
    case .define(let definition): definition.range
    case .alias(let alias): alias.range
    case .forget(_, let range): range
    case .set(let setting): setting.range
    case .edit(let edit): edit.range
    case .help(_, let range), .describe(_, let range): range
    case .language(_, let range): range
    }
  }
}
