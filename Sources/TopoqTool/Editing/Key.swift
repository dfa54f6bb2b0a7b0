// A key as the line editor knows it.

enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  case enter
  case tab
  /// Ctrl-D: the end of input on an empty line, else like `delete`.
  case endOfInput
  case backspace
  case delete
  case left
  case right
  case wordLeft
  case wordRight
  case home
  case end
  case up
  case down
  case clearScreen
  case cutToEnd
  case cutToStart
  case cutWord
}
