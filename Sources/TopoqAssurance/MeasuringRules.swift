// The audit rules that need measurements: provisioned profiles, partners' lists, sessions.

extension Rule {
  static let measuring = [
    Rule(
      name: "traffic after the end",
      question: "customers where (suspended and last_seen > suspended_from)"
        + " or (suspended and suspended_from is empty and last_seen > active_to)"
        + " or (ceased and last_seen > active_to)"
        + " or ((suspended or ceased) and suspended_from is empty and active_to is empty and seen)",
      price: "uncharged", since: "suspended_from, active_to, uncharged_since",
      why: "service has ended on record, and sessions go on: the network still lets them in",
      remedy: "take the profile off the ONT, or resume the service and its charge"),
    Rule(
      name: "service used after its end",
      question: "services with (customers where active and billed)"
        + " where not billed and ((ceased and last_seen > ends)"
        + " or (suspended and last_seen > suspended_from))",
      price: "list_price", since: "ends, suspended_from",
      why: "this service has ended, its customer has others, and its login is still used",
      remedy: "take the login or the profile away, or open the service and its charge again"),
    Rule(
      name: "charged and not seen",
      question: "customers where active and billed and not dark and unseen > 30 days",
      price: "mrr", since: "last_seen, billed_from",
      why: "they pay and are not on line: the next bill is disputed, and then they leave",
      remedy: "call them, and test the line"),
    Rule(
      name: "delivered differs from charged", question: "customers where active and plan_differs",
      price: "given_away", since: "differs_since",
      why: "the network delivers another plan than the one that is charged",
      remedy: "charge the plan that is delivered, or provision the one that is charged"),
    Rule(
      name: "add-on provisioned, not charged",
      question: "provisions where running and addon and owned and not recorded and not billed",
      price: "list_price", since: "begins",
      why: "a partner delivers it and sends a bill, and nobody is charged for it",
      remedy: "open a charge for it, or have it taken off the partner's list"),
    Rule(
      name: "seen elsewhere", question: "customers where active and seen_elsewhere",
      since: "seen_by_since",
      why: "they come by another port than the records say: the next repair goes astray",
      remedy: "move the customer on record to the port that is used"),
    Rule(
      name: "ONT that nobody owns",
      question: "provisions where running and not addon and not owned", price: "list_price",
      since: "begins", why: "an ONT is live on an OLT and no customer bears its serial",
      remedy: "find out who is there, and record and charge the service, or take it off"),
    Rule(
      name: "traffic of nobody", question: "sessions where stray", price: "list_price",
      since: "first_start", why: "a login or an ONT is on line, and no customer bears it",
      remedy: "find out who is there, and record and charge the service, or take it off"),
    Rule(
      name: "one ONT twice", question: "provisions where duplicate", since: "begins",
      why:
        "one serial on two ports, or with two customers: one of them is a copy, or moved unrecorded",
      remedy: "see on which port it answers, and take the other away"),
    Rule(
      name: "one ONT of two customers", question: "services where active and twin", since: "begins",
      why: "one serial serves two customers by the records: one of the two is not served by it",
      remedy: "see on which port it answers, and correct the other's serial"),
  ]
}
