// The plans on sale in a made-up network, and one that no longer is.

/// A plan of the catalogue.
struct CataloguePlan {
  let code: StaticString
  let name: StaticString
  let price: Int
  let speed: Int

  // Monthly prices in paise.
  static let home50 = CataloguePlan(
    code: "HOME50", name: "Home 50", price: 79_900, speed: 50)
  static let oldHome100 = CataloguePlan(
    code: "HOME100-1", name: "Home 100", price: 89_900, speed: 100)
  static let home100 = CataloguePlan(
    code: "HOME100", name: "Home 100", price: 99_900, speed: 100)
  static let home300 = CataloguePlan(
    code: "HOME300", name: "Home 300", price: 149_900, speed: 300)
  static let business = CataloguePlan(
    code: "BIZ500", name: "Business 500", price: 349_900, speed: 500)
  static let withdrawn = CataloguePlan(
    code: "HOME25", name: "Home 25", price: 49_900, speed: 25)
}
