// What looks odd in files and is right: many premises, days ahead, money nobody knows.

import Testing
import Topoq
import TopoqExchange
import TopoqStore
import TopoqText

@Suite struct LegalImportTests {
  private let scratch: ScratchFolder
  private var net: String { scratch.file("net.topoq") }
  private var file: ImportedFile { ImportedFile(path: net) }

  init() throws { scratch = try ScratchFolder() }

  private func faults(_ day: String) throws -> [String] {
    try NetworkFile(net, modules: Array(SmallNetwork.modules.dropFirst()), today: Day(day)!)
      .check().map { "\($0.rule): \($0.code)" }
  }

  @Test func aPartyMayHaveManyPremisesAndAnAccountManyPayers() throws {
    try SmallNetwork.import(
      SmallNetwork.files(with: [
        "services.csv": """
        code,party,node,plan,status,from,to
        SV1,C1,H1,P50,active,2025-01-01,
        SV2,C1,H2,P50,active,2030-01-01,2031-01-01

        """,
        "charges.csv": """
        code,party,node,plan,from,to
        CH1,C1,H1,P50,2025-01-01,
        CH2,C1,H2,P50,2030-01-01,2031-01-01
        CH3,C2,,P50,2025-01-01,2025-06-30

        """,
        "accounts.csv": "code,party,currency\nA1,C1,INR\n",
        "account_premises.csv": "code,account,party,node\nAP1,A1,C2,\nAP2,A1,,H2\n",
      ]).compactMapValues { $0 }, into: net)
    #expect(
      try file.texts("SELECT code || coalesce(price_minor, '-') FROM billing_charge ORDER BY code")
        == ["CH159900", "CH259900", "CH359900"])
    #expect(try faults("2026-05-01") == [])
  }

  @Test func aChargeMayStandOnAPlanThatIsSoldNoLonger() throws {
    try SmallNetwork.import(
      SmallNetwork.files(with: [
        "plans.csv": "code,price_minor,currency,valid_from,valid_to\n"
          + "P50,59900,INR,2020-01-01,2021-01-01\n"
      ]).compactMapValues { $0 }, into: net)
    #expect(try file.count("billing_charge") == 1)
    #expect(try faults("2026-05-01") == [])
  }

  @Test func receiptsWithoutAnInvoiceWaitOrAreCredit() throws {
    try SmallNetwork.import(
      SmallNetwork.files(with: [
        "accounts.csv": "code,party,currency\nA1,C1,INR\n",
        "payments.csv": """
        code,account,day,amount_minor,currency,reference
        B1,A1,2026-05-01,50000,INR,
        B2,,2026-05-01,1234,INR,NEFT 4711
        B3,nobody,2026-05-02,99,INR,

        """,
      ]).compactMapValues { $0 }, into: net)
    #expect(
      try file.texts(
        "SELECT code || ' ' || (account IS NULL) || ' ' || left_minor FROM billing_payment")
        == ["B1 0 50000", "B2 1 1234", "B3 1 99"])
    #expect(try file.texts("SELECT amount_minor FROM billing_entry") == ["-50000"])
    #expect(try faults("2026-05-03") == [])
  }

  /// The bank's file of the next day names the account.
  @Test func moneyInSuspenseMayBeAssignedByAFileAndPostedMoneyMayNot() throws {
    try SmallNetwork.import(
      SmallNetwork.files(with: [
        "accounts.csv": "code,party,currency\nA1,C1,INR\nA2,C2,INR\n",
        "payments.csv": "code,account,day,amount_minor,currency\nB3,nobody,2026-05-02,99,INR\n",
      ]).compactMapValues { $0 }, into: net)
    func pay(_ account: String) throws {
      try SmallNetwork.import(
        [
          "payments.csv":
            "code,account,day,amount_minor,currency\nB3,\(account),2026-05-02,99,INR\n"
        ],
        into: net)
    }
    try pay("A1")
    #expect(try file.texts("SELECT amount_minor FROM billing_entry") == ["-99"])
    try pay("a1")
    #expect(throws: ImportProblem.self) { try pay("A2") }
    #expect(try file.texts("SELECT account_code FROM billing_payment") == ["A1"])
    #expect(try faults("2026-05-03") == [])
  }
}
