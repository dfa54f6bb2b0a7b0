// The ways in which a made-up network loses money, and how often each is planted.

/// A kind of leak. Shares are of the homes that take service, in 10,000; the order of cases is the
/// order in which one random number is tried against them.
enum LeakKind: String, CaseIterable {
  case neverCharged = "never-charged"
  case chargeEndedEarly = "charge-ended-early"
  case ceasedBilled = "ceased-billed"
  case suspendedBilled = "suspended-billed"
  case zeroRated = "zero-rated"
  case belowCatalogue = "below-catalogue"
  case lateCharge = "late-charge"
  case legacyPlan = "legacy-plan"
  case twoOnOnePort = "two-on-one-port"
  case enteredTwice = "entered-twice"
  case oldTenantCharged = "old-tenant-charged"
  case billedDark = "billed-dark"
  case billedWithoutDrop = "billed-without-drop"
  case emptyDrop = "empty-drop"

  /// Active and not billed are the first two and the last tenant: 3.2 %, within the 0 to 6.4 %
  /// that operators find; the others follow what audits report, ceased and billed most of all.
  var shareInTenThousand: Int {
    switch self {
    case .neverCharged: 200
    case .chargeEndedEarly: 100
    case .ceasedBilled: 100
    case .suspendedBilled: 50
    case .zeroRated: 50
    case .belowCatalogue: 100
    case .lateCharge: 100
    case .legacyPlan: 50
    case .twoOnOnePort: 20
    case .enteredTwice: 20
    case .oldTenantCharged: 20
    case .billedDark: 30
    case .billedWithoutDrop: 20
    case .emptyDrop: 100
    }
  }

  var meaning: String {
    switch self {
    case .neverCharged: "active, and no charge was ever opened"
    case .chargeEndedEarly: "active, and the last charge has ended"
    case .ceasedBilled: "ceased, and the charge still runs"
    case .suspendedBilled: "suspended, and the charge still runs"
    case .zeroRated: "active, at a price of nothing"
    case .belowCatalogue: "active, at 80 % of the catalogue's price"
    case .lateCharge: "active, and charged only 20 to 59 days later"
    case .legacyPlan: "active, on a plan that was withdrawn"
    case .twoOnOnePort: "a second live customer on the same premises and port"
    case .enteredTwice: "the same person again, suspended, spelled otherwise, with one phone"
    case .oldTenantCharged: "the tenant before, ceased and charged; the one after, never charged"
    case .billedDark: "active and billed, and the drop is off its splitter port"
    case .billedWithoutDrop: "active and billed, and there is no drop"
    case .emptyDrop: "a lit drop to premises without a customer, of homes not connected"
    }
  }

  /// Whether two customers are entered at the home.
  var needsTwo: Bool {
    self == .twoOnOnePort || self == .enteredTwice || self == .oldTenantCharged
  }

  /// The leak that a number below 10,000 stands for, or nil.
  static func drawn(_ number: Int) -> LeakKind? {
    var rest = number
    for kind in LeakKind.allCases where kind != .emptyDrop {
      if rest < kind.shareInTenThousand { return kind }
      rest -= kind.shareInTenThousand
    }
    return nil
  }
}
