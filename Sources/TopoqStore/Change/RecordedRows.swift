// What a change did to the rows of the file, as it was recorded.

public import TopoqSQLite

internal import TopoqNetwork
internal import TopoqVocabulary

/// The rows that a change altered, and the things that these rows are.
public struct RecordedRows {
  public let changeset: Changeset
  let rows: [NamedRow]
  /// The ends whose joint was made, taken or altered.
  var ends: [End] = []

  init(_ changeset: Changeset, _ columns: TableColumns) throws {
    self.changeset = changeset
    rows = try changeset.rows().map { try NamedRow($0, columns) }
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// Every thing that the rows tell: themselves, what they name, and whose they are. The ports and
  /// strands that joints took or left are told by `ends`.
  var things: Set<TouchedThing> {
    var things: Set<TouchedThing> = []
    for end in ends {
      switch end {
      case .port(let node, let number):
        things.insert(TouchedThing("node", Int64(node), number: Int64(number.value)))
      case .strand(let route, let number, _):
        things.insert(TouchedThing("route", Int64(route), number: Int64(number)))
      }
    }
    for row in rows {
      switch row.row.table {
      case "strand_end":
        if let id = row.id { things.insert(TouchedThing("joint", id >> 1)) }
      case "cut": things.formUnion(Self.references(["node", "route"], of: row))
      case let table:
        if let id = row.id { things.insert(TouchedThing(table, id)) }
        things.formUnion(Self.references(table == "joint" ? ["node"] : ["party"], of: row))
      }
    }
    return things
  }

  /// The things that columns of a row name, before and after.
  private static func references(_ columns: [String], of row: NamedRow) -> Set<TouchedThing> {
    var things: Set<TouchedThing> = []
    for column in columns {
      for value in [row.old(column), row.new(column)] {
        if let id = value?.integer { things.insert(TouchedThing(column, id)) }
      }
    }
    return things
  }
}
