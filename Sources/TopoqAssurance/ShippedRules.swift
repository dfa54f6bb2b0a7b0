// The audit rules that every file begins with: sentences, what they cost, why, and what to do.

extension Rule {
  static let shipped = moneyRules + priceRules + recordRules + plantRules + measuring

  private static let moneyRules = [
    Rule(
      name: "active not charged", question: "customers where active and not billed",
      price: "uncharged", since: "since, resumed, uncharged_since",
      why: "service is delivered and nobody pays for it",
      remedy: "open a charge from the day of activation, or cease the service"),
    Rule(
      name: "charged and dark", question: "customers where active and billed and dark",
      price: "mrr", since: "",
      why: "they pay for what cannot reach them by the records: a refund, or a record to mend",
      remedy: "find the drop or the port in the field, and record it"),
    Rule(
      name: "suspended and charged",
      question: """
        customers where suspended and billed and not billed_suspended \
        and (billed_by_name or not shared)
        """, price: "mrr",
      since: "suspended_from, active_to, billed_from",
      why: "who is held back is charged on: it will be disputed, or written off",
      remedy: "end the charge from the day of suspension"),
    Rule(
      name: "ceased and charged",
      question: "customers where ceased and billed and (billed_by_name or not shared)",
      price: "mrr",
      since: "active_to, billed_from", why: "who has left is charged on, and will not pay",
      remedy: "end the charge from the day they left"),
    Rule(
      name: "charged late", question: "customers where active and billed_late",
      price: "first_price", since: "since", until: "first_billed",
      why: "the days between going live and the first charge were given away",
      remedy: "bill the days once, and activate by `activate`, which opens the charge"),
    Rule(
      name: "add-on not charged",
      question: """
        services where active and not billed and mrr is not empty and not mischarged
        """, price: "list_price",
      since: "begins", why: "something is delivered beside what is charged",
      remedy: "open a charge for it, or cease it"),
    Rule(
      name: "charge without service",
      question:
        "charges where undelivered and (with (customers where active) or without customers)",
      price: "price", since: "begins, undelivered_since",
      why: "something is charged that is not delivered: it will be disputed",
      remedy: "end the charge, or record the service"),
    Rule(
      name: "invoice missing", question: "accounts where behind", price: "charged_monthly",
      since: "unbilled_from", until: "unbilled_until",
      why: "a period has passed and no invoice covers it",
      remedy: "bill the account up to today"),
    Rule(
      name: "never invoiced", question: "charges where never_invoiced", price: "price",
      since: "uninvoiced_from", until: "uninvoiced_until",
      why: "a charge stands on the books, and its bills are not written",
      remedy: "bill the account up to today"),
    Rule(
      name: "overdue without followup", question: "invoices where neglected", amount: "open",
      since: "due",
      why: "money that nobody asks for is paid last, or never",
      remedy: "work off `followups where due <= today`"),
  ]

  private static let priceRules = [
    Rule(
      name: "below the catalogue",
      question: """
        charges with (customers where active) \
        where below_catalogue and not zero_price and not past_discount
        """, price: "below_list", since: "begins, below_since",
      why: "they pay less than the catalogue asks, and nobody recorded a reason",
      remedy: "charge the catalogue's price, or record a discount with an end"),
    Rule(
      name: "discount past end",
      question: """
        charges with (customers where active) \
        where below_catalogue and not zero_price and past_discount
        """, price: "below_list", since: "begins, below_since, past_discount",
      why: "a discount has ended and its price goes on",
      remedy: "charge the catalogue's price again"),
    Rule(
      name: "discount without end", question: "discounts where running and endless",
      price: "taken_off", since: "begins", why: "nobody will notice when it should have ended",
      remedy: "give it an end"),
    Rule(
      name: "zero-rated", question: "charges with (customers where active) where zero_price",
      price: "below_list", since: "begins",
      why: "a charge of nothing hides that nothing is paid",
      remedy: "charge the plan's price, or record a discount with a reason and an end"),
    Rule(
      name: "legacy plan", question: "charges with (customers where active) where withdrawn",
      price: "below_successor", since: "begins, withdrawn_on",
      why: "the plan is sold no longer: its price was never raised",
      remedy: "move them to a plan that is on sale"),
    Rule(
      name: "override lapsed", question: "charges where override_lapsed", price: "below_list",
      since: "override_lapsed",
      why: "a temporary price without a reason or an end becomes permanent",
      remedy: "end the override, or state its reason and its end"),
  ]

  private static let recordRules = [
    Rule(
      name: "two on one premises", question: "customers where active and shared", since: "since",
      why: "two live customers name one premises: one of them is not there, or not recorded",
      remedy: "find out who is there, and cease or relocate the other"),
    Rule(
      name: "entered twice", question: "customers where duplicate", since: "since",
      why: "one person under two numbers is billed, called and counted twice",
      remedy: "keep one of the two"),
    Rule(
      name: "lead entered twice", question: "leads where open and duplicate", since: "entered",
      why: "two people work on one enquiry", remedy: "lose one of the two"),
    Rule(
      name: "lead waits too long", question: "leads where open and waiting > 14 days",
      since: "staged", why: "who waits asks elsewhere",
      remedy: "take it a step further, or lose it with a reason"),
    Rule(
      name: "visit missed", question: "visits where open and missed", since: "day",
      why: "the day of the visit is past and nobody said what came of it",
      remedy: "record the outcome, or schedule it anew"),
    Rule(
      name: "live while the lead waits", question: "leads where open and not installed and served",
      since: "staged, served_since",
      why: "it was activated in the field and the office does not know",
      remedy: "activate the lead, which opens service and charge"),
  ]

  /// A second premises of somebody is nobody's home, and yet served.
  private static let unused = "without (services where active) without (charges where running)"

  private static let plantRules = [
    Rule(
      name: "lit drop without customer", question: "drops without customers \(unused) where lit",
      since: "",
      why: "light is paid for and serves nobody, or somebody whom nobody knows",
      remedy: "look who is there, or take the drop off its port"),
    Rule(
      name: "ports without customers",
      question: "splitters without customers \(unused) where used_ports > 0 and not planned",
      since: "",
      why: "ports are taken and nobody is served by them", remedy: "free the ports, or fill them"),
    Rule(
      name: "makeshift outstayed", question: "joints where outstayed", since: "until",
      why: "what was made for a while has become permanent: it holds a port, and weakens the light",
      remedy: "move or splice it back as it was, or `keep` the joint"),
  ]
}
