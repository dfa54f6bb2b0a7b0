/// A syntax tree as indented text, for `explain` and for snapshots: one node a line, two blanks a
/// level, no places in the text, so that equal trees give equal dumps.
public enum SyntaxDump {
  public static func text(_ statement: Statement) -> String {
    var lines: [String] = []
    statement.dumped.write(to: &lines, depth: 0)
    return lines.joined(separator: "\n")
  }

  public static func text(_ question: Question) -> String {
    var lines: [String] = []
    question.dumped.write(to: &lines, depth: 0)
    return lines.joined(separator: "\n")
  }
}
