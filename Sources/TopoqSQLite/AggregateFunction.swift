// An aggregate SQL function written in Swift: percentiles, which SQLite has none of.

internal import CSQLite

/// The values of one group, kept until the group ends.
private final class PercentileValues {
  var values: [Double] = []
  var fraction = 0.5
}

extension ConnectionHandle {
  /// Makes `percentile(value, fraction)` known: the value below which that share of a group lies,
  /// between two values by straight line, as SQL's `percentile_cont`. What is NULL does not count;
  /// NULL of an empty group. The fraction is that of the group's last row, between 0 and 1.
  ///
  /// - Complexity: O(n log n) for a group of n rows, which are kept in memory.
  public func registerPercentile() throws(SQLiteError) {
    let code = sqlite3_create_function_v2(
      pointer, "percentile", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nil, nil,
      { context, _, arguments in
        guard let arguments, sqlite3_value_type(arguments[0]) != SQLITE_NULL else { return }
        let slot = sqlite3_aggregate_context(
          context, Int32(MemoryLayout<UnsafeMutableRawPointer?>.size))
        guard let slot = slot?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self) else {
          return sqlite3_result_error_nomem(context)
        }
        if slot.pointee == nil {
          slot.pointee = Unmanaged.passRetained(PercentileValues()).toOpaque()
        }
        let group = Unmanaged<PercentileValues>.fromOpaque(slot.pointee!).takeUnretainedValue()
        group.values.append(sqlite3_value_double(arguments[0]))
        group.fraction = min(max(sqlite3_value_double(arguments[1]), 0), 1)
      },
      { context in
        let slot = sqlite3_aggregate_context(context, 0)
        guard let held = slot?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self).pointee else {
          return sqlite3_result_null(context)
        }
        let group = Unmanaged<PercentileValues>.fromOpaque(held).takeRetainedValue()
        group.values.sort()
        let place = group.fraction * Double(group.values.count - 1)
        let lower = Int(place.rounded(.down))
        let upper = min(lower + 1, group.values.count - 1)
        let share = place - Double(lower)
        sqlite3_result_double(
          context, group.values[lower] * (1 - share) + group.values[upper] * share)
      }, nil)
    guard code == SQLITE_OK else { throw SQLiteError(pointer, code: code) }
  }
}
