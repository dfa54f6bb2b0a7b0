// services.csv and service_pauses.csv.

internal import TopoqVocabulary

extension Billing {
  static let serviceFiles: [ExchangeTable] = [
    ExchangeTable(
      file: "services", table: "billing_service", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("party", .party),
        .init("node", .node),
        .init("plan", .code(table: "billing_plan")),
        .init("kind", .text),
        .init(
          "status", .word(["provisioned", "active", "suspended", "ceased"]),
          fallback: "provisioned"),
        .init("from", as: "begins", .day),
        .init("to", as: "ends", .day),
        .init("username", .text),
        .init("serial", .text),
        .init("next_plan", .code(table: "billing_plan")),
        .init("next_plan_from", .day),
      ],
      periods: [(from: "from", to: "to")], afterLoad: Delivered.afterLoad),
    ExchangeTable(
      file: "service_pauses", table: "billing_service_pause", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("service", .code(table: "billing_service"), isRequired: true),
        .init("from", as: "begins", .day, isRequired: true),
        .init("to", as: "ends", .day),
        .init("reason", .text),
      ],
      periods: [(from: "from", to: "to")]),
  ]
}
