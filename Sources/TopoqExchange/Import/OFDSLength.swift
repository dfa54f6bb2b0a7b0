// How long an OFDS span's fibre is: kilometres by the standard, metres in its own example.

internal import TopoqGeometry
internal import TopoqText

struct OFDSLength {
  /// The length in metres that the span states, or nil where it agrees with the drawn line in
  /// neither unit.
  let metres: Double?
  let finding: (rule: String, message: String, metres: Double?)?

  /// How far, as a share of the drawn line, a stated length may be off.
  private static let agreement = 0.25

  /// Takes `stated` in whichever unit comes nearer to the drawn length.
  init(_ stated: Double, along line: [Coordinate]) {
    let drawn = line.count < 2 ? 0 : Geodesy.length(of: line)
    let kilometres = stated * 1000
    guard drawn > 0, stated > 0 else {
      metres = stated > 0 ? kilometres : nil
      finding = nil
      return
    }
    let isMetres = abs(stated - drawn) < abs(kilometres - drawn)
    let nearer = isMetres ? stated : kilometres
    let written = NumberText.trimmed(stated, decimals: 3)
    let length = NumberText.trimmed(drawn, decimals: 0)
    guard abs(nearer - drawn) <= OFDSLength.agreement * drawn else {
      metres = nil
      finding = (
        "length disagrees",
        "its fibreLength is \(written), but its line is \(length) m long: neither as kilometres "
          + "nor as metres do they agree within 25 %; the line's length is used",
        abs(nearer - drawn)
      )
      return
    }
    metres = nearer
    finding =
      isMetres
      ? (
        "length in metres",
        "its fibreLength is \(written), where the standard has kilometres; taken as metres, as its "
          + "line is \(length) m long", nil
      ) : nil
  }
}
