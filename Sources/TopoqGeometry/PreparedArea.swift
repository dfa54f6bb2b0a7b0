/// An area made ready for many exact questions: which homes lie in it, which routes cross it.
///
/// Exact to the last bit of the coordinates (GEOS's robust predicates), which home-made ray
/// casting is not. For one thread at a time; it holds its own GEOS session.
public struct PreparedArea: ~Copyable {
  private let context: GEOSContext
  private let area: GEOSLibrary.Handle
  private let prepared: GEOSLibrary.Handle
  /// The box around the area; what lies outside is answered without GEOS.
  public let boundingBox: BoundingBox

  /// Prepares a polygon or multipolygon. Anything else, and a broken structure, is `malformed`;
  /// that the area does not cross itself is for `GEOSContext.defect(of:)` to say.
  public init(_ geometry: Geometry) throws(GEOSError) {
    switch geometry {
    case .polygon, .multiPolygon: break
    default: throw .malformed(.notAnArea)
    }
    guard let box = geometry.boundingBox else { throw .malformed(.emptyPart) }
    let context = try GEOSContext()
    let area = try context.build(geometry)
    guard let prepared = context.library.prepare(context.handle, area) else {
      let failure = context.failure
      context.library.destroy(context.handle, area)
      throw failure
    }
    self.context = context
    self.area = area
    self.prepared = prepared
    boundingBox = box
  }

  deinit {
    context.library.destroyPrepared(context.handle, prepared)
    context.library.destroy(context.handle, area)
  }

  /// Whether the place lies within the area or on its edge.
  public func covers(_ place: Coordinate) throws(GEOSError) -> Bool {
    guard boundingBox.contains(place) else { return false }
    return try ask(context.library.preparedCovers, about: try context.build(place))
  }

  /// Whether the place lies within the area, its edge not counted.
  public func contains(_ place: Coordinate) throws(GEOSError) -> Bool {
    guard boundingBox.contains(place) else { return false }
    return try ask(context.library.preparedContains, about: try context.build(place))
  }

  /// Whether any of the line, of two coordinates or more, lies within the area or on its edge.
  public func intersects(line: [Coordinate]) throws(GEOSError) -> Bool {
    guard let box = BoundingBox(around: line), box.intersects(boundingBox) else { return false }
    return try ask(context.library.preparedIntersects, about: try context.build(line: line))
  }

  /// Whether all of the line, of two coordinates or more, lies within the area or on its edge.
  public func covers(line: [Coordinate]) throws(GEOSError) -> Bool {
    guard let box = BoundingBox(around: line), boundingBox.contains(box) else { return false }
    return try ask(context.library.preparedCovers, about: try context.build(line: line))
  }

  /// Whether any of a shape lies within the area or on its edge.
  public func intersects(_ geometry: Geometry) throws(GEOSError) -> Bool {
    guard let box = geometry.boundingBox, box.intersects(boundingBox) else { return false }
    return try ask(context.library.preparedIntersects, about: try context.build(geometry))
  }

  /// Asks about a shape, and destroys it.
  private func ask(
    _ predicate: GEOSLibrary.Predicate, about shape: GEOSLibrary.Handle
  ) throws(GEOSError) -> Bool {
    defer { context.library.destroy(context.handle, shape) }
    return try context.answer(predicate(context.handle, prepared, shape))
  }
}
