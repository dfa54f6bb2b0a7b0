// Whatever can be written wrong is refused in one sentence with its place, and changes nothing.

import Testing
import TopoqText

@testable import TopoqExchange

@Suite struct BadImportTests {
  /// A way of spoiling the small network: files in the place of its own, and what is then said;
  /// `@` stands for the folder.
  struct Case: CustomTestStringConvertible, Sendable {
    let files: [String: String?]
    let message: String
    var testDescription: String { message }

    init(_ file: String, _ text: String?, _ message: String) {
      files = [file: text]
      self.message = message
    }

    /// With no other file beside it.
    init(alone file: String, _ text: String, _ message: String) {
      files = SmallNetwork.files.mapValues { _ in nil }.merging([file: text]) { $1 }
      self.message = message
    }
  }

  static let nodes = "code,kind,lon,lat,housed_in,ports\n"
  static let joints = SmallNetwork.files["joints.csv"]!
  static let routes = SmallNetwork.files["routes.csv"]!

  static let nodeCases: [Case] = [
    Case(
      "nodes.csv", nodes + "A,site,1,1,,\n,site,1,1,,\n",
      "@/nodes.csv:3: a node without a code: every node needs one of its own"),
    Case(
      "nodes.csv", nodes + "A,olt,1,1,,-4\n",
      "@/nodes.csv:2: node A has -4 ports: 0 to 32767 are possible"),
    Case(
      "nodes.csv", nodes + "A,site,1,1,,\nA,olt,2,2,,\n",
      "@/nodes.csv:3: node A stands twice: first in line 2; codes are unique"),
    Case("nodes.csv", "kind,lon\nsite,1\n", "@/nodes.csv:1: the column code is missing"),
    Case(
      "nodes.csv", nodes + "A,hut,1,1,,\n",
      "@/nodes.csv:2: kind is 'hut': it is one of site, olt, odf, cabinet, closure, splitter, "
        + "terminal, pole, handhole, building, premises"),
    Case(
      "nodes.csv", nodes + "A,site,NaN,1,,\n",
      "@/nodes.csv:2:8: column 'lon': 'NaN' is not a number; write it like 12.5"),
    Case(
      "nodes.csv", nodes + "A,site,1,inf,,\n",
      "@/nodes.csv:2:10: column 'lat': 'inf' is not a number; write it like 12.5"),
    Case(
      "nodes.csv", nodes + "A,site,190.5,1,,\n",
      "@/nodes.csv:2: node A lies at 1.0,190.5, which is no place on earth: longitude is -180 to "
        + "180, latitude -90 to 90"),
    Case("nodes.csv", nodes + "A,site,1,,,\n", "@/nodes.csv:2: node A has a lon and no lat"),
    Case(
      "nodes.csv", nodes + "A,site,1,1,B,\n",
      "@/nodes.csv:2: node A is housed in B, which is no node here"),
    Case(
      "nodes.csv", nodes + "A,site,1,1,B,\nB,site,1,1,A,\n",
      "@/nodes.csv:2: node A is housed in itself over one or more steps"),
    Case(
      "nodes.csv", nodes + "A,\"si\"te,1,1,,\n",
      "@/nodes.csv:2:7: text after a closing quote; double the quotes inside a quoted field"),
    Case(
      "nodes.csv", nodes + "A,\"site,1,1,,\n",
      "@/nodes.csv:2:3: a quoted field starts here and does not end"),
    Case(
      "nodes.csv", nodes + "A,site,1,1\n",
      "@/nodes.csv:2: this record has 4 fields where the header has 6; write a comma for each field"
    ),
    Case(
      alone: "nodes.csv", nodes.dropLast() + ",fed_by,fed_port\nB,splitter,1,1,,4,X,1\n",
      "@/nodes.csv:2: node B is fed by X, which is no node here"),
    Case(
      "nodes.csv", nil,
      "@: there is no nodes.csv and no nodes.geojson; a new file begins with its nodes"),
  ]

  static let routeCases: [Case] = [
    Case(
      "routes.csv", "code,from,to\nF9,OLT1,\n",
      "@/routes.csv:2: route F9 has no to and no geometry: name the nodes it runs between"),
    Case(
      "routes.csv", "code,from,to\nF1,OLT1,X9\n",
      "@/routes.csv:2: route F1 goes to X9, which is no node here"),
    Case(
      "routes.csv", "code,from,to\nF1,OLT1,CAB1\nF1,OLT1,CAB1\n",
      "@/routes.csv:3: route F1 stands twice: first in line 2; codes are unique"),
    Case(
      "routes.csv", "code,from,to,strands\nF1,OLT1,CAB1,0\n",
      "@/routes.csv:2: route F1 has 0 strands: 1 to 13824, or empty where unknown"),
    Case(
      "routes.csv", "code,from,to,wkt\nF1,OLT1,CAB1,\"LINESTRING(1 2, 3)\"\n",
      "@/routes.csv:2: wkt cannot be read: WKT, byte 17: a number is missing"),
    Case(
      "routes.csv",
      "code,from,to,wkt\nF1,OLT1,CAB1,\"MULTILINESTRING((1 1, 2 2), (3 3, 4 4))\"\n",
      "@/routes.csv:2: route F1 is no one line: draw it as a LineString, or as parts of which each "
        + "begins where one ends"),
  ]

