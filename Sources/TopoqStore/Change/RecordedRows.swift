// What a change did to the rows of the file, as it was recorded.

public import TopoqSQLite

internal import TopoqVocabulary

/// The rows that a change altered, and the things that these rows are.
public struct RecordedRows {
  public let changeset: Changeset
  let rows: [NamedRow]

  init(_ changeset: Changeset, _ columns: TableColumns) throws {
    self.changeset = changeset
    rows = try changeset.rows().map { try NamedRow($0, columns) }
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// Every thing that the rows tell: themselves, the ports and strands that joints took or left,
  /// and whose they are.
  var things: Set<TouchedThing> {
    var things: Set<TouchedThing> = []
    for row in rows {
      switch row.row.table {
      case "strand_end":
        for value in [row.old, row.new] as [(String) -> SQLiteValue?] {
          let number = value("number")?.integer ?? 0
          if let node = value("node")?.integer {
            things.insert(TouchedThing("node", node, number: number))
          }
          if let route = value("route")?.integer {
            things.insert(TouchedThing("route", route, number: number))
          }
        }
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
