/// The bytes in which a geometry column of the file holds a shape, as SpatiaLite and QGIS read them.
///
///     00 01 SRID:4 west:8 south:8 east:8 north:8 7C kind:4 ... FE        (all little-endian)
///
/// Source: "BLOB-Geometry", the internal format documented by SpatiaLite
/// (https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html). Only SRID 4326, two dimensions and the
/// six simple kinds; what decodes is safe to hand to SpatiaLite and GEOS.
public enum SpatiaLiteBLOB {
  /// The length of every point, in bytes.
  public static let pointByteCount = 60
  /// Degrees of WGS 84, the one reference system of the file.
  public static let srid: Int32 = 4326

  enum Kind {
    static let point: UInt32 = 1
    static let lineString: UInt32 = 2
    static let polygon: UInt32 = 3
    static let multiPoint: UInt32 = 4
    static let multiLineString: UInt32 = 5
    static let multiPolygon: UInt32 = 6
  }

  enum Marker {
    static let start: UInt8 = 0x00
    static let littleEndian: UInt8 = 0x01
    static let boxEnd: UInt8 = 0x7C
    static let member: UInt8 = 0x69
    static let end: UInt8 = 0xFE
  }

  /// Where the box begins, and where what follows the kind begins, in bytes.
  static let boxOffset = 6
  static let bodyOffset = 43
}
