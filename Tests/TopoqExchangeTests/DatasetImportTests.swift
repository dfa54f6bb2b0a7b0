// The shipped networks, imported: what their pages promise is what the file says.

import Testing
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqStore
import TopoqText
import TopoqVocabulary

@Suite struct DatasetImportTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  private func take(_ dataset: String) throws -> ImportReport {
    try NetworkImport(
      source: "\(packageRoot)/datasets/\(dataset)", into: file.path, modules: SmallNetwork.modules
    ).run()
  }

  @Test func villageIsTakenWhole() throws {
    let report = try take("village")
    #expect(
      report.rows.map { "\($0.name) \($0.count)" } == [
        "nodes 115", "routes 71", "joints 140", "areas 4", "customers 50", "leads 12",
        "lead_stages 22", "visits 12", "plans 5", "services 11", "charges 47", "discounts 3",
        "invoices 73", "payments 65", "promises 1", "disputes 3", "followups 6",
        "provisioned 11", "sessions 17",
      ])
    #expect(report.nodesWithoutLocation == 0)
    #expect(try file.count("joint") == 206)
    #expect(
      try file.texts("SELECT json_extract(attributes, '$.leased') FROM node WHERE code = 'PL2'")
        == ["true"])
  }

  @Test func villageHasOneLineThatEndsElsewhere() throws {
    let report = try take("village")
    let finding = try #require(report.findings.first)
    #expect(report.findings.count == 1)
    #expect(finding.rule == "line end away from node")
    #expect(finding.noun == "route" && finding.code == "D41")
    #expect(finding.message == "its line ends 14 m from its to node T24")
    #expect(abs((finding.distanceInMetres ?? 0) - 14) < 0.1)
    #expect(try file.texts("SELECT code FROM finding") == ["D41"])
  }

  @Test func villageLightIsThatOfItsPage() throws {
    _ = try take("village")
    #expect(
      try file.below("S12").filter { $0.hasPrefix("H") } == ["H10", "H11", "H6", "H7", "H8", "H9"])
    #expect(try file.below("S25") == ["H50", "H51", "H52", "S25"])
    #expect(try file.below("S30").filter { $0.hasPrefix("H") } == ["H27", "H28", "H29"])
    #expect(
      try file.texts(
        "SELECT l.metres FROM node AS n CROSS JOIN light('at node', n.id) AS l WHERE n.code = 'H6'")
        == ["1916.5"])
    #expect(
      try file.texts(
        """
        SELECT l.metres FROM node AS n CROSS JOIN light('at node', n.id) AS l
        WHERE n.code = 'H27' ORDER BY 1
        """) == ["941.2", "1896.2"])
  }

  @Test func villageLeaksAreFoundByTheModulesWords() throws {
    _ = try take("village")
    let billed = Billing.module.sql(ofCondition: "billed")
    let active = CRM.module.sql(ofCondition: "active")
    let plan = Billing.module.sql(ofField: "plan")
    let monthly = Billing.module.sql(ofField: "mrr")
    #expect(
      try file.customers(where: "\(active) AND NOT \(billed)") == [
        "C1004", "C1007", "C1008", "C1012", "C1038", "C1040", "C1043", "C1044", "C1050",
      ])
    #expect(
      try file.customers(where: "\(CRM.module.sql(ofCondition: "ceased")) AND \(billed)")
        == ["C1010", "C1011"])
    #expect(
      try file.customers(where: "\(CRM.module.sql(ofCondition: "suspended")) AND \(billed)")
        == ["C1014"])
    #expect(try file.customers(where: "\(plan) = 'Home 25'") == ["C1032"])
    #expect(try file.customers(where: "\(billed) AND \(monthly) = 0") == ["C1005"])
    #expect(
      try file.customers(
        where: "NOT \(billed) AND c.node IN (SELECT id FROM node WHERE code IN "
          + "('H6', 'H7', 'H8', 'H9', 'H10', 'H11'))") == ["C1001", "C1007", "C1008", "C1012"])
  }

  @Test func billedIsAnsweredFromIndexes() throws {
    _ = try take("village")
    let billed = ImportedFile.expanded(Billing.module.sql(ofCondition: "billed"))
    let plan = try file.plan("SELECT c.party FROM crm_customer AS c WHERE NOT \(billed)")
    #expect(plan.contains { $0.contains("USING COVERING INDEX billing_charge_party") })
    #expect(plan.contains { $0.contains("USING COVERING INDEX billing_charge_premises") })
    let monthly = ImportedFile.expanded(Billing.module.sql(ofField: "mrr"))
    let sum = try file.plan("SELECT \(monthly) FROM crm_customer AS c")
    #expect(!sum.contains { $0.hasPrefix("SCAN b") }, "\(sum)")
  }

  /// C1036's charge names the premises and nobody; the small network has no such charge.
  @Test func billedSaysOnWhatItRests() throws {
    let footing = try #require(Billing.module.conditions.first { $0.name == "billed" }?.footing)
    _ = try take("village")
    #expect(try file.texts(footing.sql) == ["1"])
    let small = ImportedFile(path: scratch.file("small.topoq"))
    try SmallNetwork.import(into: small.path)
    #expect(try small.texts(footing.sql) == [])
  }

  @Test func townIsTakenWhole() throws {
    let report = try take("town")
    let counts = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.name, $0.count) })
    #expect(counts["customers"] == 1000 && counts["nodes"] == 2597 && counts["routes"] == 1120)
    #expect(report.findings.isEmpty)
    #expect(try file.count("joint") == 3137)
  }

  /// The rows of LEAKS.csv that name customers who are active and not charged.
  @Test func townLeaksAreThoseThatItsListNames() throws {
    _ = try take("town")
    let billed = Billing.module.sql(ofCondition: "billed")
    let found = try file.customers(
      where: "\(CRM.module.sql(ofCondition: "active")) AND NOT \(billed)")
    var planted: Set<String> = []
    var leaks = try CSVReader(path: "\(packageRoot)/datasets/town/LEAKS.csv")
    while try leaks.next() {
      guard ["never-charged", "charge-ended-early", "old-tenant-charged"].contains(leaks.string(0))
      else { continue }
      planted.insert(leaks.string(1))
    }
    #expect(!found.isEmpty && planted.isSuperset(of: found))
  }
}
