// The ways of splitting light that districts take turns at.

/// How light is split on its way to the homes of a district.
enum SplittingDesign: Int {
  /// 1:8 in the cabinet, 1:8 in the terminal.
  case eightByEight
  /// 1:4 in the cabinet, 1:16 in the terminal.
  case fourBySixteen
  /// 1:32 in the cabinet; the terminal passes strands on.
  case single

  var portsOfTerminal: Int { self == .fourBySixteen ? 16 : 8 }
  var terminalsOfBranch: Int { self == .fourBySixteen ? 4 : 8 }
  /// Homes in reach of one terminal.
  var homesOfTerminal: ClosedRange<Int> { self == .fourBySixteen ? 24...30 : 12...16 }
  /// The frontage of a home, in centimetres: drops stay within 40 m.
  var plotInCentimetres: Int { self == .fourBySixteen ? 500 : 1000 }
  var setbackInCentimetres: ClosedRange<Int> { self == .fourBySixteen ? 400...900 : 400...1500 }
}
