// A year of an operator kept by hand: for every day, who is served by which plan at which price.

import TopoqText

/// The oracle of the year. It keeps one cell a day a service, and whatever is to be known of a day
/// is read from its cell; it knows no charge, no span and no running total of the product.
struct YearModel {
  static let first = Day("2026-01-01")!
  /// Days that are kept: the year, and what is dated ahead at its end.
  static let length = 480

  static func text(_ day: Int) -> String { first.adding(days: day).description }

  struct Plan {
    let code: String
    let isTaxed: Bool
    let isInclusive: Bool
    var isBilledSuspended = false
    /// By the day from which each holds.
    var prices: [(from: Int, price: Int)]
    var retired: Int?

    func price(on day: Int) -> Int { prices.last { $0.from <= day }!.price }
  }

  /// A service on a day. Each stretch of days that is charged by itself is a piece, as its taxes
  /// are rounded by themselves; the root stays where a suspension cuts a piece in two.
  struct Cell {
    var plan: Int
    var price: Int
    var piece: Int
    var root: Int
    var isOverride = false
  }

  struct Service {
    let code: String
    let customer: Int
    /// Premises of its own, or nil for those of its customer.
    let premises: String?
    /// What is delivered, or would be, were it not held back.
    var cells = [Cell?](repeating: nil, count: YearModel.length)
    var isHeld = [Bool](repeating: false, count: YearModel.length)
    var begins: Int?
    var ends: Int?
    /// The suspension that holds or is to come.
    var hold: (begins: Int, ends: Int?)?
    /// The plan it was provisioned with.
    var plan: Int
  }

  struct Customer {
    let code: String
    var premises: Int
    /// The account that pays, as a place in `accounts`; nil until it has one.
    var account: Int?
    var services: [Int] = []
    var discounts: [Int] = []
    var isActive = false
    var hold: (begins: Int, ends: Int?)?
    var isCeased = false
    var activeFrom = 0
    var promise: Int?
  }

  struct Discount {
    let customer: Int
    /// The one service it is on, or nil.
    let service: Int?
    /// Hundredths of a percent, or nil where it is an amount a month.
    let share: Int?
    let amount: Int
    var days: Range<Int>
  }

  struct OneOff {
    let customer: Int
    let day: Int
    let amount: Int
    let plan: Int?
    let piece: Int
  }

  var plans: [Plan]
  var customers: [Customer] = []
  var services: [Service] = []
  var discounts: [Discount] = []
  var oneOffs: [OneOff] = []
  var accounts: [YearAccount] = []
  /// The plan of each piece, in the order in which they were made; nil where it is of none.
  var pieces: [Int?] = []
  /// The account that pays for premises of their own, whoever takes the service there.
  var payers: [String: Int] = [:]
  /// The next number of each series of invoices.
  var series: [String: Int] = [:]

  mutating func newPiece(of plan: Int?) -> Int {
    pieces.append(plan)
    return pieces.count - 1
  }

  /// What is charged for a service on a day.
  func charged(_ service: Int, _ day: Int) -> Cell? {
    guard let cell = services[service].cells[day] else { return nil }
    let isSpared = plans[cell.plan].isBilledSuspended
    return services[service].isHeld[day] && !isSpared ? nil : cell
  }

  /// Something of a customer's days from one on is otherwise: its months are to be counted anew.
  mutating func touch(_ customer: Int, from day: Int) {
    for index in accounts.indices { accounts[index].touch(day, ifPaying: customer) }
  }
}

// MARK: What befalls services

extension YearModel {
  mutating func provision(
    _ code: String, _ customer: Int, _ plan: Int, at premises: String? = nil
  ) {
    services.append(Service(code: code, customer: customer, premises: premises, plan: plan))
    customers[customer].services.append(services.count - 1)
    if let premises, let payer = payers[premises] {
      accounts[payer].services.append(services.count - 1)
    }
  }

  mutating func activate(_ service: Int, on day: Int) {
    services[service].begins = day
    fill(service, from: day, with: services[service].plan)
  }

  /// All days from one on are of a plan, at the catalogue's price of that day.
  private mutating func fill(_ service: Int, from day: Int, with plan: Int) {
    let piece = newPiece(of: plan)
    let end = services[service].ends ?? Self.length
    let price = plans[plan].price(on: day)
    for index in day..<max(day, end) {
      services[service].cells[index] = Cell(plan: plan, price: price, piece: piece, root: piece)
    }
    touch(services[service].customer, from: day)
  }

