// The whole page, from the money to the plant, as sentences.

extension ReportSection {
  /// Run before the others: findings are what the last audit found.
  public static let audit = ReportSection(
    "Leaking, by rule", in: leaks, .bars(figure: "lost_per_month", .loss, most: 40),
    "audit by rule order by lost_per_month desc",
    empty: "No rule finds anything.")

  public static let all = [atAGlance] + leaking + people + money + plant

  private static let leaks = "Where money leaks"

  private static let atAGlance = ReportSection(
    "At a glance", in: "", .figures,
    [
      Question(sentence: "count customers where active", name: "Active customers"),
      Question(sentence: "mrr of customers where active", name: "Charged a month"),
      Question(sentence: "lost_per_month of findings", name: "Leaking a month"),
      Question(sentence: "lost of findings", name: "Leaked so far"),
      Question(sentence: "recovered of findings", name: "Recovered a month"),
      Question(sentence: "arrears of customers", name: "Overdue"),
    ], empty: "–")

  private static let leaking = [
    audit,
    ReportSection(
      "Mend these first", in: leaks, .bars(figure: "lost_per_month", .loss, most: 15),
      """
      findings where open and lost_per_month is not empty show thing, rule, lost_per_month, \
      lost order by lost_per_month desc, lost desc limit 15
      """, empty: "Nothing that an audit finds has a price."),
    ReportSection(
      "Leaking, by area", in: leaks, .bars(figure: "lost_per_month", .loss, most: 12),
      """
      count, lost_per_month, lost of findings where not mended by area \
      order by lost_per_month desc
      """, empty: "No rule finds anything."),
    ReportSection(
      "Leaking, by OLT", in: leaks, .bars(figure: "lost_per_month", .loss, most: 12),
      """
      count, lost_per_month, lost of findings where not mended by olt \
      order by lost_per_month desc
      """, empty: "No rule finds anything."),
    ReportSection(
      "Recovered, by rule", in: leaks, .bars(figure: "recovered", .gain, most: 12),
      "count, recovered of findings where mended by rule order by recovered desc",
      empty: "Nothing yet: what an audit found before and finds no longer counts here."),
    ReportSection(
      "Recovered, by area", in: leaks, .bars(figure: "recovered", .gain, most: 12),
      "count, recovered of findings where mended by area order by recovered desc",
      empty: "Nothing yet: what an audit found before and finds no longer counts here."),
    ReportSection(
      "Found and recovered, by month", in: leaks, .months(["found", "recovered"]),
      "months where begins > 366 days ago show month, found, recovered",
      empty: "No audit has found anything that has a price."),
    ReportSection(
      "Where it leaks", in: leaks, .map,
      [
        Question(sentence: #"routes where kind != "drop" show code"#, name: "routes"),
        Question(sentence: "olts show code", name: "OLTs"),
        Question(sentence: "findings where not mended show rule", name: "findings"),
      ], empty: "Nothing of the network has a place: nodes.csv brings `lon` and `lat`."),
  ]

  private static let people = [
    ReportSection(
      "From enquiry to service", in: "Customers", .bars(figure: "count", .plain, most: 12),
      "funnel", empty: "No leads are on record: `add lead`, or leads.csv, brings them."),
    ReportSection(
      "Charged, by area", in: "Customers", .bars(figure: "mrr", .plain, most: 12),
      "count, mrr, arpu of customers where active by area order by mrr desc",
      empty: "No customer is active."),
    ReportSection(
      "Growth and churn, by month", in: "Customers",
      .months(["customers", "joined", "left", "churn"]),
      "months show month, customers, joined, left, churn",
      empty: "No customer is on record."),
  ]

  private static let money = [
    ReportSection(
      "Revenue per user, by month", in: "Revenue", .months(["mrr", "payers", "arpu"]),
      "months show month, mrr, payers, arpu", empty: "Nothing is charged."),
    ReportSection(
      "Invoiced and collected, by month", in: "Revenue", .months(["invoiced", "collected"]),
      "months where begins > 366 days ago show month, invoiced, collected",
      empty: "No invoice and no payment is on record: `bill` posts invoices, `pay` payments."),
    ReportSection(
      "Ageing of what is overdue", in: "Revenue", .bars(figure: "arrears", .loss, most: 12),
      "count, arrears of customers where overdue by ageing", empty: "Nobody is overdue."),
  ]

  private static let plant = [
    ReportSection(
      "Take rate, by OLT", in: "Network", .bars(figure: "take_rate", .plain, most: 16),
      "count, take_rate of premises where lit by olt", empty: "No premises are lit."),
    ReportSection(
      "Fill of splitters, by OLT", in: "Network",
      .bars(figure: "average_fill", .plain, most: 16),
      "count, average fill of splitters by olt", empty: "No splitter is on record."),
  ]
}
