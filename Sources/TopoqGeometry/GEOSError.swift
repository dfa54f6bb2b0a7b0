/// Why GEOS, the library of exact geometry, gave no answer.
public enum GEOSError: Error, Hashable, Sendable {
  /// The library is not on this machine, or too old; with the loader's words.
  case unavailable(String)
  /// The shape is malformed and was not shown to GEOS.
  case malformed(GeometryFault)
  /// GEOS gave up; with its words.
  case failed(String)
}

extension GEOSError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable(let words):
      "the geometry library libgeos_c (3.10 or later) cannot be opened: \(words); install it "
        + "(Debian: libgeos-c1v5, macOS: brew install geos)"
    case .malformed(let fault): fault.description
    case .failed(let words): "the geometry library gave up: \(words)"
    }
  }
}
