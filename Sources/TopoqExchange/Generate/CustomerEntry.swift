// A customer of a made-up network, about to be entered.

import TopoqText

/// Status with its dates, and who it is.
struct CustomerEntry {
  var status: StaticString = "active"
  var from: Day
  var until: Day?
  /// Chooses the name; the phone follows from it or from the customer's number.
  var person: Int
  var spelling = 0
  var phone: Int
}