  static let jointCases: [Case] = [
    Case(
      "joints.csv", "node,from,to\nCAB1,F9#1,S1:in\n",
      "@/joints.csv:2: the joint takes F9#1, but F9 is no route here"),
    Case(
      "joints.csv", "node,from,to\nCAB1,F1#13,S1:in\n",
      "@/joints.csv:2: the joint takes strand F1#13, but F1 has 12 strands"),
    Case(
      "joints.csv", "node,from,to\nCAB1,F1#1,S1:9\n",
      "@/joints.csv:2: the joint takes port S1:9, but S1 has 8 ports"),
    Case(
      "joints.csv", "node,from,to\nCAB1,F1#1,S7:in\n",
      "@/joints.csv:2: the joint takes S7:in, but S7 is no node here"),
    Case(
      "joints.csv", "node,from,to\nX1,F1#1,S1:in\n",
      "@/joints.csv:2: the joint is at X1, which is no node here"),
    Case(
      "joints.csv", "node,from,to\nH1,F1#1,H1:in\n",
      "@/joints.csv:2: route F1 does not end at H1: it runs from OLT1 to CAB1"),
    Case(
      "joints.csv", joints + "CAB1,F1#1,S2:in2,\n",
      "@/joints.csv:8: F1#1 is in a joint already: an end is joined once"),
    Case(
      "joints.csv", joints + "CAB1,S1:1,D2#1,\n",
      "@/joints.csv:8: S1:1 is in a joint already: an end is joined once"),
    Case(
      "joints.csv", "node,from,to\nCAB1,F1#1-3,F1#4-5\n",
      "@/joints.csv:2: the joint has 3 ends on one side and 2 on the other: both ranges must be as "
        + "long"),
    Case(
      "joints.csv", "node,from,to\nCAB1,F1-1,S1:in\n",
      "@/joints.csv:2: from is 'F1-1': an end is ROUTE#STRAND, ROUTE#FIRST-LAST or NODE:PORT, such "
        + "as F7#1, F7#1-24, S12:3 or S12:in"),
  ]

  static let moneyCases: [Case] = [
    Case(
      "charges.csv", "code,party,price_minor,currency\nCH1,C1,500.555,INR\n",
      "@/charges.csv:2: price_minor is '500.555': write whole minor units, such as 59900 for 599.00"
    ),
    Case(
      "charges.csv", "code,party,price,currency\nCH1,C1,599.00,INR\n",
      "@/charges.csv:1: the column price is none of this file's, which has price_minor: write whole "
        + "minor units, such as 59900 for 599.00"),
    Case(
      "charges.csv", "code,party,price_minor,currency\nCH1,C1,-5,INR\n",
      "@/charges.csv:2: CH1 has a price below zero: what is given back is a charge of kind credit, "
        + "above zero"),
    Case(
      "plans.csv", "code,price_minor,down_mbps\nP50,59900,-50\n",
      "@/plans.csv:2: down_mbps is '-50': write a whole number from 0 to 10000000"),
    Case(
      "plan_prices.csv", "code,plan,from,price_minor\nA,P50,2026-01-01,5\nB,P50,2026-01-01,6\n",
      "@/plan_prices.csv:3: B is a second price of its plan from the same day: keep one of them"),
    Case(
      "taxes.csv", "code,tax,component,rate_bp\nT1,GST,CGST,90000\n",
      "@/taxes.csv:2: rate_bp is '90000': write hundredths of a percent, from 0 to 10000 for all of "
        + "it"),
    Case(
      "discounts.csv", "code,party,percent\nD1,C1,120\n",
      "@/discounts.csv:1: the column percent is none of this file's, which has percent_bp: write "
        + "hundredths of a percent, from 0 to 10000 for all of it"),
    Case(
      "discounts.csv", "code,party\nD1,C1\n",
      "@/discounts.csv:2: D1 takes nothing off: give its percent_bp, 2000 for 20 %, or its "
        + "amount_minor"),
    Case(
      "discounts.csv", "code,party,percent_bp,from,to\nD1,C1,100,2026-02-01,2026-01-01\n",
      "@/discounts.csv:2: to 2026-01-01 lies before from 2026-02-01"),
    Case(
      "payments.csv", "code,day,amount_minor,currency\nB1,2026-05-01,-500,INR\n",
      "@/payments.csv:2: B1 is of no money: a payment is above zero, and one that went back has its "
        + "day in reversed_on"),
    Case(
      "payments.csv", "code,day,amount_minor,currency\nB1,2026-05-01,500,XYZ\n",
      "@/payments.csv:2: currency is 'XYZ': write an ISO 4217 code such as INR"),
    Case(
      "accounts.csv", "code,party,bill_day\nA1,C1,32\n",
      "@/accounts.csv:2: bill_day is '32': write a whole number from 1 to 31"),
    Case(
      "accounts.csv", "code,partner\nA1,LCO9\n",
      "@/accounts.csv:2: partner is 'LCO9': no row there has that code"),
    Case(
      "allocations.csv", "code,invoice,amount_minor,day\nX,I9,5,2026-05-01\n",
      "@/allocations.csv:2: invoice is 'I9': no row there has that code"),
    Case(
      "charges.csv", "code,code\nCH1,CH1\n",
      "@/charges.csv:1:6: two columns are named 'code'; rename one of them"),
    Case(
      "charges.csv", "", "@/charges.csv: the file is empty; its first line must name the columns"),
  ]

