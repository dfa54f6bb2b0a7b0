// What is delivered, told from outside: profiles, partners' lists and sessions against the bills,
// with amounts worked out by hand.

import Testing
import Topoq
import TopoqSQLite
import TopoqText

@Suite struct DeliveredTests {
  private static func ask(_ file: NetworkFile, _ sentence: String) throws -> [[String]] {
    try file.answer(sentence).values.map { row in row.map(\.written) }
  }

  /// A network of six homes on one OLT: C1 to C6, with plans for internet and television.
  private static func network(_ files: [String: String]) throws -> TestNetwork {
    var all = [
      "nodes.csv": """
      code,kind,ports,fed_by,fed_port
      OLT1,olt,4,,
      S1,splitter,8,OLT1,1
      S2,splitter,8,OLT1,2
      H1,premises,,S1,1
      H2,premises,,S1,2
      H3,premises,,S1,3
      H4,premises,,S2,1
      H5,premises,,S2,2
      H6,premises,,S2,3

      """,
      "customers.csv": """
      code,node,status,active_from,active_to
      C1,H1,active,2026-01-01,
      C2,H2,active,2026-01-01,
      C3,H3,active,2026-01-01,
      C4,H4,ceased,2026-01-01,2026-03-01
      C5,H5,active,2026-01-01,
      C6,H6,active,2026-01-01,

      """,
      "plans.csv": """
      code,name,kind,price_minor,currency,down_mbps,profile
      N50,Net 50,internet,50000,INR,50,FTTH-50M
      N100,Net 100,internet,80000,INR,100,FTTH-100M
      TV,Television,ott,19900,INR,,

      """,
      "services.csv": """
      code,party,node,plan,status,from,to,username,serial
      SV1,C1,H1,N50,active,2026-01-01,,c1@isp,ONT1
      SV2,C2,H2,N100,active,2026-01-01,,c2@isp,ONT2
      SV4,C4,H4,N50,ceased,2026-01-01,2026-03-01,c4@isp,ONT4

      """,
      "charges.csv": """
      code,party,node,plan,from,to
      CH1,C1,H1,N50,2026-01-01,
      CH2,C2,H2,N100,2026-01-01,
      CH3,C3,H3,N50,2026-01-01,
      CH4,C4,H4,N50,2026-01-01,2026-03-01
      CH5,C5,H5,N50,2026-01-01,
      CH6,C6,H6,N50,2026-01-01,
      CH6T,C6,H6,TV,2026-02-01,

      """,
    ]
    all.merge(files) { $1 }
    return try TestNetwork.of(all)
  }

  /// Rule, thing, since and money a month of all that is found by measurements.
  private static func found(_ network: borrowing TestNetwork) throws -> [[String]] {
    let file = try network.open(.write)
    _ = try ask(file, "audit")
    return try ask(
      file,
      "findings where not mended show rule, thing, since, lost_per_month, lost order by rule, thing"
    )
    .filter { !["lit drop without customer", "ports without customers"].contains($0[0]) }
  }

