/// Building GEOS's shapes out of ours, through coordinate sequences.
extension GEOSContext {
  private typealias Handle = GEOSLibrary.Handle

  /// GEOS's numbers for the kinds of sets (`GEOSGeomTypes`).
  private enum SetKind {
    static let multiPoint: Int32 = 4
    static let multiLineString: Int32 = 5
    static let multiPolygon: Int32 = 6
    static let collection: Int32 = 7
  }

  /// The shape in GEOS, which the caller destroys.
  func build(_ geometry: Geometry) throws(GEOSError) -> GEOSLibrary.Handle {
    do { try geometry.checkStructure() } catch { throw .malformed(error) }
    return try checked(geometry)
  }

  /// A line in GEOS, which the caller destroys.
  func build(line: [Coordinate]) throws(GEOSError) -> GEOSLibrary.Handle {
    do { try Geometry.check(line: line) } catch { throw .malformed(error) }
    return try self.line(line, library.line)
  }

  /// A point in GEOS, which the caller destroys.
  func build(_ place: Coordinate) throws(GEOSError) -> GEOSLibrary.Handle {
    guard place.isValid else { throw .malformed(.coordinateOutOfRange(place)) }
    guard let point = library.pointAt(handle, place.longitude, place.latitude) else {
      throw failure
    }
    return point
  }

  /// Builds what has been checked.
  private func checked(_ geometry: Geometry) throws(GEOSError) -> Handle {
    switch geometry {
    case .point(let place): try build(place)
    case .lineString(let coordinates): try line(coordinates, library.line)
    case .polygon(let rings): try polygon(rings)
    case .multiPoint(let places):
      try set(SetKind.multiPoint, places) { place throws(GEOSError) in try build(place) }
    case .multiLineString(let lines):
      try set(SetKind.multiLineString, lines) { coordinates throws(GEOSError) in
        try line(coordinates, library.line)
      }
    case .multiPolygon(let polygons):
      try set(SetKind.multiPolygon, polygons) { rings throws(GEOSError) in try polygon(rings) }
    case .collection(let members):
      try set(SetKind.collection, members) { member throws(GEOSError) in try checked(member) }
    }
  }

  private func polygon(_ rings: [[Coordinate]]) throws(GEOSError) -> Handle {
    let outer = try line(rings[0], library.ring)
    var holes: [Handle?]
    do throws(GEOSError) {
      holes = try all(rings.dropFirst()) { ring throws(GEOSError) in
        try line(ring, library.ring)
      }
    } catch {
      library.destroy(handle, outer)
      throw error
    }
    // GEOS owns the rings from here on, whether it succeeds or not.
    guard let polygon = library.polygon(handle, outer, &holes, UInt32(holes.count)) else {
      throw failure
    }
    return polygon
  }

  private func set<Member>(
    _ kind: Int32, _ members: [Member], _ build: (Member) throws(GEOSError) -> Handle
  ) throws(GEOSError) -> Handle {
    var built = try all(members[...], build)
    guard let set = library.collection(handle, kind, &built, UInt32(built.count)) else {
      throw failure
    }
    return set
  }

  /// Builds each member; where one fails, destroys those before it.
  private func all<Member>(
    _ members: ArraySlice<Member>, _ build: (Member) throws(GEOSError) -> Handle
  ) throws(GEOSError) -> [Handle?] {
    var built: [Handle?] = []
    built.reserveCapacity(members.count)
    do throws(GEOSError) {
      for member in members { built.append(try build(member)) }
    } catch {
      for case let shape? in built { library.destroy(handle, shape) }
      throw error
    }
    return built
  }

  /// A line or ring; `make` owns the sequence from its call on.
  private func line(
    _ coordinates: [Coordinate],
    _ make: @convention(c) (GEOSLibrary.Context, GEOSLibrary.Handle) -> GEOSLibrary.Handle?
  ) throws(GEOSError) -> Handle {
    // A coordinate is two doubles, longitude first: what GEOS copies from.
    let sequence = coordinates.withUnsafeBytes { bytes in
      library.sequence(
        handle, bytes.baseAddress!.assumingMemoryBound(to: Double.self),
        UInt32(coordinates.count), 0, 0)
    }
    guard let sequence, let shape = make(handle, sequence) else { throw failure }
    return shape
  }
}
