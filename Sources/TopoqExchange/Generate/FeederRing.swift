// The feeder cables of a district: from the OLT site through its cabinets and back.

/// One district's ring: the site, then each cabinet, and back to the site.
///
///     site --0-- cabinet --1-- cabinet --2-- ... --n-- site
///
/// The first half of the cabinets is fed clockwise, the rest from the other end. Strand p carries
/// PON port p; strands that pass a cabinet are spliced through in it.
struct FeederRing {
  let site: Code
  let olt: Code
  let place: PlanPoint
  let cabinetPlaces: [PlanPoint]
  /// The number of the first segment, `F1`; the others follow.
  let firstRoute: Int
  let firstCabinet: Int

  var count: Int { cabinetPlaces.count }
  /// Cables of 288 strands, 144 on short rings.
  var strands: Int { count > 8 ? 288 : 144 }
  /// Spliced round the whole ring, unlit: for second feeds to come.
  var spareStrands: ClosedRange<Int> { strands - 11...strands }
  /// Carries the second feed of the first splitter, the long way round.
  var secondFeedStrand: Int { strands - 12 }
  var clockwiseCount: Int { (count + 1) / 2 }

  func segment(_ index: Int) -> Code { Code("F", firstRoute + index) }
  func cabinet(_ index: Int) -> Code { Code("CAB", firstCabinet + index) }

  /// The segment over which a cabinet's light arrives.
  func arrival(at index: Int) -> Code { segment(index < clockwiseCount ? index : index + 1) }
}
