/// GEOS's functions, looked up by name at first need, so that starting costs nothing.
import CGEOS

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct GEOSLibrary: Sendable {
  typealias Context = GEOSContextHandle_t
  /// A `GEOSGeometry *`, a `GEOSPreparedGeometry *` or a `GEOSCoordSequence *`.
  typealias Handle = OpaquePointer
  typealias Message = @convention(c) (UnsafePointer<CChar>?, UnsafeMutableRawPointer?) -> Void
  typealias Handles = UnsafeMutablePointer<Handle?>
  typealias Predicate = @convention(c) @Sendable (Context, Handle, Handle) -> CChar
  typealias Release = @convention(c) @Sendable (Context, Handle) -> Void
  typealias Scalar =
    @convention(c) @Sendable (Context, Handle, UnsafeMutablePointer<Double>) -> CInt

  let start: @convention(c) @Sendable () -> Context?
  let finish: @convention(c) @Sendable (Context) -> Void
  let hearErrors:
    @convention(c) @Sendable (Context, Message?, UnsafeMutableRawPointer?) -> OpaquePointer?
  let free: @convention(c) @Sendable (Context, UnsafeMutableRawPointer) -> Void
  let sequence:
    @convention(c) @Sendable (Context, UnsafePointer<Double>, CUnsignedInt, CInt, CInt) -> Handle?
  let destroySequence: Release
  let pointAt: @convention(c) @Sendable (Context, Double, Double) -> Handle?
  let line: @convention(c) @Sendable (Context, Handle) -> Handle?
  let ring: @convention(c) @Sendable (Context, Handle) -> Handle?
  let polygon: @convention(c) @Sendable (Context, Handle, Handles?, CUnsignedInt) -> Handle?
  let collection: @convention(c) @Sendable (Context, CInt, Handles?, CUnsignedInt) -> Handle?
  let destroy: Release
  let prepare: @convention(c) @Sendable (Context, Handle) -> Handle?
  let destroyPrepared: Release
  let preparedContains: Predicate
  let preparedCovers: Predicate
  let preparedIntersects: Predicate
  let validity:
    @convention(c) @Sendable (
      Context, Handle, CInt, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, Handles
    ) -> CChar
  let longitude: Scalar
  let latitude: Scalar
}

extension GEOSLibrary {
  /// The library, opened once for the process and never closed.
  static let shared = Result<GEOSLibrary, GEOSError> { () throws(GEOSError) in
    try GEOSLibrary()
  }

  /// Where it may be: by the loader's own search, then where Homebrew keeps it.
  private static let paths = [
    "libgeos_c.so.1", "libgeos_c.so", "libgeos_c.dylib", "/opt/homebrew/lib/libgeos_c.dylib",
    "/usr/local/lib/libgeos_c.dylib",
  ]

  private init() throws(GEOSError) {
    let library = try Self.open()
    start = try Self.find("GEOS_init_r", in: library)
    finish = try Self.find("GEOS_finish_r", in: library)
    hearErrors = try Self.find("GEOSContext_setErrorMessageHandler_r", in: library)
    free = try Self.find("GEOSFree_r", in: library)
    sequence = try Self.find("GEOSCoordSeq_copyFromBuffer_r", in: library)
    destroySequence = try Self.find("GEOSCoordSeq_destroy_r", in: library)
    pointAt = try Self.find("GEOSGeom_createPointFromXY_r", in: library)
    line = try Self.find("GEOSGeom_createLineString_r", in: library)
    ring = try Self.find("GEOSGeom_createLinearRing_r", in: library)
    polygon = try Self.find("GEOSGeom_createPolygon_r", in: library)
    collection = try Self.find("GEOSGeom_createCollection_r", in: library)
    destroy = try Self.find("GEOSGeom_destroy_r", in: library)
    prepare = try Self.find("GEOSPrepare_r", in: library)
    destroyPrepared = try Self.find("GEOSPreparedGeom_destroy_r", in: library)
    preparedContains = try Self.find("GEOSPreparedContains_r", in: library)
    preparedCovers = try Self.find("GEOSPreparedCovers_r", in: library)
    preparedIntersects = try Self.find("GEOSPreparedIntersects_r", in: library)
    validity = try Self.find("GEOSisValidDetail_r", in: library)
    longitude = try Self.find("GEOSGeomGetX_r", in: library)
    latitude = try Self.find("GEOSGeomGetY_r", in: library)
  }

  private static func open() throws(GEOSError) -> UnsafeMutableRawPointer {
    var words = "it was not found"
    for path in paths {
      if let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) { return library }
      // The first name is the usual one, and its complaint the one that helps.
      if path == paths[0], let complaint = dlerror() { words = String(cString: complaint) }
    }
    throw .unavailable(words)
  }

  /// The function of that name, taken as what the property it is for declares.
  private static func find<Function>(
    _ name: String, in library: UnsafeMutableRawPointer
  ) throws(GEOSError) -> Function {
    guard let symbol = dlsym(library, name) else {
      throw .unavailable("it has no function \(name)")
    }
    return unsafeBitCast(symbol, to: Function.self)
  }
}
