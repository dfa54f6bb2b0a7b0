// A cell of a table: text that is safe on a terminal, and how wide it is there.

struct TableCell {
  let text: String
  /// In character cells.
  let width: Int

  init(_ text: String) {
    self.text = DisplayWidth.escaped(text)
    width = DisplayWidth.of(self.text)
  }

  func cut(to width: Int) -> TableCell { TableCell(DisplayWidth.cut(text, to: width)) }
}
