/// Why a text is no shape in WKT, and at which byte that shows.
public struct WKTError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case unknownShape
    case expectedOpening
    case expectedClosing
    case expectedNumber
    /// Measures, or more than three ordinates.
    case unsupportedDimensions
    /// `EMPTY`: a shape without a place says nothing here.
    case emptyShape
    case trailingText
    case textTooLong
    case malformed(GeometryFault)
  }

  public let reason: Reason
  /// Bytes from the start of the text to what is wrong.
  public let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension WKTError: CustomStringConvertible {
  public var description: String {
    let fault =
      switch reason {
      case .unknownShape:
        "no shape begins here; write POINT, LINESTRING, POLYGON, one of these with MULTI before "
          + "it, or GEOMETRYCOLLECTION"
      case .expectedOpening: "a ( is missing"
      case .expectedClosing: "a ) or a comma is missing"
      case .expectedNumber: "a number is missing"
      case .unsupportedDimensions: "measures are not understood; leave them out"
      case .emptyShape: "the shape is empty; leave it out"
      case .trailingText: "the shape has ended, and more text follows"
      case .textTooLong: "the text is longer than 64 MiB"
      case .malformed(let fault): fault.description
      }
    return "WKT, byte \(offset): \(fault)"
  }
}
