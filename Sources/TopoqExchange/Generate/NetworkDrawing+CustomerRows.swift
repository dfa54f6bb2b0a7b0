// Writes the rows of plans, customers, charges and leaks.

import TopoqText

extension NetworkDrawing {
  /// The first of the month four months ago: Home 100 got its new price.
  private var newPriceDay: Day {
    let then = today.adding(months: -4)
    return Day(year: then.year, month: then.month, day: 1)!
  }

  mutating func writePlans() {
    files.plans.append("code,name,kind,price_minor,currency,down_mbps,valid_from,valid_to\n")
    let start = today.adding(months: -60)
    writePlan(CataloguePlan.home50, from: start, until: nil)
    writePlan(CataloguePlan.oldHome100, from: start, until: newPriceDay)
    writePlan(CataloguePlan.home100, from: newPriceDay, until: nil)
    writePlan(CataloguePlan.home300, from: start, until: nil)
    writePlan(CataloguePlan.business, from: start, until: nil)
    writePlan(CataloguePlan.withdrawn, from: start, until: today.adding(months: -10))
  }

  private mutating func writePlan(_ plan: CataloguePlan, from: Day, until: Day?) {
    files.plans.append { row in
      row.append(plan.code)
      row.appendComma()
      row.append(plan.name)
      row.append(",internet,")
      row.append(decimal: plan.price)
      row.append(",INR,")
      row.append(decimal: plan.speed)
      row.appendComma()
      row.append(from)
      row.appendComma()
      if let until { row.append(until) }
      row.append("\n")
    }
  }

  mutating func leak(_ kind: LeakKind, code: Code, node: Code) {
    files.leaks.append { row in
      row.append(text: kind.rawValue)
      row.appendComma()
      row.append(code)
      row.appendComma()
      row.append(node)
      row.append("\n")
    }
  }

  /// Writes a customer's row; nine in ten give an email address, one in a hundred is a VIP.
  mutating func enter(
    _ entry: inout CustomerEntry, at home: Code, segment: StaticString
  ) -> Code {
    counts.customers += 1
    let number = NetworkDrawing.customersBefore + counts.customers
    let code = Code("C", number)
    if entry.phone == 0 { entry.phone = number * 7919 % 100_000_000 }
    let hasEmail = random.below(10) > 0
    let isVIP = random.below(100) == 0
    let name = PersonName(number: entry.person, spelling: entry.spelling)
    files.customers.append { row in
      row.append(code)
      row.appendComma()
      row.append(name.given)
      row.append(" ")
      row.append(name.family)
      row.appendComma()
      row.append(home)
      row.appendComma()
      row.append(entry.status)
      row.appendComma()
      row.append(entry.from)
      row.appendComma()
      if let until = entry.until { row.append(until) }
      row.append(",+9198")
      row.append(zeroPadded: entry.phone, digits: 8)
      row.appendComma()
      if hasEmail {
        row.append("customer")
        row.append(decimal: number)
        row.append("@example.net")
      }
      row.appendComma()
      row.append(segment)
      row.append(isVIP ? ",true\n" : ",\n")
    }
    return code
  }

  /// Charges at the catalogue's price, in two parts where the price changed on the way.
  mutating func charge(
    _ customer: Code, at home: Code, plan: CataloguePlan, from: Day, until: Day?
  ) {
    let change = newPriceDay
    guard plan.price == CataloguePlan.home100.price, from < change else {
      writeCharge(customer, at: home, plan: plan, price: plan.price, from: from, until: until)
      return
    }
    let old = CataloguePlan.oldHome100
    let end = min(until ?? change, change)
    writeCharge(customer, at: home, plan: old, price: old.price, from: from, until: end)
    if let until, until <= change { return }
    writeCharge(customer, at: home, plan: plan, price: plan.price, from: change, until: until)
  }

  /// Writes a charge's row; one in 25 names no node, as the customer has but one.
  mutating func writeCharge(
    _ customer: Code, at home: Code, plan: CataloguePlan, price: Int, from: Day, until: Day?
  ) {
    counts.charges += 1
    let code = Code("CH", counts.charges)
    let namesNode = random.below(25) > 0
    files.charges.append { row in
      row.append(code)
      row.appendComma()
      row.append(customer)
      row.appendComma()
      if namesNode { row.append(home) }
      row.appendComma()
      row.append(plan.code)
      row.appendComma()
      row.append(decimal: price)
      row.append(",INR,")
      row.append(from)
      row.appendComma()
      if let until { row.append(until) }
      row.append("\n")
    }
  }
}
