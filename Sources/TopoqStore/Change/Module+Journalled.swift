// Which tables of a module hold what was recorded, and which only what follows from it.

public import TopoqVocabulary

extension Module {
  /// The tables whose rows the journal can take back: all that the module makes, but for what is
  /// derived.
  public var journalledTables: [String] {
    tableNames().filter { !Plant.derivedTables.contains($0) && !derivedTables.contains($0) }
  }
}
