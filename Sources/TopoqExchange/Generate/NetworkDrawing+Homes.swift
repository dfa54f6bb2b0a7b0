// Draws the homes along a terminal, and the drops to those that take service.

extension NetworkDrawing {
  /// One home in forty plots is a building of four units.
  private static let plotsToABuilding = 40
  private static let unitsOfBuilding = 4

  /// Places homes on both sides of the street and connects some of them.
  mutating func drawHomes(on terminal: inout TerminalInWork, of cabinet: inout CabinetInWork) {
    let design = cabinet.design
    let wanted = random.within(design.homesOfTerminal)
    let columns = (design.homesOfTerminal.upperBound + 1) / 2
    var placed = 0
    while placed < wanted {
      let side = placed % 2 == 0 ? 1 : -1
      let along = (2 * (placed / 2) - columns + 1) * design.plotInCentimetres / 2
      let place = terminal.place.moved(
        east: along + random.within(-100...100),
        north: side * random.within(design.setbackInCentimetres))
      let isBuilding =
        placed + NetworkDrawing.unitsOfBuilding <= wanted
        && random.below(NetworkDrawing.plotsToABuilding) == 0
      if isBuilding {
        drawBuilding(at: place, on: &terminal, of: &cabinet)
        placed += NetworkDrawing.unitsOfBuilding
      } else {
        drawHome(at: place, on: &terminal, of: &cabinet)
        placed += 1
      }
    }
  }

  private mutating func nextHome(of cabinet: inout CabinetInWork) -> Code {
    counts.homes += 1
    cabinet.homesLeft -= 1
    return Code("H", counts.homes)
  }

  /// Whether the next home takes service: such that the cabinet gets its customers exactly.
  private mutating func takesService(
    on terminal: TerminalInWork, of cabinet: CabinetInWork
  ) -> Bool {
    guard cabinet.remaining > 0, terminal.portsTaken < terminal.ports else { return false }
    return random.below(max(cabinet.homesLeft, 1)) < cabinet.remaining
  }

  private mutating func drawHome(
    at place: PlanPoint, on terminal: inout TerminalInWork, of cabinet: inout CabinetInWork
  ) {
    let isTaken = takesService(on: terminal, of: cabinet)
    let home = nextHome(of: &cabinet)
    node(home, "premises", at: place)
    guard isTaken else {
      let hasPort = terminal.portsTaken < terminal.ports
      if hasPort && random.below(10_000) < LeakKind.emptyDrop.shareInTenThousand {
        let drop = drawDrop(to: home, at: place, strands: 1, from: terminal)
        connectHome(home, to: drop, strand: 1, at: home, on: &terminal, of: &cabinet)
        leak(.emptyDrop, code: drop, node: home)
      }
      return
    }
    let kind = drawnLeak(of: cabinet)
    if kind != .billedWithoutDrop {
      let drop = drawDrop(to: home, at: place, strands: 1, from: terminal)
      connectHome(
        home, to: drop, strand: 1, at: home, on: &terminal, of: &cabinet,
        isDark: kind == .billedDark)
    }
    cabinet.remaining -= drawCustomers(at: home, leak: kind)
  }

  /// A building of units, each on a strand of the building's drop. No unit is a leak of the drop.
  private mutating func drawBuilding(
    at place: PlanPoint, on terminal: inout TerminalInWork, of cabinet: inout CabinetInWork
  ) {
    counts.buildings += 1
    let building = Code("B", counts.buildings)
    node(building, "building", at: place, units: NetworkDrawing.unitsOfBuilding)
    var drop: Code?
    for unit in 1...NetworkDrawing.unitsOfBuilding {
      let isTaken = takesService(on: terminal, of: cabinet)
      let home = nextHome(of: &cabinet)
      node(home, "premises", at: place, housedIn: building)
      guard isTaken else { continue }
      let cable = drop ?? drawDrop(to: building, at: place, strands: 4, from: terminal)
      drop = cable
      connectHome(home, to: cable, strand: unit, at: building, on: &terminal, of: &cabinet)
      var kind = drawnLeak(of: cabinet)
      if kind == .billedDark || kind == .billedWithoutDrop { kind = nil }
      cabinet.remaining -= drawCustomers(at: home, leak: kind)
    }
  }

  private mutating func drawnLeak(of cabinet: CabinetInWork) -> LeakKind? {
    let kind = LeakKind.drawn(random.below(10_000))
    if let kind, kind.needsTwo, cabinet.remaining < 2 { return nil }
    return kind
  }

  private mutating func drawDrop(
    to node: Code, at place: PlanPoint, strands: Int, from terminal: TerminalInWork
  ) -> Code {
    counts.drops += 1
    let drop = Code("DR", counts.drops)
    route(
      drop, "drop", from: terminal.code, to: node, strands: strands,
      along: [terminal.place, place])
    return drop
  }

  /// Takes the terminal's next port for a home, and joins the drop at both ends. A dark drop is
  /// off its port, which stays free.
  private mutating func connectHome(
    _ home: Code, to drop: Code, strand: Int, at end: Code, on terminal: inout TerminalInWork,
    of cabinet: inout CabinetInWork, isDark: Bool = false
  ) {
    connect(at: end, .strand(drop, strand), .inlet(home))
    if isDark { return }
    terminal.portsTaken += 1
    let port = terminal.portsTaken
    if let splitter = terminal.splitter {
      splice(at: terminal.code, .port(splitter, port), .strand(drop, strand))
      return
    }
    if cabinet.splitter.number == 0 || cabinet.portsTaken == 32 { addSplitter(to: &cabinet) }
    cabinet.portsTaken += 1
    splice(
      at: cabinet.code, .port(cabinet.splitter, cabinet.portsTaken),
      .strand(terminal.trunk, terminal.strandsBefore + port))
    splice(at: terminal.code, .strand(terminal.tail, port), .strand(drop, strand))
  }
}
