// An import that is not kept: what it would do to the rows of the file.

public import TopoqSQLite

internal import TopoqVocabulary

extension PlantImport {
  /// Finishes an import whose transaction will be rolled back, and says what it did to the tables
  /// of the folder's files.
  ///
  /// - Parameter before: a connection that reads the file as it was; nil for a file that is made.
  public mutating func preview(from before: ConnectionHandle?) throws -> ImportPreview {
    let report = try finish()
    let files = Set(report.rows.map(\.name))
    // A new file brings its own rows of these along.
    let brought = before == nil ? modules.flatMap(\.tables).filter(\.isWhole).map(\.file) : []
    let differences = try RowComparison.all(modules).compactMap { comparison -> ImportDifference? in
      if brought.contains(comparison.file), !files.contains(comparison.file) { return nil }
      let difference = try comparison.difference(
        from: before, to: connection, named: named[comparison.file])
      if files.contains(comparison.file) { return difference }
      return difference.isAny ? difference.alterationsOnly : nil
    }
    return ImportPreview(report: report, differences: differences)
  }

  /// Keeps which rows the folder named, before the books are closed.
  mutating func noteNamed() {
    guard !isFresh else { return }
    for (file, list) in [
      ("nodes", codes.nodes), ("routes", codes.routes), ("areas", codes.areas),
    ] { named[file] = list.claimed }
    // A coarse feed stands for joints without naming them.
    guard counts.joints > 0, pendingFeeds.isEmpty else { return }
    var joints = RowNumbers()
    for index in jointIDs.indices where index >= storedJoints || isConfirmed[index] {
      joints.insert(jointIDs[index])
    }
    named["joints"] = joints
  }
}
