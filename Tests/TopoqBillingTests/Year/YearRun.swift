// A year of an operator by sentences, each told to the file and to the days kept by hand.

import TestSupport
import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

import Topoq

/// Day after day customers come, change their minds and pay; each sentence is a crew's line of that
/// day, so that today moves with them.
struct YearRun: ~Copyable {
  static let modules = [CRM.module, Billing.module, Assurance.module]

  let folder: YearFolder
  let file: NetworkFile
  let count: Int
  var model: YearModel
  var random: SeededGenerator
  var today = 0
  private var second = 0
  /// How many sentences were said.
  private(set) var said = 0
  /// By service: the day of its newest change, before which none is made any more.
  var newest: [Int: Int] = [:]
  /// By service: the day of its newest change of plan.
  var planned: [Int: Int] = [:]
  /// The first premises in which nobody ever lived.
  var freePremises: Int
  /// Numbers for things that get a code here.
  var names = 0
  var receipts = YearReceipts()

  static func begin(customers count: Int, seed: UInt64) throws -> YearRun {
    let folder = try YearFolder.make(customers: count)
    let file = try NetworkFile(folder.path, mode: .write, modules: modules, today: YearModel.first)
    return YearRun(folder, file, customers: count, seed: seed)
  }

  private init(
    _ folder: consuming YearFolder, _ file: NetworkFile, customers count: Int, seed: UInt64
  ) {
    self.folder = folder
    self.file = file
    model = YearModel(plans: YearFolder.plans)
    random = SeededGenerator(seed: seed)
    self.count = count
    freePremises = count + 1
  }

  // MARK: Saying

  /// Says a sentence today.
  mutating func say(_ sentence: String) throws {
    second += 1
    said += 1
    let clock = [second / 3600 % 24, second / 60 % 60, second % 60].map {
      ($0 < 10 ? "0" : "") + String($0)
    }.joined(separator: ":")
    let line = "\(YearModel.text(today))T\(clock)Z anna \(sentence)"
    if YearScale.isTold { print(line) }
    do {
      _ = try file.apply(CrewLine(line)!, isConfirmed: true)
    } catch let wrong as WrongSentence {
      let why = wrong.diagnostics.map(\.message).joined(separator: "; ")
      throw YearFault("\(line): \(why)")
    }
  }

