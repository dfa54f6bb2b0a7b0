/// A unit of measure, or a currency. `m` is always metres.
public enum Unit: Hashable, Sendable {
  case seconds, minutes, hours, days, weeks, months, years
  case millimetres, centimetres, metres, kilometres, feet, miles
  case hops
  /// Loss or gain, and power against one milliwatt.
  case decibels, decibelMilliwatts
  case kilobitsPerSecond, megabitsPerSecond, gigabitsPerSecond
  case percent
  /// An ISO 4217 code in capitals.
  case currency(String)
}