  mutating func suspend(_ service: Int, on day: Int, until end: Int?) {
    services[service].hold = (day, end)
    for index in day..<(end ?? Self.length) { services[service].isHeld[index] = true }
    if let end { renew([service], from: end) { !$0.isBilledSuspended } }
    touch(services[service].customer, from: day)
  }

  mutating func resume(_ service: Int, on day: Int) {
    guard let hold = services[service].hold else { return }
    for index in day..<Self.length { services[service].isHeld[index] = false }
    services[service].hold = (hold.begins, day)
    if let end = hold.ends {
      bringForward(service, from: end, to: day)
    } else {
      renew([service], from: day) { !$0.isBilledSuspended }
    }
    touch(services[service].customer, from: day)
  }

  /// Service goes on before the day that was named: what was to go on then does so now.
  private mutating func bringForward(_ service: Int, from end: Int, to day: Int) {
    let goingOn = services[service].cells[end]
    var fresh: [Int: Int] = [:]
    for index in day..<end {
      guard let cell = services[service].cells[index], !plans[cell.plan].isBilledSuspended
      else { continue }
      if let goingOn, goingOn.root == cell.root {
        services[service].cells[index]?.piece = goingOn.piece
      } else {
        let piece = fresh[cell.piece] ?? newPiece(of: cell.plan)
        fresh[cell.piece] = piece
        services[service].cells[index]?.piece = piece
      }
    }
  }

  /// From a day on every piece is another one, in the order in which they were made.
  mutating func renew(
    _ those: [Int], from day: Int, isAnew: Bool = false, where test: (Plan) -> Bool
  ) {
    guard day < Self.length else { return }
    var old: Set<Int> = []
    for service in those {
      for index in day..<Self.length {
        if let cell = services[service].cells[index], test(plans[cell.plan]) {
          old.insert(cell.piece)
        }
      }
    }
    var fresh: [Int: Int] = [:]
    for piece in old.sorted() { fresh[piece] = newPiece(of: pieces[piece]) }
    for service in those {
      for index in day..<Self.length {
        if let piece = services[service].cells[index]?.piece, let new = fresh[piece] {
          services[service].cells[index]?.piece = new
          if isAnew { services[service].cells[index]?.root = new }
        }
      }
    }
  }

  mutating func change(_ service: Int, to plan: Int, on day: Int) {
    guard services[service].begins != nil else {
      services[service].plan = plan
      return
    }
    fill(service, from: day, with: plan)
    if let end = services[service].hold?.ends, end > day {
      renew([service], from: end) { !$0.isBilledSuspended }
    }
  }

  mutating func cease(_ service: Int, on day: Int) {
    services[service].ends = day
    for index in day..<Self.length { services[service].cells[index] = nil }
    touch(services[service].customer, from: day)
  }

  /// Another price for a while, of the piece that is charged on its first day.
  mutating func override(_ service: Int, _ price: Int, from day: Int, until end: Int) {
    guard let old = services[service].cells[day]?.piece else { return }
    let (during, after) = (newPiece(of: pieces[old]), newPiece(of: pieces[old]))
    for index in day..<Self.length where services[service].cells[index]?.piece == old {
      services[service].cells[index]?.piece = index < end ? during : after
      services[service].cells[index]?.root = index < end ? during : after
      if index < end {
        services[service].cells[index]?.price = price
        services[service].cells[index]?.isOverride = true
      }
    }
    touch(services[service].customer, from: day)
  }

  /// The household moves; every charge goes on as one at the new place.
  mutating func relocate(_ customer: Int, to premises: Int, on day: Int) {
    customers[customer].premises = premises
    let those = customers[customer].services.filter {
      services[$0].premises == nil && services[$0].ends.map { $0 > day } != false
    }
    renew(those, from: day, isAnew: true) { _ in true }
    touch(customer, from: day)
  }

  /// Whoever pays the old price pays the new one from a day on.
  mutating func reprice(_ plan: Int, _ price: Int, from day: Int, forEveryone: Bool) {
    let old = plans[plan].price(on: day)
    plans[plan].prices.append((day, price))
    guard forEveryone else { return }
    var fresh: [Int: Int] = [:]
    for service in services.indices {
      for index in day..<Self.length {
        guard let cell = services[service].cells[index], cell.plan == plan, cell.price == old,
          !cell.isOverride
        else { continue }
        let piece = fresh[cell.piece] ?? newPiece(of: cell.plan)
        fresh[cell.piece] = piece
        services[service].cells[index]?.piece = piece
        services[service].cells[index]?.root = piece
        services[service].cells[index]?.price = price
        touch(services[service].customer, from: day)
      }
    }
  }
}
