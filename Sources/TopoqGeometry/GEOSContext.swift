/// A session with GEOS, for one thread at a time: builds shapes in it and asks about them.
///
/// GEOS crashes on malformed shapes, so each is checked (`Geometry.checkStructure`) before it is
/// shown. It writes nothing to standard error; what it complains of is in the error thrown.
public struct GEOSContext: ~Copyable {
  let library: GEOSLibrary
  let handle: GEOSLibrary.Context
  /// The last complaint, a C string.
  private let complaint: UnsafeMutableBufferPointer<CChar>

  private static let complaintCapacity = 512

  /// Opens the library at first need.
  public init() throws(GEOSError) {
    let library = try GEOSLibrary.shared.get()
    guard let handle = library.start() else {
      throw .failed("it could not start")
    }
    self.library = library
    self.handle = handle
    complaint = .allocate(capacity: Self.complaintCapacity)
    complaint.initialize(repeating: 0)
    _ = library.hearErrors(handle, GEOSContext.hear, complaint.baseAddress)
  }

  deinit {
    library.finish(handle)
    complaint.deallocate()
  }

  /// Keeps as much of a complaint as there is room for, ended by a zero.
  private static let hear: GEOSLibrary.Message = { words, store in
    guard let words, let store = store?.assumingMemoryBound(to: CChar.self) else { return }
    var index = 0
    while index < complaintCapacity - 1, words[index] != 0 {
      store[index] = words[index]
      index += 1
    }
    store[index] = 0
  }

  /// The error to throw when a call has failed.
  var failure: GEOSError {
    let words = complaint.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return .failed(words.isEmpty ? "without a word" : String(decoding: words, as: UTF8.self))
  }

  /// What a predicate answered: GEOS says 0, 1, or 2 for an exception.
  func answer(_ value: CChar) throws(GEOSError) -> Bool {
    guard value == 0 || value == 1 else { throw failure }
    return value == 1
  }
}

/// What is wrong with an area that is drawn, but crosses itself or has a hole outside.
public struct ShapeDefect: Hashable, Sendable {
  /// In GEOS's words, such as `Self-intersection`.
  public let reason: String
  /// Where on the map, if it is at one place.
  public let coordinate: Coordinate?
}

extension GEOSContext {
  /// The first breach of the rules for simple shapes (OGC 06-103r4), or nil for a valid shape.
  ///
  /// A shape whose structure is broken throws `malformed`; it has no place to point at.
  public func defect(of geometry: Geometry) throws(GEOSError) -> ShapeDefect? {
    let shape = try build(geometry)
    defer { library.destroy(handle, shape) }
    var reason: UnsafeMutablePointer<CChar>?
    var place: GEOSLibrary.Handle?
    let verdict = library.validity(handle, shape, 0, &reason, &place)
    defer {
      if let reason { library.free(handle, reason) }
      if let place { library.destroy(handle, place) }
    }
    if try answer(verdict) { return nil }
    let words = reason.map { String(cString: $0) } ?? "invalid"
    return ShapeDefect(reason: words, coordinate: place.flatMap { coordinate(of: $0) })
  }

  private func coordinate(of point: GEOSLibrary.Handle) -> Coordinate? {
    var coordinate = Coordinate(longitude: 0, latitude: 0)
    guard library.longitude(handle, point, &coordinate.longitude) == 1,
      library.latitude(handle, point, &coordinate.latitude) == 1
    else { return nil }
    return coordinate
  }
}
