// A question cannot write: SQLite's authorizer enforces it, not care.

internal import CSQLite

extension ConnectionHandle {
  /// Prepares within `body` what may only read: anything else is refused there and then.
  public func questioning<Result: ~Copyable>(_ body: () throws -> Result) rethrows -> Result {
    setQuestionsOnly(true)
    defer { setQuestionsOnly(false) }
    return try body()
  }

  /// While on, statements that are prepared may only read; the authorizer refuses all else.
  public func setQuestionsOnly(_ isOn: Bool) {
    precondition(questionsOnly != nil, "only a hardened connection takes questions")
    questionsOnly?.pointee = isOn
  }

  /// Installed once, when the connection opens: setting an authorizer makes SQLite prepare every
  /// statement anew, so a flag switches it.
  func installAuthorizer() {
    sqlite3_set_authorizer(
      pointer,
      { flag, action, _, _, _, _ in
        guard flag!.assumingMemoryBound(to: Bool.self).pointee else { return SQLITE_OK }
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: return SQLITE_OK
        default: return SQLITE_DENY
        }
      }, questionsOnly)
  }
}
