// The sections of the report page: what is asked, and how the answer is drawn.

/// A part of the page, which answers one sentence or lays several on one map.
public struct ReportSection: Sendable {
  public enum Form: Sendable {
    /// Rows with a bar for the figure of this name.
    case bars(figure: String)
    /// The network's routes, then what lies on them.
    case map
  }

  public let title: String
  public let form: Form
  public let sentences: [String]

  private init(_ title: String, _ form: Form, _ sentences: String...) {
    self.title = title
    self.form = form
    self.sentences = sentences
  }

  /// The page, from the money to the map.
  public static let all = [
    ReportSection("Leaking, by rule", .bars(figure: "lost_per_month"), "audit by rule"),
    ReportSection("Leaking, by area", .bars(figure: "lost_per_month"), "audit by area"),
    ReportSection("Leaking, by OLT", .bars(figure: "lost_per_month"), "audit by olt"),
    ReportSection("Found and recovered", .bars(figure: "found"), "leakage by month"),
    ReportSection("From enquiry to service", .bars(figure: "count"), "funnel"),
    ReportSection(
      "Growth", .bars(figure: "count"),
      "count customers by joined_month order by joined_month desc limit 24"),
    ReportSection(
      "Churn", .bars(figure: "count"),
      "count customers where ceased by left_month order by left_month desc limit 24"),
    ReportSection(
      "Revenue per user", .bars(figure: "arpu"),
      "count, mrr, arpu of customers where active by area"),
    ReportSection(
      "Invoiced", .bars(figure: "sum_total"),
      "sum total of invoices by month order by month desc limit 24"),
    ReportSection(
      "Ageing", .bars(figure: "arrears"), "count, arrears of customers where overdue by ageing"),
    ReportSection(
      "Take rate", .bars(figure: "take_rate"), "count, take_rate of premises where lit by olt"),
    ReportSection("Fill", .bars(figure: "average_fill"), "count, average fill of splitters by olt"),
    ReportSection(
      "Where it leaks", .map, #"routes where kind != "drop" show code limit 20000"#,
      "findings where not mended show code, rule, thing limit 5000"),
  ]

  /// Whether the answer to a sentence is drawn on the map.
  public var isMap: Bool { if case .map = form { true } else { false } }
}
