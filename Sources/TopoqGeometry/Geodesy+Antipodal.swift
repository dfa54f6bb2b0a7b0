/// Distances between places almost opposite each other, where the usual iteration does not settle.
///
/// The difference of longitudes that a geodesic spans grows steadily with the azimuth at which it
/// sets out, so that halving the azimuth's range always finds it. Source: C. F. F. Karney,
/// "Algorithms for geodesics", J. Geodesy 87 (2013), section 4 and equations 7, 8 and 18; the
/// integrals are summed by Gauss and Legendre's rule, which is exact to nanometres here.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Geodesy {
  /// Metres between two latitudes, `difference` radians (0 through pi) of longitude apart.
  static func antipodalDistance(
    _ first: ReducedLatitude, _ second: ReducedLatitude, _ difference: Double
  ) -> Double {
    // Start in the south at the place farther from the equator; mirrored ways are equally long.
    var (start, end) =
      abs(first.sine) >= abs(second.sine) ? (first, second) : (second, first)
    if start.sine > 0 {
      start = ReducedLatitude(sine: -start.sine, cosine: start.cosine)
      end = ReducedLatitude(sine: -end.sine, cosine: end.cosine)
    }
    if start.sine == 0 { start = ReducedLatitude(sine: -1e-150, cosine: 1) }
    var low = 0.0
    var high = Double.pi
    for _ in 0..<64 {
      let azimuth = (low + high) / 2
      if AuxiliaryArc(start, end, azimuth: azimuth).longitudeDifference < difference {
        low = azimuth
      } else {
        high = azimuth
      }
    }
    return AuxiliaryArc(start, end, azimuth: (low + high) / 2).metres
  }
}

/// A great circle's arc on the auxiliary sphere, from one latitude at an azimuth to another.
private struct AuxiliaryArc {
  private let sineEquator: Double
  private let modulusSquared: Double
  private let sigma: (start: Double, end: Double)
  private let omega: (start: Double, end: Double)

  init(_ start: ReducedLatitude, _ end: ReducedLatitude, azimuth: Double) {
    let sine = sin(azimuth)
    let cosine = cos(azimuth)
    sineEquator = sine * start.cosine
    let cosineEquator = hypot(cosine, sine * start.sine)
    modulusSquared = WGS84.secondEccentricitySquared * cosineEquator * cosineEquator
    // The azimuth at the end, times the cosine of its latitude; it points north there.
    let difference = (end.cosine - start.cosine) * (end.cosine + start.cosine)
    let scaled = cosine * start.cosine
    let endCosine = max(0, scaled * scaled + difference).squareRoot()
    sigma = (atan2(start.sine, scaled), atan2(end.sine, endCosine))
    omega = (atan2(sineEquator * start.sine, scaled), atan2(sineEquator * end.sine, endCosine))
  }

  /// Radians of longitude between the ends.
  var longitudeDifference: Double {
    let flattening = WGS84.flattening
    let integral = integrate { root in (2 - flattening) / (1 + (1 - flattening) * root) }
    return omega.end - omega.start - flattening * sineEquator * integral
  }

  var metres: Double {
    WGS84.polarRadiusInMetres * integrate { root in root }
  }

  /// Integrates a function of sqrt(1 + k² sin² sigma) over the arc.
  private func integrate(_ function: (Double) -> Double) -> Double {
    let half = (sigma.end - sigma.start) / 2
    let middle = (sigma.end + sigma.start) / 2
    var sum = 0.0
    for (node, weight) in Self.rule {
      for place in [middle - half * node, middle + half * node] {
        let sine = sin(place)
        sum += weight * function((1 + modulusSquared * sine * sine).squareRoot())
      }
    }
    return sum * half
  }

  /// Nodes and weights of Gauss and Legendre's rule with 16 points, the positive half.
  /// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", table 25.4.
  private static let rule: [(node: Double, weight: Double)] = [
    (0.095012509837637440185, 0.189450610455068496285),
    (0.281603550779258913230, 0.182603415044923588867),
    (0.458016777657227386342, 0.169156519395002538189),
    (0.617876244402643748447, 0.149595988816576732081),
    (0.755404408355003033895, 0.124628971255533872052),
    (0.865631202387831743880, 0.095158511682492784810),
    (0.944575023073232576078, 0.062253523938647892863),
    (0.989400934991649932596, 0.027152459411754094852),
  ]
}
