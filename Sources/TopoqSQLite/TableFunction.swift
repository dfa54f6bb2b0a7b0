// Table-valued functions written in Swift: `SELECT ... FROM light(...)`.
//
// SQLite calls C functions with a table and a cursor; both are structs whose first member is
// SQLite's own, followed by a retained Swift object. The objects are classes because C holds them.

internal import CSQLite

/// A table-valued function: its name, its columns, and what its hidden parameters mean.
public protocol TableFunction: AnyObject {
  /// The name after FROM.
  var name: String { get }
  /// Visible columns in order, each `name TYPE`.
  var columns: [String] { get }
  /// Hidden parameters, in the order in which they are passed; the first `required` must be given.
  var parameters: [String] { get }
  var required: Int { get }
  /// Rows that a call is expected to give, for SQLite's planner.
  var expectedRows: Int64 { get }
  func open() -> any TableCursor
}

/// One walk over the rows of a call.
public protocol TableCursor: AnyObject {
  /// Starts a walk. `arguments` holds the given parameters; what was not given is NULL.
  func start(_ arguments: TableArguments) throws
  var isAtEnd: Bool { get }
  func advance() throws
  /// Writes the value of a visible column of the current row.
  func column(_ index: Int, _ result: ColumnResult)
}

/// A refusal by a table-valued function, shown as SQLite's error message.
public struct TableFunctionError: Error, Sendable {
  public let message: String
  public init(_ message: String) { self.message = message }
}

/// The arguments of a call, typed strictly: a text that looks like a number is refused.
public struct TableArguments {
  fileprivate let values: UnsafeMutablePointer<OpaquePointer?>?
  /// Place of each parameter in `values`, from 1, four bits each; 0 where it was not given.
  fileprivate let places: Int32

  private func value(_ index: Int) -> OpaquePointer? {
    let place = Int(places >> Int32(index * 4)) & 0xf
    return place == 0 ? nil : values?[place - 1]
  }

  public func isNull(_ index: Int) -> Bool {
    guard let value = value(index) else { return true }
    return sqlite3_value_type(value) == SQLITE_NULL
  }

  public func integer(_ index: Int) throws -> Int64 {
    guard let value = value(index), sqlite3_value_type(value) == SQLITE_INTEGER else {
      throw TableFunctionError("argument \(index + 1) must be an integer")
    }
    return sqlite3_value_int64(value)
  }

  public func real(_ index: Int) throws -> Double {
    guard let value = value(index) else {
      throw TableFunctionError("argument \(index + 1) must be a number")
    }
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER, SQLITE_FLOAT: return sqlite3_value_double(value)
    default: throw TableFunctionError("argument \(index + 1) must be a number")
    }
  }

  public func text(_ index: Int) throws -> String {
    guard let value = value(index), sqlite3_value_type(value) == SQLITE_TEXT,
      let bytes = sqlite3_value_text(value)
    else { throw TableFunctionError("argument \(index + 1) must be a text") }
    return String(cString: bytes)
  }
}

/// Where a cursor writes the value of a column.
public struct ColumnResult {
  fileprivate let context: OpaquePointer?
  public func set(_ value: Int64) { sqlite3_result_int64(context, value) }
  public func set(_ value: Double) { sqlite3_result_double(context, value) }
  public func set(_ value: String) {
    var copy = value
    copy.withUTF8 { bytes in
      let text = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      sqlite3_result_text64(context, text, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
    }
  }
  public func setNull() { sqlite3_result_null(context) }
}

private struct Table {
  var base = sqlite3_vtab()
  var function: Unmanaged<AnyObject>
}

private struct Cursor {
  var base = sqlite3_vtab_cursor()
  var cursor: Unmanaged<Walk>
}

/// Holds the existential cursor and keeps what a call was given.
private final class Walk {
  let cursor: any TableCursor
  let visibleColumns: Int
  var row: Int64 = 0

  init(_ function: any TableFunction) {
    cursor = function.open()
    visibleColumns = function.columns.count
  }
}

private final class Registration {
  let function: any TableFunction
  private let connection: ConnectionHandle

  init(_ function: any TableFunction, _ connection: ConnectionHandle) {
    self.function = function
    self.connection = connection
  }

