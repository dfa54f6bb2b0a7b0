// What has been drawn so far, by number.

/// How many of each thing have been drawn.
struct DrawingCounts {
  var olts = 0
  var feeders = 0
  var cabinets = 0
  var closures = 0
  var terminals = 0
  var splitters = 0
  var distribution = 0
  var homes = 0
  var buildings = 0
  var drops = 0
  var customers = 0
  var charges = 0
}
