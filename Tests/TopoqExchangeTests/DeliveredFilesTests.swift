// provisioned.csv and sessions.csv: whose rows are, other systems' headers, no row twice.

import Testing
import TopoqExchange
import TopoqText

@Suite struct DeliveredFilesTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  private static let services = """
    code,party,node,plan,status,from,to,username,serial
    SV1,C1,H1,P50,active,2025-01-01,,c1@isp,ONT1
    SV2,C2,H2,P50,ceased,2024-01-01,2025-06-30,house2,

    """

  private func take(_ files: [String: String]) throws {
    var all = SmallNetwork.files
    all["services.csv"] = Self.services
    all.merge(files) { $1 }
    try SmallNetwork.import(all, into: file.path)
  }

  private func sessions() throws -> [String] {
    try file.texts(
      """
      SELECT coalesce(username, serial, named) || ' ' || begins || ' ' || coalesce(ends, '-') || ' '
        || coalesce((SELECT p.code FROM party AS p WHERE p.id = party), '?') || ' '
        || coalesce(bytes, bytes_in + bytes_out, '-') || ' ' || coalesce(via, '-')
      FROM billing_session ORDER BY id
      """)
  }

  @Test func headersOfRADIUSAreUnderstood() throws {
    try take([
      "sessions.csv": """
      User-Name,AcctStartTime,AcctStopTime,AcctInputOctets,AcctOutputOctets,NAS-Port-Id,NASIPAddress
      c1@isp,2026-04-01 10:00:00,2026-04-02 10:00:00.25,100,900,OLT1:1,10.0.0.1
      C1@ISP,2026-04-02T12:00:00+05:30,,,,0/1/3,10.0.0.1
      house2,1775037600,,5,5,,10.0.0.1
      nobody,2026-04-03,,,,,10.0.0.1

      """
    ])
    #expect(
      try sessions() == [
        "c1@isp 2026-04-01T10:00:00Z 2026-04-02T10:00:00Z C1 1000 OLT1:1",
        "C1@ISP 2026-04-02T06:30:00Z - C1 - -", "house2 2026-04-01T10:00:00Z - C2 10 -",
        "nobody 2026-04-03T00:00:00Z - ? - -",
      ])
    #expect(
      try file.texts("SELECT DISTINCT attributes ->> 'NASIPAddress' FROM billing_session")
        == ["10.0.0.1"])
  }

  @Test func aSessionAgainIsTheSameSession() throws {
    let first = "username,start,stop,bytes\nc1@isp,2026-04-01T10:00:00Z,,10\n"
    try take(["sessions.csv": first])
    try SmallNetwork.import(
      [
        "sessions.csv": """
        username,start,stop,bytes
        c1@isp,2026-04-01T10:00:00Z,2026-04-03T10:00:00Z,90
        c1@isp,2026-04-03T11:00:00Z,,5

        """
      ], into: file.path)
    let both = [
      "c1@isp 2026-04-01T10:00:00Z 2026-04-03T10:00:00Z C1 90 -",
      "c1@isp 2026-04-03T11:00:00Z - C1 5 -",
    ]
    #expect(try sessions() == both)
    let folder = try ScratchFolder()
    try FolderExport(path: file.path, modules: SmallNetwork.modules).write(to: folder.path)
    let copy = ImportedFile(path: scratch.file("copy.topoq"))
    _ = try NetworkImport(source: folder.path, into: copy.path, modules: SmallNetwork.modules).run()
    #expect(try FolderContents(of: copy.path) == FolderContents(of: file.path))
  }

  @Test func loginsThatAreRecordedLaterFindTheirSessions() throws {
    try take(["sessions.csv": "username,start\nlate@isp,2026-04-01\n"])
    #expect(try sessions() == ["late@isp 2026-04-01T00:00:00Z - ? - -"])
    try SmallNetwork.import(
      ["services.csv": "code,party,username\nSV9,C2,late@isp\n"], into: file.path)
    #expect(try sessions() == ["late@isp 2026-04-01T00:00:00Z - C2 - -"])
  }

  @Test func whatIsProvisionedNoMoreGoes() throws {
    try take([
      "provisioned.csv": "serial,profile,vlan\nONT1,Home 50,100\nONT7,,\nONT7,Home 50,\n"
    ])
    let codes = """
      SELECT code || ' ' || coalesce((SELECT p.code FROM billing_plan AS p WHERE p.id = plan), '-')
        || ' ' || coalesce((SELECT s.code FROM billing_service AS s WHERE s.id = service), '-')
      FROM billing_provision ORDER BY id
      """
    #expect(try file.texts(codes) == ["ONT1 P50 SV1", "ONT7 - -", "ONT7#2 P50 -"])
    try SmallNetwork.import(["provisioned.csv": "serial,profile\nONT7,P50\n"], into: file.path)
    #expect(try file.texts(codes) == ["ONT7 P50 -"])
  }

  @Test(arguments: [
    (
      "start\n2026-04-01\n",
      "sessions.csv:1: a column that says whose a row is is missing: one of "
        + "username, serial, party"
    ),
    ("username\nu\n", "sessions.csv:1: the column start is missing; the file needs start"),
    (
      "username,start\n,2026-04-01\n",
      "sessions.csv:2: the row does not say whose it is: it needs "
        + "one of username, serial, party"
    ),
    ("username,start\nu,\n", "sessions.csv:2: start is empty: it must be given"),
    (
      "username,start\nu,2026-04-31\n",
      "sessions.csv:2: start is '2026-04-31': write a moment such "
        + "as 2026-05-01T12:00:00Z"
    ),
    (
      "username,start,octets\nu,2026-04-01,many\n",
      "sessions.csv:2: octets is 'many': it must be a "
        + "whole number"
    ),
    (
      "username,start,stop\nu,2026-04-02,2026-04-01\n",
      "sessions.csv:2: stop 2026-04-01 lies before "
        + "start 2026-04-02"
    ),
  ])
  func badLinesAreNamed(text: String, message: String) throws {
    let error = #expect(throws: (any Error).self) { try take(["sessions.csv": text]) }
    #expect("\(error!)".hasSuffix("/" + message))
  }
}
