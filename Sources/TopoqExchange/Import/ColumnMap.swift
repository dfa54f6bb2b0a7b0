// Where a file of a network folder has its columns.

/// Where a file has the columns that topoq knows, and which others it has.
struct ColumnMap<Column: PlantColumn> {
  /// Positions in the file by the column's raw value; nil where the file lacks it.
  private let positions: [Int?]
  /// Positions of columns that topoq does not know.
  let unknown: [Int]

  init(_ headers: [String]) {
    positions = Column.allCases.map { column in headers.firstIndex(of: column.header) }
    let known = Set(Column.allCases.map(\.header))
    unknown = headers.indices.filter { !known.contains(headers[$0]) }
  }

  @inline(__always)
  subscript(column: Column) -> Int? { positions[column.rawValue] }
}
