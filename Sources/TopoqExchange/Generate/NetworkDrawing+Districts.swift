// Draws an OLT site, its feeder ring, and the areas on the map.

extension NetworkDrawing {
  /// Draws a district with cabinets for so many customers each.
  mutating func drawDistrict(_ district: District, cabinets: [Int]) {
    let ring = beginRing(district, cabinetCount: cabinets.count)
    lastPort = 0
    // For each cabinet the last PON port given out when it was done.
    var lastPorts: [Int] = []
    for (index, customers) in cabinets.enumerated() {
      drawCabinet(index, of: ring, design: district.design, customers: customers)
      lastPorts.append(lastPort)
    }
    passThrough(ring, lastPorts: lastPorts)
    if ring.count > 1 { drawSecondFeed(ring) }
    node(ring.site, "site", at: ring.place)
    node(
      ring.olt, "olt", at: ring.place, housedIn: ring.site, ports: (lastPort + 15) / 16 * 16,
      technology: district.number % 2 == 1 ? "GPON" : "XGS-PON")
    drawAreas(district, ring: ring)
  }

  private mutating func beginRing(_ district: District, cabinetCount: Int) -> FeederRing {
    counts.olts += 1
    let left = (cabinetCount + 1) / 2
    let places = (0..<cabinetCount).map { index in
      let isLeft = index < left
      let row = isLeft ? index : cabinetCount - 1 - index
      return district.corner.moved(
        east: CityLayout.margin + (isLeft ? 0 : CityLayout.cabinetWidth) + random.below(500),
        north: CityLayout.siteHeight + row * CityLayout.cabinetHeight + random.below(500))
    }
    let ring = FeederRing(
      site: Code("POP", district.number), olt: Code("OLT", district.number),
      place: district.corner.moved(east: CityLayout.cabinetWidth, north: 4000),
      cabinetPlaces: places, firstRoute: counts.feeders + 1, firstCabinet: counts.cabinets + 1)
    drawSegments(ring)
    return ring
  }

  private mutating func drawSegments(_ ring: FeederRing) {
    for index in 0...ring.count {
      let start = index == 0 ? ring.place : ring.cabinetPlaces[index - 1]
      let end = index == ring.count ? ring.place : ring.cabinetPlaces[index]
      route(
        ring.segment(index), "feeder", from: index == 0 ? ring.olt : ring.cabinet(index - 1),
        to: index == ring.count ? ring.olt : ring.cabinet(index), strands: ring.strands,
        along: [start, PlanPoint(east: start.east, north: end.north), end],
        trench: Code("TR", ring.firstRoute + index))
      counts.feeders += 1
    }
  }

  /// Splices through each cabinet the strands that light the cabinets after it.
  private mutating func passThrough(_ ring: FeederRing, lastPorts: [Int]) {
    let half = ring.clockwiseCount
    for index in 0..<ring.count {
      let near = ring.segment(index)
      let far = ring.segment(index + 1)
      let cabinet = ring.cabinet(index)
      if index < half, lastPorts[index] < lastPorts[half - 1] {
        let strands = lastPorts[index] + 1...lastPorts[half - 1]
        splice(at: cabinet, .strands(near, strands), .strands(far, strands))
      }
      if index > half, lastPorts[half - 1] < lastPorts[index - 1] {
        let strands = lastPorts[half - 1] + 1...lastPorts[index - 1]
        splice(at: cabinet, .strands(far, strands), .strands(near, strands))
      }
      splice(
        at: cabinet, .strands(near, ring.spareStrands), .strands(far, ring.spareStrands))
    }
  }

  /// Feeds the first cabinet's first splitter once more, from a port of its own, round the ring.
  private mutating func drawSecondFeed(_ ring: FeederRing) {
    lastPort += 1
    let strand = ring.secondFeedStrand
    connect(
      at: ring.olt, .port(ring.olt, lastPort), .strand(ring.segment(ring.count), strand))
    for index in (1..<ring.count).reversed() {
      splice(
        at: ring.cabinet(index), .strand(ring.segment(index + 1), strand),
        .strand(ring.segment(index), strand))
    }
    let splitter = firstSplitterOfRing
    splice(
      at: ring.cabinet(0), .strand(ring.segment(1), strand), .secondInlet(splitter))
  }
}
