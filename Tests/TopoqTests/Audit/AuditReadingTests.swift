// What files from elsewhere mean to an audit: charges of a premises alone, households that moved,
// prices that rose, service that went on or was held back.

import Testing
import TestSupport
import Topoq
import TopoqSQLite
import TopoqText

@Suite struct AuditReadingTests {
  private static let plant = [
    "nodes.csv": """
    code,kind,fed_by,fed_port,ports,technology
    OLT1,olt,,,8,GPON
    S1,splitter,OLT1,1,16,
    H1,premises,S1,1,,
    H2,premises,S1,2,,
    H3,premises,S1,3,,
    H4,premises,S1,4,,

    """,
    "plans.csv": """
    code,name,kind,price_minor,currency,down_mbps,valid_from,valid_to
    N50,Net 50,internet,50000,INR,50,2020-01-01,
    N100,Net 100,internet,80000,INR,100,2020-01-01,2026-03-01
    N100B,Net 100,internet,95000,INR,101,2026-03-01,
    TV,TV,ott,9900,INR,,2020-01-01,

    """,
    "plan_prices.csv": """
    code,plan,from,price_minor
    PP1,N50,2026-04-01,55000

    """,
  ]

  /// Rule, thing, since, money a month and so far of all that an audit finds on 1 May 2026.
  private static func found(_ files: [String: String]) throws -> [[String]] {
    let network = try TestNetwork.of(plant.merging(files) { $1 })
    let file = try network.open(.write, on: "2026-05-01")
    _ = try file.answer("audit")
    let rows = try file.answer(
      "findings show rule, thing, since, lost_per_month, lost order by rule, thing")
    return rows.values.map { row in
      row.prefix(5).map { value in
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        default: ""
        }
      }
    }
  }

  private static func customers(_ rows: String) -> String {
    "code,name,node,status,active_from,active_to,suspended_from,suspended_until\n" + rows + "\n"
  }
  private static func charges(_ rows: String) -> String {
    "code,party,node,plan,price_minor,from,to\n" + rows + "\n"
  }
  private static func services(_ rows: String) -> String {
    "code,party,node,plan,status,from,to,serial\n" + rows + "\n"
  }

  @Test func aChargeOfAPremisesIsThatOfWhoeverIsThere() throws {
    let files = [
      "customers.csv": Self.customers(
        """
        C1,Ann,H1,ceased,2025-01-01,2026-01-10,,
        C2,Bob,H1,active,2026-01-20,,,
        C3,Cid,H2,active,2026-02-01,,,
        """),
      "charges.csv": Self.charges(
        """
        CH1,C1,H1,N100B,95000,2025-01-01,2026-01-10
        CH2,,H1,N100B,95000,2026-01-20,
        CH3,,H2,N100B,90000,2026-02-01,
        CH4,,H2,TV,9900,2026-02-01,
        """),
      "services.csv": Self.services(
        """
        SV2,C2,H1,N100B,active,2026-01-20,,A2
        SV3,C3,H2,N100B,active,2026-02-01,,A3
        SV4,C3,H2,TV,active,2026-02-01,,
        """),
    ]
    #expect(
      try Self.found(files) == [["below the catalogue", "CH3", "2026-02-01", "5000", "15000"]])
  }

  @Test func whoMovedOrHasASecondPremisesIsNotChargedLate() throws {
    let files = [
      "customers.csv": Self.customers(
        """
        C1,Ann,H2,active,2025-01-01,,,
        C2,Bob,H3,active,2026-02-01,,,
        """),
      "charges.csv": Self.charges(
        """
        CH1,C1,H1,N100B,95000,2025-01-01,2026-03-01
        CH2,C1,H2,N100B,95000,2026-03-01,
        CH3,C2,H3,N100B,95000,2026-02-01,2026-02-01
        CH4,C2,H3,N100B,95000,2026-02-15,
        CH5,C2,H4,N100B,95000,2026-02-20,
        """),
    ]
    // CH3 was called off on its first day: C2's first fortnight was given away.
    #expect(try Self.found(files) == [["charged late", "C2", "2026-02-01", "", "47500"]])
  }

  @Test func whatGoesOnAfterAPauseLeaksFromThatDay() throws {
    let files = [
      "customers.csv": Self.customers(
        """
        C1,Ann,H1,active,2025-01-01,,2026-02-01,2026-03-01
        C2,Bob,H2,active,2025-01-01,,,
        """),
      "charges.csv": Self.charges("CH1,C1,H1,N100B,95000,2025-01-01,2026-02-01"),
      "services.csv": Self.services(
        """
        SV1,C1,H1,N100B,active,2025-01-01,,A1
        SV2,C2,H2,N100B,active,2025-01-01,,A2
        """),
      "accounts.csv": """
      code,party,mode,paid_from,paid_to,grace_to
      AC2,C2,prepaid,2026-03-01,2026-04-01,2026-04-11

      """,
    ]
    #expect(
      try Self.found(files) == [
        ["active not charged", "C1", "2026-03-01", "95000", "190000"],
        ["active not charged", "C2", "2026-04-11", "95000", "63333"],
      ])
  }

  @Test func aPriceIsTooLowSinceTheCatalogueRoseOrSoldThePlanNoLonger() throws {
    let files = [
      "customers.csv": Self.customers(
        """
        C1,Ann,H1,active,2025-01-01,,,
        C2,Bob,H2,active,2025-01-01,,,
        C3,Cid,H3,active,2025-01-01,,,
        """),
      "charges.csv": Self.charges(
        """
        CH1,C1,H1,N50,50000,2025-01-01,
        CH2,C2,H2,N100,80000,2025-01-01,
        CH3,C3,H3,N50,50000,2025-01-01,2026-04-01
        CH4,C3,H3,N50,55000,2026-04-01,
        """),
    ]
    #expect(
      try Self.found(files) == [
        ["below the catalogue", "CH1", "2026-04-01", "5000", "5000"],
        ["legacy plan", "CH2", "2026-03-01", "15000", "30000"],
      ])
  }

  @Test func whatIsHeldBackOrEndedIsNotToBeCharged() throws {
    let files = [
      "customers.csv": Self.customers(
        """
        C1,Ann,H1,active,2025-01-01,,,
        C2,Bob,H2,active,2025-01-01,,,
        C3,Cid,H3,active,2025-01-01,,,
        C4,Dee,H4,active,2025-01-01,,,
        """),
      "charges.csv": Self.charges(
        """
        CH1,C1,H1,N100B,95000,2025-01-01,
        CH2,C2,H2,N100B,95000,2025-01-01,
        CH3,C3,H3,N100B,95000,2025-01-01,
        CH4,C4,H4,N100B,95000,2025-01-01,
        """),
      "services.csv": Self.services(
        """
        SV1,C1,H1,N100B,ceased,2025-01-01,2026-04-01,A1
        SV2,C2,H2,N100B,active,2025-01-01,,A2
        SV3,C3,H3,N100B,active,2025-01-01,,A3
        SV4,C4,H4,N100B,active,2025-01-01,,a3
        """),
      "service_pauses.csv": """
      code,service,from,to,reason
      P2,SV2,2026-04-16,,debt

      """,
    ]
    #expect(
      try Self.found(files) == [
        ["charge without service", "CH1", "2026-04-01", "95000", "95000"],
        ["charge without service", "CH2", "2026-04-16", "95000", "47500"],
        ["one ONT of two customers", "SV3", "2025-01-01", "", ""],
        ["one ONT of two customers", "SV4", "2025-01-01", "", ""],
      ])
  }

  @Test func aLoginThatNobodyBearsIsFoundOnce() throws {
    let files = [
      "customers.csv": Self.customers("C1,Ann,H1,active,2025-01-01,,,"),
      "charges.csv": Self.charges("CH1,C1,H1,N100B,95000,2025-01-01,"),
      "sessions.csv": """
      User-Name,Acct-Start-Time,Acct-Stop-Time,Acct-Input-Octets,Acct-Output-Octets,Filter-Id,NAS-Identifier,NAS-Port-Id
      who@isp,2026-04-16T08:00:00Z,2026-04-16T09:00:00Z,100,900,N100B,OLT1,1
      who@isp,2026-04-29T08:00:00Z,2026-04-29T09:00:00Z,100,900,N100B,OLT1,1
      gone@isp,2025-04-29T08:00:00Z,2025-04-29T09:00:00Z,100,900,N100B,OLT1,1

      """,
      "provisioned.csv": """
      serial,olt,port,profile,from
      ZZ1,OLT1,1,N100B,2026-04-01

      """,
    ]
    #expect(
      try Self.found(files) == [
        ["ONT that nobody owns", "ZZ1", "2026-04-01", "95000", "95000"],
        ["traffic of nobody", "who@isp@2026-04-29T08:00:00Z", "2026-04-16", "95000", "47500"],
      ])
    let network = try TestNetwork.of(Self.plant.merging(files) { $1 })
    let file = try network.open(.write, on: "2026-05-01")
    _ = try file.answer("audit")
    #expect(
      try file.answer("findings on port OLT1:1 where rule = \"ONT that nobody owns\"").values.count
        == 1)
  }
}
