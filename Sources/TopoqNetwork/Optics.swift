// Loss of light in glass, splices and splitters.

/// Figures to plan with, each with its source.
public enum Optics {
  /// Insertion loss of a PLC splitter with `outputs` outputs, in dB, worst case per data sheet.
  ///
  /// Odd counts take the next standard ratio; above 1:128 the theory's 10 log10 N plus 3 dB.
  public static func splitterLossInDecibels(outputs: Int) -> Double {
    switch outputs {
    case ...1: 0
    case 2: 3.5
    case ...4: 7.0
    case ...8: 10.5
    case ...16: 14
    case ...32: 17
    case ...64: 20.5
    default: 24
    }
  }

  /// A fusion splice, in dB [planning value, 0.05 to 0.1 in the field].
  public static let spliceLossInDecibels = 0.1

  /// Attenuation of G.652.D fibre in dB per kilometre at a wavelength in nanometres
  /// [ITU-T G.652]: 1310 is planned with 0.35, 1490 with 0.25, 1550 and above with 0.22.
  public static func attenuationInDecibelsPerKilometre(wavelength: Int) -> Double {
    switch wavelength {
    case ..<1400: 0.35
    case ..<1520: 0.25
    default: 0.22
    }
  }

  /// Loss from a source over `metres` of fibre and `joints` dB of joints and splitters, at 1490 nm.
  public static func lossInDecibels(metres: Double, joints: Double) -> Double {
    joints + metres / 1000 * attenuationInDecibelsPerKilometre(wavelength: 1490)
  }
}
