// Scalar SQL functions written in Swift.

internal import CSQLite

/// The arguments of one call of a scalar function.
public struct ScalarArguments: ~Copyable {
  fileprivate let count: Int
  fileprivate let values: UnsafeMutablePointer<OpaquePointer?>?

  public func isNull(_ index: Int) -> Bool { sqlite3_value_type(values![index]) == SQLITE_NULL }
  public func integer(_ index: Int) -> Int64 { sqlite3_value_int64(values![index]) }
  /// An id or a number of the plant. What is too large for one is no one's: the nearest that fits.
  public func int32(_ index: Int) -> Int32 { Int32(clamping: integer(index)) }
  public func text(_ index: Int) -> String {
    sqlite3_value_text(values![index]).map { String(cString: $0) } ?? ""
  }
  public func real(_ index: Int) -> Double { sqlite3_value_double(values![index]) }
  public func withBlob<Result>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let base = sqlite3_value_blob(values![index])
    let bytes = Int(sqlite3_value_bytes(values![index]))
    return try body(UnsafeRawBufferPointer(start: base, count: base == nil ? 0 : bytes))
  }
}

private final class ScalarBody {
  let body: (borrowing ScalarArguments) throws -> SQLiteValue
  init(_ body: @escaping (borrowing ScalarArguments) throws -> SQLiteValue) { self.body = body }
}

extension ConnectionHandle {
  /// Makes a deterministic function of `parameters` arguments known on this connection.
  public func register(
    scalar name: String, parameters: Int,
    _ body: @escaping (borrowing ScalarArguments) throws -> SQLiteValue
  ) throws(SQLiteError) {
    let holder = Unmanaged.passRetained(ScalarBody(body))
    let code = sqlite3_create_function_v2(
      pointer, name, Int32(parameters),
      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, holder.toOpaque(),
      { context, count, values in
        let holder = Unmanaged<ScalarBody>.fromOpaque(sqlite3_user_data(context))
          .takeUnretainedValue()
        do {
          switch try holder.body(ScalarArguments(count: Int(count), values: values)) {
          case .null: sqlite3_result_null(context)
          case .integer(let value): sqlite3_result_int64(context, value)
          case .real(let value): sqlite3_result_double(context, value)
          case .text(let value): sqlite3_result_text(context, value, -1, transient)
          case .blob(let value):
            sqlite3_result_blob64(context, value, UInt64(value.count), transient)
          }
        } catch {
          let (message, code) = refusal(error)
          sqlite3_result_error(context, message, -1)
          sqlite3_result_error_code(context, code)
        }
      }, nil, nil, { Unmanaged<ScalarBody>.fromOpaque($0!).release() })
    guard code == SQLITE_OK else { throw SQLiteError(pointer, code: code) }
  }
}
