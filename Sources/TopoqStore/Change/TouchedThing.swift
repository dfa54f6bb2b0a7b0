// A thing as the journal knows it: the row of a table, and for a port or a strand its number.

internal import TopoqSQLite
internal import TopoqVocabulary

/// What a change named or altered.
struct TouchedThing: Hashable, Sendable {
  /// The table of the thing; `node` for a port, `route` for a strand.
  let sort: String
  let id: Int64
  let number: Int64

  init(_ sort: String, _ id: Int64, number: Int64 = 0) {
    self.sort = sort
    self.id = id
    self.number = number
  }

  init(_ thing: ChangedThing) {
    self.init(thing.noun.sort, thing.id, number: thing.number)
  }
}
