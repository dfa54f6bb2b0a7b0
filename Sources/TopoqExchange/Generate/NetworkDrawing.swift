// A made-up network on its way to the files: counters of codes, random numbers, open files.

import TopoqText

/// The drawing in progress. Extensions draw districts, cabinets, homes and customers.
struct NetworkDrawing: ~Copyable {
  var files: FolderFiles
  var random: SplitMix64
  let today: Day
  var counts = DrawingCounts()
  /// The PON port given out last on the OLT of the district in work.
  var lastPort = 0
  /// The number of the first splitter in the first cabinet of the ring in work.
  var ringSplitter = 0

  init(files: consuming FolderFiles, random: SplitMix64, today: Day) {
    self.files = files
    self.random = random
    self.today = today
  }

  /// The first customer's number, less one: codes begin at C1001.
  static let customersBefore = 1000

  mutating func writeHeaders() {
    files.nodes.append(
      "code,kind,name,lon,lat,housed_in,ports,technology,units,state,fed_by,fed_port\n")
    files.routes.append("code,kind,name,from,to,strands,length_m,trench,state,wkt\n")
    files.joints.append("node,from,to,loss_db\n")
    files.customers.append(
      "code,name,node,status,active_from,active_to,phone,email,segment,vip\n")
    files.charges.append("code,party,node,plan,price_minor,currency,from,to\n")
    files.leaks.append("kind,code,node\n")
    files.areas.append("{\"type\": \"FeatureCollection\", \"features\": [")
  }

  // MARK: Rows of plant

  /// A node's row. What is housed in another lies where that lies.
  mutating func node(
    _ code: Code, _ kind: StaticString, at place: PlanPoint, housedIn house: Code? = nil,
    ports: Int = 0, technology: StaticString = "", units: Int = 0
  ) {
    files.nodes.append { row in
      row.append(code)
      row.appendComma()
      row.append(kind)
      row.append(",,")
      row.append(place, separator: UInt8(ascii: ","))
      row.appendComma()
      if let house { row.append(house) }
      row.appendComma()
      if ports > 0 { row.append(decimal: ports) }
      row.appendComma()
      row.append(technology)
      row.appendComma()
      if units > 0 { row.append(decimal: units) }
      row.append(",,,\n")
    }
  }

  /// A route's row. The measured length is the drawn one and 1 to 2 % of helix; every 16th route
  /// of the feeder and distribution has none.
  mutating func route(
    _ code: Code, _ kind: StaticString, from: Code, to: Code, strands: Int, along line: [PlanPoint],
    trench: Code? = nil
  ) {
    var drawn = 0
    for index in line.indices.dropFirst() {
      drawn += line[index - 1].distanceInCentimetres(to: line[index])
    }
    let decimetres = drawn * (1000 + random.within(10...20)) / 10_000
    let isMeasured = strands < 12 || random.below(16) > 0
    files.routes.append { row in
      row.append(code)
      row.appendComma()
      row.append(kind)
      row.append(",,")
      row.append(from)
      row.appendComma()
      row.append(to)
      row.appendComma()
      row.append(decimal: strands)
      row.appendComma()
      if isMeasured {
        row.append(decimal: decimetres / 10)
        row.append(fraction: decimetres % 10, digits: 1)
      }
      row.appendComma()
      if let trench { row.append(trench) }
      row.append(",,\"LINESTRING(")
      for (index, point) in line.enumerated() {
        if index > 0 { row.append(", ") }
        row.append(point, separator: UInt8(ascii: " "))
      }
      row.append(")\"\n")
    }
  }

  // MARK: Rows of joints

  /// An end of a joint: strands of a route, a port of a source or splitter, or an inlet.
  enum JointEnd {
    case strand(Code, Int)
    case strands(Code, ClosedRange<Int>)
    case port(Code, Int)
    case inlet(Code)
    case secondInlet(Code)
  }

  /// A joint's row, with the loss in hundredths of a dB.
  mutating func joint(at node: Code, _ from: JointEnd, _ to: JointEnd, loss: Int) {
    files.joints.append { row in
      row.append(node)
      row.appendComma()
      row.append(from)
      row.appendComma()
      row.append(to)
      row.appendComma()
      row.append(decimal: loss / 100)
      row.append(fraction: loss % 100, digits: 2)
      row.append("\n")
    }
  }

  /// A fusion splice: 0.05 to 0.1 dB.
  mutating func splice(at node: Code, _ from: JointEnd, _ to: JointEnd) {
    joint(at: node, from, to, loss: random.within(5...10))
  }

  /// A connector: 0.2 to 0.5 dB.
  mutating func connect(at node: Code, _ from: JointEnd, _ to: JointEnd) {
    joint(at: node, from, to, loss: random.within(20...50))
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ end: NetworkDrawing.JointEnd) {
    switch end {
    case .strand(let route, let strand):
      append(route)
      append(UInt8(ascii: "#"))
      append(decimal: strand)
    case .strands(let route, let range):
      append(route)
      append(UInt8(ascii: "#"))
      append(decimal: range.lowerBound)
      if range.count == 1 { return }
      append(UInt8(ascii: "-"))
      append(decimal: range.upperBound)
    case .port(let node, let port):
      append(node)
      append(UInt8(ascii: ":"))
      append(decimal: port)
    case .inlet(let node):
      append(node)
      append(":in")
    case .secondInlet(let node):
      append(node)
      append(":in2")
    }
  }
}