  func date(_ day: Int) -> String { YearModel.text(day) }
  func rupees(_ minor: Int) -> String {
    "\(minor / 100).\(minor % 100 < 10 ? "0" : "")\(minor % 100) INR"
  }
  mutating func chance(_ part: Int, of whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &random) < part
  }
  mutating func name(_ prefix: String) -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  // MARK: A year

  /// Lives through the days up to one, and bills on the first and the sixteenth of each month.
  mutating func live(until end: Int) throws {
    while today < end {
      let day = YearModel.first.adding(days: today)
      if today > 0, [1, 16].contains(day.day) { try bill() }
      if day.day == 1 { try beginMonth(day.month) }
      while model.customers.count < count, model.customers.count < joined(by: today) {
        try join()
      }
      for customer in model.customers.indices where chance(1, of: 20) {
        try befall(customer)
      }
      for account in model.accounts.indices where chance(1, of: 25) { try settle(account) }
      today += 1
    }
  }

  /// Two thirds are there in January, the rest come over the year.
  private func joined(by day: Int) -> Int {
    day < 30 ? count * 2 * (day + 1) / 90 : count * 2 / 3 + count * (day - 29) / 900
  }

  /// Twice: the second run finds everything billed.
  mutating func bill() throws {
    try say("bill on \(date(today))")
    try say("bill on \(date(today))")
    model.billAll(on: today)
  }

  private mutating func beginMonth(_ month: Int) throws {
    if month == 1 {
      for partner in YearFolder.partners.indices {
        let code = YearFolder.partners[partner].code
        try say("add partner \(code)")
        for (plan, share) in YearFolder.partners[partner].shares {
          let of = plan.map { " plan \(model.plans[$0].code)" } ?? ""
          try say(
            "add share \(name("SH")) partner \(code) percent \(share / 100).\(share % 100)%\(of)")
        }
      }
    }
    if month == 4 {
      try say("reprice plan HOME100 price 1049.50 INR from \(date(today + 14)) for everyone")
      model.reprice(1, 104_950, from: today + 14, forEveryone: true)
    }
    if month == 6 {
      try say("retire plan LEGACY on \(date(today + 3))")
      model.plans[6].retired = today + 3
    }
    if month == 8 {
      try say("reprice plan HOME50 price 829 INR from \(date(today)) for new")
      model.reprice(0, 82_900, from: today, forEveryone: false)
    }
    guard month > 1 else { return }
    let before = String(date(today - 1).prefix(7))
    for partner in YearFolder.partners {
      try say("settle partner \(partner.code) month \"\(before)\"")
    }
  }

  // MARK: Coming

  private mutating func join() throws {
    let number = model.customers.count
    let code = "C\(number + 1)"
    model.customers.append(YearModel.Customer(code: code, premises: number + 1))
    try say("add customer \(code) at premises H\(number + 1)")
    try openAccount(number)
    let plan = somePlan(on: today, not: nil, among: 0..<6)
    try provision("S\(number + 1)", number, plan)
    let isPrepaid = model.customers[number].account.map { model.accounts[$0].isPrepaid } ?? false
    if !isPrepaid, chance(1, of: 4) { try provision("S\(number + 1)-TV", number, 3) }
    if !isPrepaid, chance(1, of: 10) { try provisionElsewhere(number) }
    let day = max(0, today + Int.random(in: -5...5, using: &random))
    try say("activate customer \(code) on \(date(day))")
    model.customers[number].isActive = true
    model.customers[number].activeFrom = day
    for service in model.customers[number].services {
      if let premises = model.services[service].premises {
        try say("activate service \(model.services[service].code) on \(date(day))")
        _ = premises
      }
    }
    // Those of the customer's own place first, as the change of the customer opens them.
    let services = model.customers[number].services
    for service in services.filter({ model.services[$0].premises == nil })
      + services.filter({ model.services[$0].premises != nil })
    {
      model.activate(service, on: day)
      newest[service] = day
    }
  }

  private mutating func openAccount(_ customer: Int) throws {
    let code = model.customers[customer].code
    let kind = Int.random(in: 0..<10, using: &random)
    let shared = model.accounts.indices.filter {
      !model.accounts[$0].isPrepaid && model.accounts[$0].code.hasPrefix("A")
    }
    if kind == 0, let account = shared.randomElement(using: &random) {
      try say("assign customer \(code) to account \(model.accounts[account].code)")
      model.accounts[account].payees.insert(customer)
      model.accounts[account].touch(max(0, today - 5), ifPaying: customer)
      model.customers[customer].account = account
    } else if kind < 8 {
      var account = YearAccount(code: "A\(customer + 1)", holder: customer)
      account.billDay = [1, 1, 1, 5, 16, 31].randomElement(using: &random)!
      account.months = [1, 1, 1, 2].randomElement(using: &random)!
      account.dueDays = [0, 15, 15, 30].randomElement(using: &random)!
      account.isHome = !chance(1, of: 3)
      account.isPrepaid = chance(1, of: 8)
      account.partner = chance(1, of: 4) ? Int.random(in: 0..<2, using: &random) : nil
      account.payees = [customer]
      let mode = account.isPrepaid ? " mode prepaid" : ""
      let partner = account.partner.map { " partner \(YearFolder.partners[$0].code)" } ?? ""
      try say(
        "add account \(account.code) for customer \(code) bill_day \(account.billDay) "
          + "period \(account.months) due_days \(account.dueDays) "
          + "place \"\(account.isHome ? "home" : "away")\"\(mode)\(partner)")
      model.accounts.append(account)
      model.customers[customer].account = model.accounts.count - 1
    }
  }

  mutating func provision(
    _ code: String, _ customer: Int, _ plan: Int, at premises: String? = nil
  ) throws {
    let place = premises.map { " at premises \($0)" } ?? ""
    try say(
      "add service \(code) for customer \(model.customers[customer].code) "
        + "plan \(model.plans[plan].code)\(place)")
    model.provision(code, customer, plan, at: premises)
  }

  /// A second home, which another account may pay for.
  private mutating func provisionElsewhere(_ customer: Int) throws {
    guard freePremises <= YearFolder.premises(of: count) else { return }
    let premises = "H\(freePremises)"
    freePremises += 1
    let payers = model.accounts.indices.filter {
      !model.accounts[$0].isPrepaid && model.accounts[$0].code.hasPrefix("A")
    }
    if chance(1, of: 2), let payer = payers.randomElement(using: &random) {
      try say("assign premises \(premises) to account \(model.accounts[payer].code)")
      model.payers[premises] = payer
      model.accounts[payer].touch(max(0, today - 5), ifPaying: customer)
    }
    try provision("S\(customer + 1)-2ND", customer, 0, at: premises)
  }

  /// A plan on sale on a day.
  mutating func somePlan(on day: Int, not plan: Int?, among: Range<Int> = 0..<7) -> Int {
    among.filter { $0 != plan && model.plans[$0].retired.map { day < $0 } != false }
      .randomElement(using: &random)!
  }
}

struct YearFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
