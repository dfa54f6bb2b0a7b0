// For answers that nobody reads: a change is told in a line of its own.

import TopoqQuery
import TopoqSQLite

struct SilentWriter: AnswerWriter {
  var wantsGeometry: Bool { false }
  mutating func begin(_ header: AnswerHeader) {}
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {}
  mutating func end() {}
}
