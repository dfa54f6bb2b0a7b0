// Networks that operators published in OFDS, and the standard's own examples, where they are at
// hand: beside the repository, in `shared/data`.

import Testing
import TopoqExchange
import TopoqGeometry
import TopoqText

private let data: String = {
  var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast(4)
  return parts.joined(separator: "/") + "/shared/data"
}()

@Suite(.enabled(if: Folder.exists(at: data + "/ofds"), "shared/data/ofds is not here"))
struct OFDSPublishedNetworkTests {
  private func folder(_ name: String) -> String { "\(data)/ofds/\(name)" }

  private func features(_ name: String) throws -> String {
    let names = try Folder.names(in: folder(name))
    let spans = try #require(names.first { $0.contains("spans") })
    return "\(folder(name))/\(spans)"
  }

  @Test(arguments: [
    ("Georgia/OpenNet", 950, 953), ("Brazil/Eletronet", 162, 169),
    ("Nicaragua/Ufinet", 51, 57), ("Nigeria/Phase3", 93, 115), ("Niger/Niger_Telecoms", 31, 32),
  ])
  func bothPackagingsSayTheSame(name: String, nodes: Int, spans: Int) throws {
    let package = try OFDSHarvest(folder(name))
    #expect(package.networks.count == 1)
    #expect(package.nodes.count == nodes)
    #expect(package.spans.count == spans)
    #expect(package.nodes.allSatisfy { $0.coordinate != nil && $0.status == "operational" })
    #expect(package.spans.allSatisfy { $0.coordinates.count >= 2 })
    #expect(package.nodes.allSatisfy { $0.extras?.contains("transmissionMediumOwner") == true })
    let features = try OFDSHarvest(try features(name))
    #expect(features.networks.map(\.id) == package.networks.map(\.id))
    #expect(Set(features.nodes.map(\.id)) == Set(package.nodes.map(\.id)))
    #expect(Set(features.spans.map(\.id)) == Set(package.spans.map(\.id)))
    let nodeIDs = Set(package.nodes.map(\.id))
    let known = { (id: String?) in id.flatMap { nodeIDs.contains($0) ? $0 : nil } }
    let ends = { (spans: [OFDSSpan]) in
      Dictionary(
        uniqueKeysWithValues: spans.map { ($0.id, [known($0.startID), known($0.endID)]) })
    }
    #expect(ends(features.spans) == ends(package.spans))
  }

  @Test func aCountryFolderWithOneOperatorWillDo() throws {
    #expect(try OFDSHarvest(folder("Niger")).nodes.count == 31)
  }

  @Test func spansWithoutEndsAreTakenAsTheyAre() throws {
    let package = try OFDSHarvest(folder("Nigeria/Phase3"))
    #expect(package.spans.filter { $0.startID == nil || $0.endID == nil }.count == 6)
    #expect(package.notices.isEmpty)
    let features = try OFDSHarvest(try features("Nigeria/Phase3"))
    #expect(features.notices.count == 7)
  }
}

@Suite(.enabled(if: Folder.exists(at: data + "/ofds-examples"), "shared/data is not here"))
struct OFDSExampleTests {
  private func example(_ name: String) -> String { "\(data)/ofds-examples/examples/\(name)" }

  @Test func theStandardsPackage() throws {
    let read = try OFDSHarvest(example("json/network-package.json"))
    #expect(read.networks.map(\.name) == ["Ghana Fibre Network"])
    #expect(read.nodes.map(\.name) == ["Accra", "Kumasi"])
    #expect(read.nodes.map(\.types) == [["pop"], ["pop"]])
    #expect(read.spans.map(\.fibreCount) == [24])
    #expect(read.spans.map(\.fibreLength) == [276000])
    #expect(read.spans.map(\.coordinates.count) == [13])
  }

  @Test func theStandardsFeatures() throws {
    for path in ["geojson/nodes.geojson", "geojson/spans.geojson"] {
      let read = try OFDSHarvest(example(path))
      #expect(read.nodes.map(\.name) == ["Accra", "Kumasi"])
      #expect(read.spans.map(\.startID) == ["1"])
      #expect(read.spans.map(\.fibreCount) == [24])
    }
    let several = try OFDSHarvest(example("geojson/multiple-networks.geojson"))
    #expect(several.networks.map(\.name) == ["Ghana Fibre Network", "Togo Fibre Network"])
    #expect(several.nodes.map(\.id) == ["1", "1"])
  }

  @Test func theInvalidPackageIsRefusedForWhatIsWrong() throws {
    let found = try problems(of: example("json/network-package-invalid.json"))
    for sentence in [
      "the nodes of network '1' are not in this file but at http://example.com/networks/",
      "this span has no \"id\"; give it one",
      "\"status\" cannot be 'open'; it is proposed, planned",
      "a LineString has \"coordinates\"; add them",
      "\"transmissionMedium\" cannot be 'cable'; it is fibre, microwave",
      "\"directed\" is true or false",
      "\"fibreCount\" is a whole number, not negative; write it without quotes",
    ] {
      #expect(found.contains { $0.contains(sentence) }, "\(sentence) is not in \(found)")
    }
    #expect(found.count == 7)
  }

  @Test func theAdditionalChecksAreMade() throws {
    let found = try problems(of: example("json/network-package-additional-checks.json"))
    #expect(
      found == [
        "39: \"location\" of a node is a Point",
        "69: another node of this network has the id '1' already; give each its own",
        "10: \"route\" of a span is a LineString",
        "32: another span of this network has the id '1' already; give each its own",
      ])
  }

  @Test(arguments: [
    ("json/network-separate-files.json", "nodes.jsonl; fetch them"),
    ("json/network-separate-files.json", "spans.jsonl; fetch them"),
    ("json/network-separate-endpoints.json", "/nodes; fetch them"),
    ("json/api-response.json", "the next is at http://example.com/networks?cursor=100"),
    ("json/multiple-networks.json", "network 'Togo Fibre Network' has no nodes in this file"),
    ("json/nodes-endpoint.json", "without their network"),
    ("json/spans-endpoint.json", "without their network"),
    ("json/network-embedded.json", "this node has no \"id\""),
    ("geojson/api-response.geojson", "the next is at http://example.com/nodes?cursor=100"),
  ])
  func whatIsElsewhereIsSaid(name: String, sentence: String) throws {
    let found = try problems(of: example(name))
    #expect(found.contains { $0.contains(sentence) }, "\(found)")
  }
}
