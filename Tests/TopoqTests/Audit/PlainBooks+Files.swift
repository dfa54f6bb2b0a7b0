// Plain books as the files of a network folder.

import TopoqText

extension PlainBooks {
  var files: [String: String] {
    [
      "nodes.csv": nodes, "plans.csv": planRows, "plan_prices.csv": priceRows,
      "customers.csv": customerRows, "charges.csv": chargeRows, "discounts.csv": discountRows,
      "invoices.csv": invoiceRows, "followups.csv": followupRows, "disputes.csv": disputeRows,
      "promises.csv": promiseRows,
    ]
  }

  private func written(_ day: Day?) -> String { day?.description ?? "" }
  private func written(_ number: Int?) -> String { number.map { String($0) } ?? "" }

  private func table(_ header: String, _ rows: [String]) -> String {
    ([header] + rows).map { $0 + "\n" }.joined()
  }

  /// Two splitters of 32 on one OLT, and premises of which some are fed by nobody.
  private var nodes: String {
    var rows = [
      "OLT1,olt,,,4,GPON", "S1,splitter,OLT1,1,32,", "S2,splitter,OLT1,2,32,",
    ]
    for number in 1...Self.premises {
      let isLit = number <= Self.litPremises
      let splitter = number <= 20 ? "S1" : "S2"
      rows.append(
        "H\(number),premises,\(isLit ? splitter : ""),\(isLit ? String((number - 1) % 20 + 1) : ""),,"
      )
    }
    return table("code,kind,fed_by,fed_port,ports,technology", rows)
  }

  private var planRows: String {
    table(
      "code,name,kind,price_minor,currency,down_mbps,valid_from,valid_to",
      Self.plans.map {
        "\($0.code),\($0.code),internet,\($0.price),INR,50,2022-01-01,\(written($0.withdrawn))"
      })
  }

  private var priceRows: String {
    table(
      "code,plan,from,price_minor",
      Self.plans.compactMap { plan in
        plan.raised.map { "\(plan.code)-2,\(plan.code),\($0.day),\($0.price)" }
      })
  }

  private var customerRows: String {
    table(
      "code,name,node,status,active_from,active_to,phone",
      customers.map {
        "\($0.code),\($0.code),H\($0.node),\($0.status),\($0.from),\(written($0.to)),\($0.phone)"
      })
  }

  private var chargeRows: String {
    table(
      "code,party,node,plan,price_minor,currency,from,to,override,override_reason,override_to",
      charges.map { charge in
        let owner = customers[charge.customer]
        return [
          charge.code, charge.namesParty ? owner.code : "",
          charge.namesNode ? "H\(owner.node)" : "", charge.plan.code,
          String(charge.price), "INR", "\(charge.from)", written(charge.to),
          charge.override == nil ? "" : "1", charge.override?.reason ?? "",
          written(charge.override?.to),
        ].joined(separator: ",")
      })
  }

  private var discountRows: String {
    table(
      "code,party,charge,percent_bp,amount_minor,currency,from,to",
      discounts.map { discount in
        [
          discount.code, discount.charge == nil ? customers[discount.customer].code : "",
          discount.charge ?? "", written(discount.percent), written(discount.amount),
          discount.amount == nil ? "" : "INR", "\(discount.from)", written(discount.to),
        ].joined(separator: ",")
      })
  }

  private var invoiceRows: String {
    table(
      "code,party,issued,due,from,to,total_minor,currency,paid_minor",
      invoices.map { invoice in
        let owner = customers[invoice.customer].code
        return "\(invoice.code),\(owner),\(invoice.issued),\(invoice.due),\(invoice.from),"
          + "\(invoice.to),\(invoice.total),INR,\(invoice.paid)"
      })
  }

  private var followupRows: String {
    table(
      "code,invoice,action,done_on",
      invoices.filter(\.isChased).map { "F-\($0.code),\($0.code),remind,\($0.due)" })
  }

  private var disputeRows: String {
    table(
      "code,invoice,day,reason",
      invoices.filter(\.isDisputed).map { "DS-\($0.code),\($0.code),\($0.due),slow" })
  }

  private var promiseRows: String {
    table(
      "code,party,day,promised",
      promises.enumerated().map { index, promise in
        "PR\(index),\(customers[promise.customer].code),2026-04-01,\(promise.promised)"
      })
  }
}
