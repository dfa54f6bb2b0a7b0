// The files of a network folder while they are being written.

import TopoqText

/// One sink a file. Rows are put together as bytes: no field here needs quotes but WKT, which is
/// always given them.
struct FolderFiles: ~Copyable {
  var nodes: ByteSink
  var routes: ByteSink
  var joints: ByteSink
  var areas: ByteSink
  var customers: ByteSink
  var plans: ByteSink
  var charges: ByteSink
  var leaks: ByteSink

  /// Opens all of them in a folder that exists.
  init(folder: String) throws(FileError) {
    let nodes = try ByteSink(path: folder + "/nodes.csv")
    let routes = try ByteSink(path: folder + "/routes.csv")
    let joints = try ByteSink(path: folder + "/joints.csv")
    let areas = try ByteSink(path: folder + "/areas.geojson")
    let customers = try ByteSink(path: folder + "/customers.csv")
    let plans = try ByteSink(path: folder + "/plans.csv")
    let charges = try ByteSink(path: folder + "/charges.csv")
    let leaks = try ByteSink(path: folder + "/LEAKS.csv")
    self.nodes = nodes
    self.routes = routes
    self.joints = joints
    self.areas = areas
    self.customers = customers
    self.plans = plans
    self.charges = charges
    self.leaks = leaks
  }

  /// Stops a long run at the first write that failed.
  func throwFailure() throws(FileError) {
    if let failure = nodes.failure ?? routes.failure ?? joints.failure ?? areas.failure {
      throw failure
    }
    if let failure = customers.failure ?? charges.failure ?? leaks.failure { throw failure }
  }

  mutating func finish() throws(FileError) {
    try nodes.finish()
    try routes.finish()
    try joints.finish()
    try areas.finish()
    try customers.finish()
    try plans.finish()
    try charges.finish()
    try leaks.finish()
  }
}
