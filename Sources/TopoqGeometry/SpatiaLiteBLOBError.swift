/// Why bytes are no geometry of the file, and at which byte that shows.
public struct SpatiaLiteBLOBError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The bytes end before the shape does.
    case truncated
    /// Bytes follow after the shape's end.
    case trailingBytes
    /// A marker byte (start, bounding box, member, end) has another value.
    case wrongMarker
    /// Big-endian, or one of SpatiaLite's compact forms.
    case notLittleEndian
    /// Another reference system than 4326.
    case wrongSRID
    /// A kind of shape other than the six two-dimensional ones, or a member of another kind.
    case unsupportedShape
    /// A count larger than the bytes that are left could hold.
    case countTooLarge
    /// A part with no coordinates.
    case emptyPart
    /// A line of one coordinate.
    case lineTooShort
    /// A ring of fewer than four coordinates.
    case ringTooShort
    /// A ring that does not end where it begins.
    case ringOpen
    /// A coordinate that is no number, or off the globe.
    case coordinateOutOfRange
    /// A bounding box that is not exactly that of the coordinates.
    case wrongBoundingBox
  }

  public let reason: Reason
  /// Bytes from the start of the BLOB to what is wrong.
  public let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension SpatiaLiteBLOBError: CustomStringConvertible {
  public var description: String {
    let fault =
      switch reason {
      case .truncated: "the bytes end too early"
      case .trailingBytes: "bytes follow after the end"
      case .wrongMarker: "a marker byte is wrong"
      case .notLittleEndian: "it is not little-endian"
      case .wrongSRID: "its reference system is not 4326"
      case .unsupportedShape: "the kind of shape is not one of the six two-dimensional ones"
      case .countTooLarge: "a count is larger than the bytes that are left"
      case .emptyPart: "a part has no coordinates"
      case .lineTooShort: "a line has one coordinate"
      case .ringTooShort: "a ring has fewer than four coordinates"
      case .ringOpen: "a ring does not end where it begins"
      case .coordinateOutOfRange: "a coordinate is no number or off the globe"
      case .wrongBoundingBox: "the bounding box is not that of the coordinates"
      }
    return "the stored geometry is damaged at byte \(offset): \(fault)"
  }
}