  /// Tells SQLite the columns. It asks when the function is first named, which may be in a question;
  /// the text is that of the function, so that the authorizer of questions need not see it.
  func declare(_ database: OpaquePointer?) -> Int32 {
    let isAsking = connection.questionsOnly?.pointee
    connection.questionsOnly?.pointee = false
    defer { if let isAsking { connection.questionsOnly?.pointee = isAsking } }
    let hidden = function.parameters.map { "\($0) HIDDEN" }
    return sqlite3_declare_vtab(
      database, "CREATE TABLE x(\((function.columns + hidden).joined(separator: ", ")))")
  }
}

extension ConnectionHandle {
  /// Makes `function` known on this connection for as long as the connection is open.
  public func register(_ function: any TableFunction) throws(SQLiteError) {
    precondition(function.parameters.count <= 7, "a table-valued function has up to 7 parameters")
    let registration = Unmanaged.passRetained(Registration(function, self))
    let code = sqlite3_create_module_v2(
      pointer, function.name, tableModule, registration.toOpaque(),
      { Unmanaged<Registration>.fromOpaque($0!).release() })
    guard code == SQLITE_OK else { throw SQLiteError(pointer, code: code) }
  }
}

/// SQLite keeps the pointer for the life of the process; it is made once and never changed.
nonisolated(unsafe) private let tableModule: UnsafePointer<sqlite3_module> = {
  var module = sqlite3_module()
  module.iVersion = 1
  module.xConnect = { database, auxiliary, _, _, table, _ in
    let registration = Unmanaged<Registration>.fromOpaque(auxiliary!).takeUnretainedValue()
    let code = registration.declare(database)
    guard code == SQLITE_OK else { return code }
    let memory = UnsafeMutablePointer<Table>.allocate(capacity: 1)
    memory.initialize(to: Table(function: Unmanaged.passRetained(registration as AnyObject)))
    table!.pointee = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }
  module.xDisconnect = { table in
    let memory = UnsafeMutableRawPointer(table!).assumingMemoryBound(to: Table.self)
    memory.pointee.function.release()
    memory.deinitialize(count: 1)
    memory.deallocate()
    return SQLITE_OK
  }
  module.xBestIndex = { table, info in chooseArguments(table!, info!) }
  module.xOpen = { table, cursor in
    let memory = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
    let walk = Walk(functionOf(table!))
    memory.initialize(to: Cursor(cursor: Unmanaged.passRetained(walk)))
    cursor!.pointee = UnsafeMutableRawPointer(memory).assumingMemoryBound(
      to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }
  module.xClose = { cursor in
    let memory = UnsafeMutableRawPointer(cursor!).assumingMemoryBound(to: Cursor.self)
    memory.pointee.cursor.release()
    memory.deinitialize(count: 1)
    memory.deallocate()
    return SQLITE_OK
  }
  module.xFilter = { cursor, places, _, _, values in
    let walk = walkOf(cursor!)
    walk.row = 0
    let arguments = TableArguments(values: values, places: places)
    do {
      try walk.cursor.start(arguments)
      return SQLITE_OK
    } catch { return refuse(cursor!.pointee.pVtab, error) }
  }
  module.xNext = { cursor in
    let walk = walkOf(cursor!)
    walk.row += 1
    do {
      try walk.cursor.advance()
      return SQLITE_OK
    } catch { return refuse(cursor!.pointee.pVtab, error) }
  }
  module.xEof = { walkOf($0!).cursor.isAtEnd ? 1 : 0 }
  module.xColumn = { cursor, context, index in
    let walk = walkOf(cursor!)
    if Int(index) < walk.visibleColumns {
      walk.cursor.column(Int(index), ColumnResult(context: context))
    }
    return SQLITE_OK
  }
  module.xRowid = { cursor, row in
    row!.pointee = walkOf(cursor!).row
    return SQLITE_OK
  }
  let memory = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
  memory.initialize(to: module)
  return UnsafePointer(memory)
}()

private func functionOf(_ table: UnsafeMutablePointer<sqlite3_vtab>) -> any TableFunction {
  let memory = UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self)
  return unsafeDowncast(memory.pointee.function.takeUnretainedValue(), to: Registration.self)
    .function
}

@inline(__always)
private func walkOf(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> Walk {
  UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: Cursor.self).pointee.cursor
    .takeUnretainedValue()
}

/// What SQLite is told of an error: SQLite's own errors go through as they are.
func refusal(_ error: any Error) -> (message: String, code: Int32) {
  switch error {
  case let error as SQLiteError: (error.message, error.code)
  case let error as TableFunctionError: (error.message, SQLITE_ERROR)
  default: ("\(error)", SQLITE_ERROR)
  }
}

/// Gives SQLite the message of a refusal.
private func refuse(_ table: UnsafeMutablePointer<sqlite3_vtab>?, _ error: any Error) -> Int32 {
  let (message, code) = refusal(error)
  sqlite3_free(table!.pointee.zErrMsg)
  let count = message.utf8.count + 1
  if let copy = sqlite3_malloc(Int32(count))?.assumingMemoryBound(to: CChar.self) {
    message.withCString { source in copy.update(from: source, count: count) }
    table!.pointee.zErrMsg = copy
  }
  return code
}

/// Takes equality on a hidden column as an argument, and refuses plans that lack a required one.
///
/// Which argument stands at which place of `xFilter` is packed into `idxNum`, four bits each. The
/// arguments are typed strictly, so SQLite need not test them again for each row.
private func chooseArguments(
  _ table: UnsafeMutablePointer<sqlite3_vtab>, _ info: UnsafeMutablePointer<sqlite3_index_info>
) -> Int32 {
  let function = functionOf(table)
  let firstHidden = Int32(function.columns.count)
  var places: Int32 = 0
  var taken: Int32 = 0
  for index in 0..<Int(info.pointee.nConstraint) {
    let constraint = info.pointee.aConstraint[index]
    let parameter = constraint.iColumn - firstHidden
    guard parameter >= 0, constraint.op == UInt8(SQLITE_INDEX_CONSTRAINT_EQ) else { continue }
    guard constraint.usable != 0 else {
      if parameter < function.required { return SQLITE_CONSTRAINT }
      continue
    }
    guard (places >> (parameter * 4)) & 0xf == 0 else { continue }
    taken += 1
    info.pointee.aConstraintUsage[index].argvIndex = taken
    info.pointee.aConstraintUsage[index].omit = 1
    places |= taken << (parameter * 4)
  }
  for parameter in 0..<Int32(function.required) where (places >> (parameter * 4)) & 0xf == 0 {
    return SQLITE_CONSTRAINT
  }
  info.pointee.idxNum = places
  info.pointee.estimatedRows = function.expectedRows
  info.pointee.estimatedCost = Double(function.expectedRows)
  return SQLITE_OK
}
