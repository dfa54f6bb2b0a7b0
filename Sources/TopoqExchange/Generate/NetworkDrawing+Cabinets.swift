// Draws a cabinet, the streets it serves, and their terminals.

extension NetworkDrawing {
  /// The first splitter of the ring's first cabinet, which has a second inlet.
  var firstSplitterOfRing: Code { Code("S", ringSplitter) }

  mutating func drawCabinet(
    _ index: Int, of ring: FeederRing, design: SplittingDesign, customers: Int
  ) {
    counts.cabinets += 1
    let isClockwise = index < ring.clockwiseCount
    var cabinet = CabinetInWork(
      code: ring.cabinet(index), place: ring.cabinetPlaces[index], olt: ring.olt,
      feeder: ring.arrival(at: index), firstSegment: ring.segment(isClockwise ? 0 : ring.count),
      design: design, remaining: customers,
      homesLeft: customers * 100 / CityLayout.takeRateInPercent + random.within(-10...10))
    if index == 0 { ringSplitter = counts.splitters + 1 }
    node(cabinet.code, "cabinet", at: cabinet.place)
    repeat { drawBranch(of: &cabinet) } while cabinet.remaining > 0 || cabinet.homesLeft > 0
  }

  /// A street: a cable from the cabinet to a closure, and from there one to each terminal.
  private mutating func drawBranch(of cabinet: inout CabinetInWork) {
    let design = cabinet.design
    counts.closures += 1
    counts.distribution += 1
    let closure = Code("CL", counts.closures)
    let trunk = Code("D", counts.distribution)
    let corner = cabinet.place.moved(north: 3000 + cabinet.branches * 7000)
    cabinet.branches += 1
    node(closure, "closure", at: corner)
    route(
      trunk, "distribution", from: cabinet.code, to: closure,
      strands: design == .single ? 96 : 24, along: [cabinet.place, corner],
      trench: Code("TRC", cabinet.code.number))
    if design != .single { addSplitter(to: &cabinet) }
    var count = 0
    repeat {
      drawTerminal(count, at: closure, corner: corner, trunk: trunk, of: &cabinet)
      count += 1
    } while count < design.terminalsOfBranch && (cabinet.remaining > 0 || cabinet.homesLeft > 0)
  }

  /// A splitter in the cabinet, on a PON port of its own.
  mutating func addSplitter(to cabinet: inout CabinetInWork) {
    counts.splitters += 1
    lastPort += 1
    cabinet.splitter = Code("S", counts.splitters)
    cabinet.portsTaken = 0
    let ports =
      switch cabinet.design {
      case .eightByEight: 8
      case .fourBySixteen: 4
      case .single: 32
      }
    node(cabinet.splitter, "splitter", at: cabinet.place, housedIn: cabinet.code, ports: ports)
    connect(
      at: cabinet.olt, .port(cabinet.olt, lastPort), .strand(cabinet.firstSegment, lastPort))
    splice(at: cabinet.code, .strand(cabinet.feeder, lastPort), .inlet(cabinet.splitter))
  }

  private mutating func drawTerminal(
    _ index: Int, at closure: Code, corner: PlanPoint, trunk: Code, of cabinet: inout CabinetInWork
  ) {
    let design = cabinet.design
    counts.terminals += 1
    counts.distribution += 1
    let code = Code("T", counts.terminals)
    let tail = Code("D", counts.distribution)
    let columns = (design.homesOfTerminal.upperBound + 1) / 2
    let pitch = columns * design.plotInCentimetres
    let place = corner.moved(east: 2000 + pitch / 2 + index * pitch, north: random.below(100))
    node(code, "terminal", at: place)
    route(
      tail, "distribution", from: closure, to: code, strands: 12, along: [corner, place])
    var splitter: Code?
    if design == .single {
      let strands = index * 8 + 1...index * 8 + 8
      splice(at: closure, .strands(trunk, strands), .strands(tail, 1...8))
    } else {
      counts.splitters += 1
      let second = Code("S", counts.splitters)
      node(second, "splitter", at: place, housedIn: code, ports: design.portsOfTerminal)
      splice(at: cabinet.code, .port(cabinet.splitter, index + 1), .strand(trunk, index + 1))
      splice(at: closure, .strand(trunk, index + 1), .strand(tail, 1))
      splice(at: code, .strand(tail, 1), .inlet(second))
      splitter = second
    }
    var terminal = TerminalInWork(
      code: code, place: place, splitter: splitter, tail: tail, trunk: trunk,
      strandsBefore: index * 8, ports: design.portsOfTerminal)
    drawHomes(on: &terminal, of: &cabinet)
  }
}