  static let otherCases: [Case] = [
    Case(
      "areas.geojson", "{\"type\": \"FeatureCollection\", \"features\": [{]}",
      "@/areas.geojson:1:45: a key in double quotes is due here"),
    Case(
      "areas.geojson", "[]", "@/areas.geojson:1:1: an object is wanted here, not an array"),
    Case(
      "areas.geojson", "{\"type\": \"Feature\"}",
      "@/areas.geojson:1:1: a GeoJSON FeatureCollection is wanted here, with \"type\" and "
        + "\"features\""),
    Case(
      "areas.geojson",
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"code": "A1"}, "geometry": {"type": "Polygon",
      "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 2]]]}}]}
      """,
      "@/areas.geojson:3:17: a ring does not end where it begins; repeat its first coordinate at the "
        + "end"),
    Case(
      "areas.geojson",
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"code": "A1"}, "geometry": null}]}
      """, "@/areas.geojson:2: area A1 has no Polygon or MultiPolygon: draw it as one"),
    Case(
      "customers.csv", "code,node\nC1,X1\n",
      "@/customers.csv:2: node is 'X1': that is no node here"),
    Case(
      "customers.csv", "code,status\nC1,gone\n",
      "@/customers.csv:2: status is 'gone': it is one of active, suspended, ceased, pending"),
    Case(
      "customers.csv", "code\nC1\nC1\n",
      "@/customers.csv:3: code C1 stands twice: first in line 2; codes are unique"),
    Case(
      "customers.csv", "code,active_from,active_to\nC1,2026-02-30,\n",
      "@/customers.csv:2: active_from is '2026-02-30': write a day such as 2026-05-01"),
    Case(
      "charges.csv", "code,party,from,to\nCH1,C1,2026-02-01,2026-01-01\n",
      "@/charges.csv:2: to 2026-01-01 lies before from 2026-02-01"),
    Case(
      "charges.csv", "code,party,plan\nCH1,C1,P9\n",
      "@/charges.csv:2: plan is 'P9': no row there has that code"),
    Case(
      "charges.csv", "code,party,price_minor,currency\nCH1,C1,5.99,INR\n",
      "@/charges.csv:2: price_minor is '5.99': write whole minor units, such as 59900 for 599.00"),
    Case(
      "charges.csv", "code,party,price_minor,currency\nCH1,C1,599,RUP\n",
      "@/charges.csv:2: currency is 'RUP': write an ISO 4217 code such as INR"),
    Case(
      "discounts.csv", "code,party,percent_bp\nD1,C1,12000\n",
      "@/discounts.csv:2: percent_bp is '12000': "
        + "write hundredths of a percent, from 0 to 10000 for all of it"),
    Case(
      "leads.csv", "code,entered,staged\nL1,2026-05-02,2026-05-01\n",
      "@/leads.csv:2: staged 2026-05-01 lies before entered 2026-05-02"),
    Case(
      "visits.csv", "code,lead\nV1,L9\n", "@/visits.csv:2: lead is 'L9': no row there has that code"
    ),
    Case(
      "charges.csv", "party\nC1\n",
      "@/charges.csv:1: the column code is missing; the file needs code"),
  ]

  @Test(arguments: nodeCases + routeCases + jointCases + moneyCases + otherCases)
  func isRefusedInOneSentence(wrong: Case) throws {
    let source = try ScratchFolder(SmallNetwork.files(with: wrong.files))
    let target = try ScratchFolder()
    let found = try message(source.path, into: target.file("net.topoq"))
    #expect(found == wrong.message.replacing("@", with: source.path))
    #expect(try Folder.names(in: target.path) == [])
  }

