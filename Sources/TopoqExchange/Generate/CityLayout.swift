// How many districts and cabinets a city of so many customers has, and where they lie.

/// Districts in rows and columns, each of two columns of cabinets on one feeder ring.
struct CityLayout {
  let customers: Int

  /// 400 homes a cabinet at a take rate of 45 %.
  static let customersOfCabinet = 180
  static let takeRateInPercent = 45
  /// Fifteen cabinets of four PON ports fill an OLT of 64; of 1:32 splitters, ten do.
  private static let cabinetsOfDistrict = 15
  private static let cabinetsOfSingleStage = 10
  /// Centimetres: the reach of one cabinet, and gaps between.
  static let cabinetWidth = 74_000
  static let cabinetHeight = 46_000
  static let margin = 6_000
  static let siteHeight = 15_000

  let cabinetCount: Int
  /// For each district the number of cabinets before it; one more at the end.
  private let firstCabinet: [Int]

  init(customers: Int) {
    self.customers = customers
    let wanted = CityLayout.customersOfCabinet
    cabinetCount = max(1, (customers + wanted - 1) / wanted)
    var first = [0]
    // A small town still shows the three designs.
    let share = cabinetCount >= 6 ? (cabinetCount + 2) / 3 : cabinetCount
    while first[first.count - 1] < cabinetCount {
      let isSingle = (first.count - 1) % 3 == SplittingDesign.single.rawValue
      let limit = isSingle ? CityLayout.cabinetsOfSingleStage : CityLayout.cabinetsOfDistrict
      first.append(min(cabinetCount, first[first.count - 1] + min(limit, share)))
    }
    firstCabinet = first
  }

  var districtCount: Int { firstCabinet.count - 1 }

  func district(_ index: Int) -> District {
    let columns = CityLayout.rootUp(districtCount * 5 / 2)
    let width = 2 * CityLayout.cabinetWidth + 2 * CityLayout.margin
    let height =
      (CityLayout.cabinetsOfDistrict + 1) / 2 * CityLayout.cabinetHeight + CityLayout.siteHeight
      + CityLayout.margin
    return District(
      number: index + 1, design: SplittingDesign(rawValue: index % 3)!,
      corner: PlanPoint(east: index % columns * width, north: index / columns * height))
  }

  /// How many customers each cabinet of a district gets; over all districts, exactly `customers`.
  func cabinets(of index: Int) -> [Int] {
    (firstCabinet[index]..<firstCabinet[index + 1]).map { cabinet in
      customers * (cabinet + 1) / cabinetCount - customers * cabinet / cabinetCount
    }
  }

  /// The smallest number from 1 whose square is not below.
  private static func rootUp(_ number: Int) -> Int {
    var root = 1
    while root * root < number { root += 1 }
    return root
  }
}
