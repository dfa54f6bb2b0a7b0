/// Metres on the earth: distances, lengths, areas and offsets on the WGS 84 ellipsoid.
///
/// All functions take valid coordinates (`Coordinate.isValid`).
public enum Geodesy {}
