// What makes and takes back invoices: `bill` and `credit`.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let invoiceVerbs: [Verb] = [
    Verb(
      "bill", .thing, of: [.party], arguments: billArguments, irrevocable: irrevocableInvoice,
      doc: "posts the invoices of all periods that have ended, of whoever pays; twice bills once",
      example: "bill (accounts) on 2026-06-01"
    ) { request in
      let thing = request.changed
      let accounts: [Account]
      if thing.noun.name == account.name {
        accounts = try Account.find(thing.id, request.connection).map { [$0] } ?? []
      } else {
        guard let party = thing.party else {
          throw ChangeRefusal("\(thing.noun.name) \(thing.code) names nobody who could pay")
        }
        accounts = try Account.paying(for: party, request)
      }
      if accounts.isEmpty { request.note("nothing is charged to \(thing.code)") }
      var run = BillingRun(request)
      try run.bill(
        accounts, on: try request.dayOrToday("on"), from: try request.givenDay("from"))
    },
    Verb(
      "bill", .none, arguments: billArguments, irrevocable: irrevocableInvoice,
      doc: "posts the invoices of everybody; twice bills once", example: "bill on 2026-06-01"
    ) { request in
      var run = BillingRun(request)
      try run.bill(
        try Account.all(request), on: try request.dayOrToday("on"),
        from: try request.givenDay("from"))
    },
    Verb(
      "credit", .thing, of: [.noun("invoice")],
      arguments: [
        VerbArgument(
          "amount", .value(.money), doc: "how much, with tax; what is left of it if not"),
        VerbArgument("reason", .value(.text), isRequired: true, doc: "why; it stands on the note"),
        VerbArgument(
          "rebill", .value(.boolean), doc: "true: the next run bills the same days again"),
      ],
      irrevocable: "a credit note is posted; `bill` with what is right takes it back",
      doc: "takes an invoice back by a credit note, whole or in part",
      example: "credit invoice I-2026-0001 amount 100 INR reason \"outage of May 4\""
    ) { request in
      guard let reason = request.text("reason"), !reason.isEmpty else {
        throw ChangeRefusal("a credit note needs a reason", help: "add `reason \"...\"`")
      }
      let receipt = try CreditNote(request).credit(
        try request.money("amount"), reason: reason,
        isBilledAgain: request.integer("rebill") == 1)
      request.note("\(receipt.code): \(receipt.total)")
    },
  ]

  private static let billArguments = [
    VerbArgument(
      "on", .value(.day), doc: "the day of the invoice; it bills what ended by then. Else today"),
    VerbArgument(
      "from", .value(.day),
      doc: "the first day to bill, where nothing was billed here yet; else the period's first"),
  ]

  private static let irrevocableInvoice =
    "an invoice is posted; `credit invoice ... reason ...` takes it back"
}
