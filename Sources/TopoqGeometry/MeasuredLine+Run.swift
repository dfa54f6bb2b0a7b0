/// How far another drawn line runs along this one: beside it, in either direction, not across it.
extension MeasuredLine {
  /// A piece runs along where it gets on by at least so much of its own length.
  private static let leastAdvance = 0.8
  /// Lines are compared in pieces of at most so many metres.
  private static let pieceInMetres = 2.0

  /// The part of `other` that runs along this line, no further off than `reach` metres.
  ///
  /// What only crosses comes near, but gets nowhere along the line: each piece within reach counts
  /// where its nearest points on this line lie about as far apart as its own ends.
  /// - Complexity: the coordinates of both lines, times the metres that lie within reach.
  public func run(of other: [Coordinate], within reach: Double) -> LineRun {
    var run = LineRun(lengthInMetres: 0, metresAlong: 0)
    for (start, end) in zip(other, other.dropFirst()) {
      let length = Geodesy.distance(start, end)
      var pending = [(low: 0.0, high: 1.0)]
      while let (low, high) = pending.popLast() {
        let metres = length * (high - low)
        let middle = (low + high) / 2
        if metres > Self.pieceInMetres {
          let off = position(of: Geodesy.interpolate(start, end, middle)).metresOff
          if off - metres / 2 <= reach { pending += [(middle, high), (low, middle)] }
          continue
        }
        let first = position(of: Geodesy.interpolate(start, end, low))
        let last = position(of: Geodesy.interpolate(start, end, high))
        guard max(first.metresOff, last.metresOff) <= reach,
          abs(last.metresAlong - first.metresAlong) >= Self.leastAdvance * metres
        else { continue }
        let along = min(first.metresAlong, last.metresAlong)
        run.metresAlong = run.lengthInMetres == 0 ? along : min(run.metresAlong, along)
        run.lengthInMetres += metres
      }
    }
    return run
  }

  /// Boxes that together hold all places no further than `reach` metres from the line, each small
  /// where the line is long.
  public func boxes(within reach: Double) -> [BoundingBox] {
    guard coordinates.count > 1 else {
      return [BoundingBox(coordinates[0]).expanded(byMetres: reach)]
    }
    var boxes: [BoundingBox] = []
    for index in coordinates.indices.dropFirst() {
      let (start, end) = (coordinates[index - 1], coordinates[index])
      let pieces = max(1, ((metres[index] - metres[index - 1]) / 200).rounded(.up))
      for piece in 0..<Int(pieces) {
        var box = BoundingBox(Geodesy.interpolate(start, end, Double(piece) / pieces))
        box.include(Geodesy.interpolate(start, end, Double(piece + 1) / pieces))
        boxes.append(box.expanded(byMetres: reach))
      }
    }
    return boxes
  }
}

/// The part of a line that runs along another.
public struct LineRun: Hashable, Sendable {
  /// Metres of the line that run along the other; 0 where none do.
  public internal(set) var lengthInMetres: Double
  /// Metres along the other line to where the run first lies.
  public internal(set) var metresAlong: Double
}