  @Test func profilesAreHeldAgainstCharges() throws {
    let network = try Self.network([
      "provisioned.csv": """
      serial,party,profile,down_mbps,from
      ONT1,,ftth-100m,,2026-04-01
      ONT2,,FTTH-50M,,2026-04-01
      ONT3,C3,,100,2026-02-01
      ONT5,C5,FTTH-50M,,2026-01-01
      ONT9,,,100,2026-03-01

      """
    ])
    #expect(
      try Self.found(network) == [
        ["ONT that nobody owns", "ONT9", "2026-03-01", "80000", "160000"],
        ["delivered differs from charged", "C1", "2026-04-01", "30000", "30000"],
        ["delivered differs from charged", "C2", "2026-04-01", "", ""],
        ["delivered differs from charged", "C3", "2026-02-01", "30000", "90000"],
      ])
    let file = try network.open(.read)
    #expect(try Self.ask(file, "services where profile_differs show code") == [["SV1"], ["SV2"]])
    #expect(
      try Self.ask(file, "customer C3 show delivered_plan, delivered_mbps") == [["Net 100", "100"]])
    #expect(try Self.ask(file, "provisions on splitter S1 show code") == [["ONT1"], ["ONT2"]])
  }

  @Test func listsOfPartnersAreHeldAgainstCharges() throws {
    let network = try Self.network([
      "services.csv": """
      code,party,node,plan,status,from
      SV2,C2,H2,N100,active,2026-01-01
      SV2T,C2,H2,TV,active,2026-04-01

      """,
      "provisioned.csv": """
      party,service_type,product,since
      C1,iptv,TV,2026-03-01
      C2,iptv,TV,2026-04-01
      C3,iptv,,2026-04-16

      """,
    ])
    #expect(
      try Self.found(network) == [
        ["add-on not charged", "SV2T", "2026-04-01", "19900", "19900"],
        ["add-on provisioned, not charged", "C1/TV", "2026-03-01", "19900", "39800"],
        ["add-on provisioned, not charged", "C3/ott", "2026-04-16", "19900", "9950"],
        ["charge without service", "CH6T", "2026-02-01", "19900", "59700"],
      ])
  }

  @Test func sessionsTellWhoIsThere() throws {
    let network = try Self.network([
      "sessions.csv": """
      username,party,start,stop,bytes,nas_port_id
      c1@isp,,2026-04-01T00:00:00Z,2026-04-30T00:00:00Z,1000,OLT1:1
      c2@isp,,2026-04-10T08:00:00+05:30,,1000,OLT1/2
      c4@isp,,2026-02-01T00:00:00Z,2026-02-27T00:00:00Z,1000,
      C4@ISP,,2026-04-01T00:00:00Z,2026-04-30T10:00:00Z,1000,
      ,C5,2026-03-01 10:00:00,2026-03-02 10:00:00,1000,
      ,C5,2026-04-20 10:00:00,2026-04-21 10:00:00,0,
      C6,,1774951200,2026-04-01T00:00:00Z,1000,

      """
    ])
    #expect(
      try Self.found(network) == [
        ["charged and not seen", "C5", "2026-03-02", "50000", "98387"],
        ["seen elsewhere", "C2", "2026-04-10", "", ""],
        ["traffic after the end", "C4", "2026-03-01", "50000", "100000"],
      ])
    let file = try network.open(.read)
    #expect(
      try Self.ask(file, "customers where seen show code order by code") == [
        ["C1"], ["C2"], ["C4"], ["C6"],
      ])
    #expect(try Self.ask(file, "customer C5 show last_seen, unseen") == [["2026-03-02", "59"]])
    #expect(
      try Self.ask(file, "traffic of sessions by party") == [
        ["C1", "1000"], ["C2", "1000"], ["C4", "2000"], ["C5", "1000"], ["C6", "1000"],
      ])
  }

  @Test func whereNothingWasMeasuredNobodyIsMissed() throws {
    let network = try Self.network([
      "sessions.csv": """
      username,start,stop
      c1@isp,2026-01-10T00:00:00Z,2026-01-20T00:00:00Z
      c2@isp,2026-01-15T00:00:00Z,2026-02-05T00:00:00Z

      """
    ])
    #expect(try Self.found(network).isEmpty)
  }

  @Test func theVillagesMeasuredLeaksAreFound() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    _ = try Self.ask(file, "audit")
    let measured = try Self.ask(
      file,
      """
      findings where rule in ("traffic after the end", "charged and not seen", \
      "delivered differs from charged", "ONT that nobody owns") \
      show thing, since, lost_per_month, lost order by thing
      """)
    // C1002: 200.00 from 15 February to 1 May, 14 of 28 days and two months. C1009: 799.00 since
    // 12 March, 20 of 31 days and April. C1025: a day of November and five months.
    #expect(
      measured == [
        ["C1002", "2026-02-15", "20000", "50000"], ["C1003", "2026-03-01", "", ""],
        ["C1009", "2026-03-12", "79900", "131448"], ["C1016", "2025-10-10", "20000", "134194"],
        ["C1025", "2025-11-30", "79900", "402163"],
        ["HWTC00009901", "2026-03-01", "79900", "159800"],
      ])
  }

  @Test func twoFieldsOfAThingCompare() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.read)
    #expect(
      try Self.ask(file, "customers where last_seen > active_to show code") == [["C1025"]])
    #expect(throws: WrongSentence.self) { try Self.ask(file, "customers where last_seen > name") }
  }
}

extension SQLiteValue {
  fileprivate var written: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .null, .blob: ""
    }
  }
}