  /// The same over a network that is there: it stays to the byte.
  @Test(arguments: nodeCases.dropLast() + routeCases + jointCases + moneyCases + otherCases)
  func leavesTheFileAsItWas(wrong: Case) throws {
    let target = try ScratchFolder()
    try SmallNetwork.import(into: target.file("net.topoq"))
    let before = try FolderContents(of: target.file("net.topoq"))
    let source = try ScratchFolder(wrong.files.compactMapValues { $0 })
    #expect(throws: (any Error).self) {
      try NetworkImport(
        source: source.path, into: target.file("net.topoq"), modules: SmallNetwork.modules
      ).run()
    }
    #expect(try FolderContents(of: target.file("net.topoq")) == before)
  }

  @Test func wrongUTF8IsRefused() throws {
    let source = try ScratchFolder(SmallNetwork.files)
    try source.write(Array("code,name\nA,caf".utf8) + [0xE9, 0x0A], to: "nodes.csv")
    let target = try ScratchFolder()
    #expect(
      try message(source.path, into: target.file("net.topoq"))
        == "\(source.path)/nodes.csv:2:6: byte 0xE9 is not UTF-8; save the file as UTF-8")
    #expect(try Folder.names(in: target.path) == [])
  }

  @Test func foldersAndFilesAreNotMistaken() throws {
    let source = try ScratchFolder(SmallNetwork.files(with: ["nodes.csv": nil]))
    source.makeFolder("nodes.csv")
    let target = try ScratchFolder()
    let net = target.file("net.topoq")
    #expect(
      try message(source.path, into: net)
        == "\(source.path)/nodes.csv: this is a folder, and a file is wanted here")
    #expect(
      try message(source.file("routes.csv"), into: net)
        == "\(source.path)/routes.csv: this is a file, and a network folder is wanted here: name the "
        + "folder that holds nodes.csv")
    #expect(
      try message(source.file("nowhere"), into: net) == "\(source.path)/nowhere: no such file")
    #expect(
      try message(source.path, into: target.path)
        == "\(target.path): this is a folder, and a file is wanted here")
    #expect(
      try message(source.path, into: target.file("none/net.topoq"))
        == "\(target.path)/none/net.topoq: the folder in which it is to be made does not exist")
    #expect(try Folder.names(in: target.path) == [])
  }

  @Test func aFileThatIsNoTopoqFileIsLeftAlone() throws {
    let source = try ScratchFolder(SmallNetwork.files)
    let target = try ScratchFolder(["notes.txt": "these are notes, not a network\n"])
    #expect(
      try message(source.path, into: target.file("notes.txt"))
        == "\(target.path)/notes.txt is no topoq file: make one with `topoq import SOURCE --into FILE`"
    )
    #expect(try target.text("notes.txt") == "these are notes, not a network\n")
    #expect(try Folder.names(in: target.path) == ["notes.txt"])
  }

  @Test func bothKindsOfOneFileAreRefused() throws {
    let source = try ScratchFolder(SmallNetwork.files)
    try source.write("{}", to: "nodes.geojson")
    let target = try ScratchFolder()
    #expect(
      try message(source.path, into: target.file("net.topoq"))
        == "\(source.path): it holds both nodes.csv and nodes.geojson; keep one of them")
  }

  @Test func aFullDiskIsSaidAndNothingIsLeft() throws {
    let generated = try ScratchFolder()
    try NetworkGenerator(customers: 3000, seed: 1).write(to: generated.path)
    let target = try ScratchFolder()
    let net = target.file("net.topoq")
    var fresh = NetworkImport(source: generated.path, into: net, modules: SmallNetwork.modules)
    fresh.pageLimit = 300
    #expect(
      try message { _ = try fresh.run() }
        == "\(net): the disk is full; free some space and import again")
    #expect(try Folder.names(in: target.path) == [])

    try SmallNetwork.import(into: net)
    let before = try FolderContents(of: net)
    var over = NetworkImport(source: generated.path, into: net, modules: SmallNetwork.modules)
    over.pageLimit = 300
    #expect(
      try message { _ = try over.run() }
        == "\(net): the disk is full; free some space and import again")
    #expect(try FolderContents(of: net) == before)
  }

  private func message(_ source: String, into: String) throws -> String {
    try message {
      _ = try NetworkImport(source: source, into: into, modules: SmallNetwork.modules).run()
    }
  }

  private func message(_ body: () throws -> Void) throws -> String {
    do {
      try body()
      return "nothing was wrong"
    } catch {
      return "\(error)"
    }
  }
}
