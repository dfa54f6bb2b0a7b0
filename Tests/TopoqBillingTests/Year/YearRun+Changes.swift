// What befalls customers of the year: plans changed, services held back, ended, moved, discounted.

import TopoqSQLite

extension YearRun {
  /// One random change of a customer.
  mutating func befall(_ customer: Int) throws {
    let one = model.customers[customer]
    guard !one.isCeased else { return try comeBack(customer) }
    let service = one.services.randomElement(using: &random)!
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3: try changePlan(service)
    case 4, 5: try suspend(service)
    case 6, 7: try resume(service)
    case 8: try cease(service)
    case 9: try addOn(customer)
    case 10, 11: try discount(customer, service)
    case 12: try endDiscount(customer)
    case 13, 14: try override(service)
    case 15: try chargeOnce(customer)
    case 16: try relocate(customer)
    case 17: try suspendCustomer(customer)
    case 18: try resumeCustomer(customer)
    default: try ceaseCustomer(customer)
    }
  }

  /// Today mostly, sometimes some days ago, sometimes ahead; nil where the service cannot change.
  private mutating func day(for service: Int, isAheadAllowed: Bool = true) -> Int? {
    let one = model.services[service]
    guard let begins = one.begins else { return nil }
    let last = newest[service] ?? begins
    var day = today
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: day = Int.random(in: min(max(last, today - 25), today)...today, using: &random)
    case 2,
      3 where isAheadAllowed:
      day = today + Int.random(in: 1...30, using: &random)
    default: break
    }
    // What was decided for a day to come may be overtaken by what is decided for today.
    if day < last, last <= today || chance(1, of: 2) { day = last }
    day = max(day, begins)
    if let ends = one.ends, ends <= day { return nil }
    return day < 365 ? day : nil
  }

  private mutating func changePlan(_ service: Int) throws {
    guard let day = day(for: service) else { return }
    // One plan to come is known at a time.
    if let planned = planned[service], planned > today, planned < day { return }
    let plan = somePlan(on: day, not: model.services[service].cells[day]?.plan)
    try say(
      "change service \(model.services[service].code) to plan \(model.plans[plan].code) "
        + "on \(date(day))")
    model.change(service, to: plan, on: day)
    newest[service] = day
    planned[service] = day
  }

  private mutating func suspend(_ service: Int) throws {
    guard let day = day(for: service) else { return }
    if let hold = model.services[service].hold, hold.ends.map({ $0 > day }) != false { return }
    let end = chance(1, of: 2) ? day + Int.random(in: 1...40, using: &random) : nil
    let until = end.map { " until \(date($0))" } ?? ""
    try say("suspend service \(model.services[service].code) on \(date(day))\(until)")
    model.suspend(service, on: day, until: end)
    newest[service] = day
  }

  private mutating func resume(_ service: Int) throws {
    guard let hold = model.services[service].hold,
      let day = day(for: service, isAheadAllowed: false),
      hold.begins < day, hold.ends.map({ $0 > day }) != false
    else { return }
    try say("resume service \(model.services[service].code) on \(date(day))")
    model.resume(service, on: day)
    newest[service] = day
  }

  private mutating func cease(_ service: Int) throws {
    // Prepaid time is taxed by what is taken.
    guard !isPrepaid(model.services[service].customer), let day = day(for: service) else { return }
    try say("cease service \(model.services[service].code) on \(date(day))")
    model.cease(service, on: day)
    newest[service] = day
  }

  func isPrepaid(_ customer: Int) -> Bool {
    model.customers[customer].account.map { model.accounts[$0].isPrepaid } ?? false
  }

  private mutating func addOn(_ customer: Int) throws {
    guard model.customers[customer].hold == nil, !isPrepaid(customer) else { return }
    let code = name("SX")
    try provision(code, customer, somePlan(on: today, not: nil, among: 3..<5))
    let service = model.services.count - 1
    try say("activate service \(code) on \(date(today))")
    model.activate(service, on: today)
    newest[service] = today
  }

  // MARK: Prices

  /// The charge of a service that runs on a day.
  private func charge(of service: Int, on day: Int) throws -> String? {
    let connection = try Connection(path: folder.path, mode: .read)
    return try connection.handle.first(
      """
      SELECT c.code FROM billing_charge AS c JOIN billing_service AS s ON s.id = c.service
      WHERE s.code = ?1 AND c.begins <= ?2 AND (c.ends IS NULL OR c.ends > ?2)
      """, [.text(model.services[service].code), .text(date(day))])?.text
  }

  private mutating func discount(_ customer: Int, _ service: Int) throws {
    let begins = max(0, today + Int.random(in: -20...20, using: &random))
    let end = begins + Int.random(in: 1...90, using: &random)
    let isShare = chance(2, of: 3)
    let number = Int.random(in: 1...(isShare ? 10_000 : 60_000), using: &random)
    var target = "customer \(model.customers[customer].code)"
    var on: Int?
    if chance(1, of: 3), let charge = try charge(of: service, on: today) {
      (target, on) = ("charge \(charge)", service)
    }
    let what =
      isShare
      ? "percent \(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)%"
      : "amount \(rupees(number))"
    // An amount a month is of what one account pays.
    guard isShare || on != nil || isPaidTogether(customer) else { return }
    try say(
      "add discount D\(model.discounts.count) for \(target) \(what) from \(date(begins)) "
        + "until \(date(end)) reason \"launch\"")
    model.customers[customer].discounts.append(model.discounts.count)
    model.discounts.append(
      YearModel.Discount(
        customer: customer, service: on, share: isShare ? number : nil,
        amount: isShare ? 0 : number, days: begins..<end))
    model.touch(customer, from: begins)
  }

  private func isPaidTogether(_ customer: Int) -> Bool {
    model.customers[customer].services.allSatisfy {
      model.services[$0].premises.map { model.payers[$0] == nil } ?? true
    }
  }

  private mutating func endDiscount(_ customer: Int) throws {
    guard
      let number = model.customers[customer].discounts.filter({
        model.discounts[$0].days.upperBound > today
      }).randomElement(using: &random)
    else { return }
    try say("end discount D\(number) on \(date(today))")
    let begins = model.discounts[number].days.lowerBound
    model.discounts[number].days = begins..<max(begins, today)
    model.touch(customer, from: min(begins, today))
  }

  private mutating func override(_ service: Int) throws {
    guard let cell = model.charged(service, today), !cell.isOverride,
      model.services[service].hold.map({ $0.ends.map { $0 <= today } == true }) != false,
      newest[service].map({ $0 <= today }) == true,
      let charge = try charge(of: service, on: today)
    else { return }
    let price = Int.random(in: 0...120_000, using: &random)
    let end = today + Int.random(in: 1...60, using: &random)
    try say(
      "override charge \(charge) price \(rupees(price)) reason \"outage\" until \(date(end))")
    model.override(service, price, from: today, until: end)
    newest[service] = today
  }

  private mutating func chargeOnce(_ customer: Int) throws {
    let day = max(0, today + Int.random(in: -10...10, using: &random))
    let price = Int.random(in: 1...90_000, using: &random)
    let isCredit = chance(1, of: 3)
    let plan = chance(1, of: 2) ? 2 : nil
    let of = plan.map { " plan \(model.plans[$0].code)" } ?? ""
    try say(
      "add charge \(name("X")) for customer \(model.customers[customer].code)\(of) "
        + "price \(rupees(price)) kind \(isCredit ? "credit" : "once") from \(date(day))")
    let piece = model.newPiece(of: plan)
    model.oneOffs.append(
      YearModel.OneOff(
        customer: customer, day: day, amount: isCredit ? -price : price, plan: plan, piece: piece))
    model.touch(customer, from: day)
  }

  // MARK: Customers as a whole

  private mutating func relocate(_ customer: Int) throws {
    guard freePremises <= YearFolder.premises(of: count),
      model.customers[customer].activeFrom <= today
    else { return }
    try say(
      "relocate customer \(model.customers[customer].code) to premises H\(freePremises) "
        + "on \(date(today))")
    model.relocate(customer, to: freePremises, on: today)
    freePremises += 1
  }

  /// The services at the customer's own place.
  private func atHome(_ customer: Int) -> [Int] {
    model.customers[customer].services.filter { model.services[$0].premises == nil }
  }

  private mutating func suspendCustomer(_ customer: Int) throws {
    let services = atHome(customer).filter { model.services[$0].ends.map { $0 > today } != false }
    guard model.customers[customer].activeFrom <= today,
      model.customers[customer].hold.map({ $0.ends.map { $0 <= today } == true }) != false,
      services.allSatisfy({ (newest[$0] ?? 0) <= today })
    else { return }
    let last = atHome(customer).compactMap { newest[$0] }.max() ?? today
    let day = Int.random(
      in: max(last, model.customers[customer].activeFrom, today - 6)...today, using: &random)
    let end = chance(1, of: 2) ? today + Int.random(in: 1...40, using: &random) : nil
    let until = end.map { " until \(date($0))" } ?? ""
    try say("suspend customer \(model.customers[customer].code) on \(date(day))\(until)")
    model.customers[customer].hold = (day, end)
    // Told late, it holds for what has ended since, too.
    for service in atHome(customer)
    where model.services[service].ends.map({ $0 > day }) != false {
      if let hold = model.services[service].hold, hold.ends.map({ $0 > day }) != false { continue }
      model.suspend(service, on: day, until: end)
      newest[service] = day
    }
  }

  private mutating func resumeCustomer(_ customer: Int) throws {
    guard let hold = model.customers[customer].hold, hold.begins < today,
      hold.ends.map({ $0 > today }) != false
    else { return }
    try say("resume customer \(model.customers[customer].code) on \(date(today))")
    model.customers[customer].hold = (hold.begins, today)
    for service in atHome(customer) {
      let one = model.services[service]
      guard one.ends.map({ $0 > today }) != false, let hold = one.hold, hold.begins <= today,
        hold.ends.map({ $0 > today }) != false
      else { continue }
      model.resume(service, on: today)
      newest[service] = max(newest[service] ?? 0, today)
    }
  }

  private mutating func ceaseCustomer(_ customer: Int) throws {
    guard chance(1, of: 2), !isPrepaid(customer), model.customers[customer].activeFrom <= today,
      atHome(customer).allSatisfy({ (newest[$0] ?? 0) <= today })
    else { return }
    try say(
      "cease customer \(model.customers[customer].code) on \(date(today)) reason \"moved away\"")
    model.customers[customer].isCeased = true
    for service in atHome(customer)
    where model.services[service].ends.map({ $0 > today }) != false {
      model.cease(service, on: today)
      newest[service] = today
    }
  }

  /// Whoever has ceased comes back, by a plan of their choice.
  private mutating func comeBack(_ customer: Int) throws {
    guard chance(1, of: 3) else { return }
    let plan = somePlan(on: today, not: nil, among: 0..<6)
    let code = model.customers[customer].code
    try say("activate customer \(code) plan \(model.plans[plan].code) on \(date(today))")
    let known = model.services.filter { $0.code.hasPrefix("S-\(code)-") || $0.code == "S-\(code)" }
    let name = known.isEmpty ? "S-\(code)" : "S-\(code)-\(known.count + 1)"
    model.provision(name, customer, plan)
    model.customers[customer].isCeased = false
    model.customers[customer].hold = nil
    model.customers[customer].activeFrom = today
    model.activate(model.services.count - 1, on: today)
    newest[model.services.count - 1] = today
  }
}
