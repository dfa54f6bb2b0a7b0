/// The box as a spatial index keeps it.
extension BoundingBox {
  /// The box in 32-bit degrees, rounded outward so that nothing is lost.
  public var indexed: BoundingBox { RTreeBox(self).degrees }
}
