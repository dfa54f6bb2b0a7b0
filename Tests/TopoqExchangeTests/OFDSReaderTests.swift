// OFDS in each of its packagings, from small samples and from published networks.

import Testing
import TopoqExchange
import TopoqGeometry
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a reader handed over.
struct OFDSHarvest {
  var networks: [OFDSNetwork] = []
  var nodes: [OFDSNode] = []
  var spans: [OFDSSpan] = []
  var notices: [OFDSProblem] = []

  init(_ path: String) throws {
    var harvest = (networks: [OFDSNetwork](), nodes: [OFDSNode](), spans: [OFDSSpan]())
    notices = try OFDSReader(path: path).read { item in
      switch item {
      case .network(let network): harvest.networks.append(network)
      case .node(let node): harvest.nodes.append(node)
      case .span(let span): harvest.spans.append(span)
      }
    }
    (networks, nodes, spans) = harvest
  }
}

/// A folder of small files, for one test.
struct OFDSFolder {
  let path: String

  init(_ files: [String: String]) throws {
    var template = Array("/tmp/topoq-ofds-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template))
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files {
      var sink = try ByteSink(path: "\(path)/\(name)")
      sink.append(contentsOf: Array(text.utf8))
      try sink.finish()
    }
  }
}

/// The sentences of the problems that reading must end in.
func problems(of path: String) throws -> [String] {
  do {
    _ = try OFDSHarvest(path)
    Issue.record("\(path) is not sound")
    return []
  } catch let error as OFDSError {
    return error.problems.map { "\($0.place.line): \($0.sentence)" }
  }
}

@Suite struct OFDSReaderTests {
  private let package = """
    {"networks":[{"spans":[{"id":"1","start":"a","end":{"id":"b","name":"B"},"fibreCount":24,
      "fibreLength":276000,"transmissionMedium":["fibre"],"status":"planned",
      "route":{"type":"LineString","coordinates":[[44.8,41.7],[44.9,41.8,500]]},
      "physicalInfrastructureProvider":{"id":"X"},"deploymentDetails":{"description":"ducts"}}],
    "nodes":[{"id":"a","name":"A","type":["pop","cabinet"],"status":"operational",
      "location":{"type":"Point","coordinates":[44.8,41.7]},"power":true},
     {"id":"b"}],
    "id":"n","name":"Net"}]}
    """

  @Test func readsAPackageWhoseIdComesLast() throws {
    let folder = try OFDSFolder(["net.json": package])
    let read = try OFDSHarvest("\(folder.path)/net.json")
    #expect(read.networks.map(\.id) == ["n"])
    #expect(read.networks.map(\.name) == ["Net"])
    #expect(read.notices.isEmpty)
    let node = read.nodes[0]
    #expect(read.nodes.map(\.id) == ["a", "b"])
    #expect(node.networkID == "n")
    #expect(node.types == ["pop", "cabinet"])
    #expect(node.kindHint == "cabinet")
    #expect(node.coordinate == Coordinate(longitude: 44.8, latitude: 41.7))
    #expect(node.extras == #"{"power":true}"#)
    #expect(node.place.line == 5)
    #expect(read.nodes[1].coordinate == nil)
    #expect(read.nodes[1].kindHint == "site")
    #expect(read.nodes[1].extras == nil)
    let span = read.spans[0]
    #expect([span.startID, span.endID] == ["a", "b"])
    #expect(span.fibreCount == 24)
    #expect(span.fibreLength == 276000)
    #expect(span.coordinates.count == 2)
    #expect(span.transmissionMedia == ["fibre"])
    #expect(span.status == "planned")
    #expect(
      span.extras
        == #"{"transmissionMediumOwner":{"id":"X"},"supportingInfrastructure":"#
        + #"{"description":"ducts"}}"#)
  }

  @Test func readsABareNetwork() throws {
    let folder = try OFDSFolder(["net.json": #"{"id":"n","nodes":[{"id":"a"}],"spans":[]}"#])
    #expect(try OFDSHarvest(folder.path).nodes.map(\.id) == ["a"])
  }

  @Test func readsAPairOfFeatureFilesGivenEither() throws {
    let nodes = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":
       {"id":"a","network":{"id":"n"},"featureType":"node"}},
      {"type":"Feature","properties":{"id":"a","network":{"id":"m"},"featureType":"node"}}]}
      """
    let spans = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":
       {"id":"s","start":{"id":"a"},"end":"zzz","network":{"id":"n"}}}]}
      """
    let folder = try OFDSFolder(["x-nodes.geojson": nodes, "x-spans.geojson": spans])
    for path in [folder.path, "\(folder.path)/x-nodes.geojson", "\(folder.path)/x-spans.geojson"] {
      let read = try OFDSHarvest(path)
      #expect(read.networks.map(\.id) == ["n", "m"])
      #expect(read.nodes.map(\.networkID) == ["n", "m"])
      #expect(read.nodes.map(\.place.line) == [2, 4])
      #expect(read.spans.map(\.startID) == ["a"])
      #expect(read.spans.map(\.place.line) == [2])
      #expect(
        read.notices.map(\.sentence) == [
          "span 's' ends at node 'zzz', which its network does not have; write the id of one of its "
            + "nodes"
        ])
    }
    let alone = try OFDSFolder(["x-spans.geojson": spans])
    #expect(try problems(of: "\(alone.path)/x-spans.geojson")[0].contains("x-nodes.geojson"))
  }

  @Test func readsOneFileOfBothWithSpansFirst() throws {
    let both = """
      {"features":[
      {"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":
       {"id":"s","start":"a","end":"a","network":{"id":"n"}}},
      {"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":"a","network":{"id":"n"}}}
      ],"type":"FeatureCollection"}
      """
    let folder = try OFDSFolder(["both.geojson": both])
    let read = try OFDSHarvest(folder.path)
    #expect(read.nodes.count == 1 && read.spans.count == 1 && read.notices.isEmpty)
  }

  @Test func aFolderOfSeveralNetworksAsksForOne() throws {
    let folder = try OFDSFolder(["a.json": package, "b.json": package])
    #expect(try problems(of: folder.path)[0].contains("a.json, b.json"))
    let empty = try OFDSFolder([:])
    #expect(try problems(of: empty.path)[0].contains("no .json or .geojson file"))
    #expect(try problems(of: "/nowhere.json") == ["0: /nowhere.json: no such file"])
  }

  @Test(arguments: [
    (#"{"a":1}"#, "this is no OFDS file"),
    (#"{"networks":[]}"#, "\"networks\" is empty"),
    (#"{"networks":{}}"#, "\"networks\" is a list"),
    (#"{"networks":[1]}"#, "a network is an object"),
    (#"{"networks":[{"nodes":[{"id":"a"}]}]}"#, "this network has no \"id\""),
    (#"{"id":"n","nodes":[{"id":"a"},{"id":"a"}]}"#, "has the id 'a' already"),
    (#"{"id":"n","nodes":[{"id":7}]}"#, "\"id\" is a text"),
    (
      #"{"id":"n","nodes":[{"id":"a","location":{"type":"Point","coordinates":[0,91]}}]}"#,
      "is no place in degrees"
    ),
    (#"{"id":"n","nodes":[{"id":"a"}],"crs":{"uri":"EPSG:3857"}}"#, "reproject"),
    (#"{"id":"n","nodes":[{"id":"a"}],"spans":[{"id":"s","fibreCount":1.5}]}"#, "whole number"),
    (#"{"id":"n","nodes":[{"id":"a"}],"spans":[{"id":"s","fibreLength":-1}]}"#, "not negative"),
    (#"{"id":"n","nodes":[{"id":"a"}"#, "the document ends"),
    (#"{"type":"FeatureCollection"}"#, "a list of \"features\""),
    (#"{"type":"FeatureCollection","features":[{"properties":{"id":"a"}}]}"#, "featureType"),
    (
      #"{"type":"FeatureCollection","features":[{"properties":{"featureType":"node"}}]}"#,
      "which \"network\""
    ),
  ])
  func saysWhatIsWrong(text: String, sentence: String) throws {
    let folder = try OFDSFolder(["x.json": text])
    let found = try problems(of: folder.path)
    #expect(found.contains { $0.contains(sentence) }, "\(found)")
  }

  @Test func givesUpAfterAHundredProblems() throws {
    let nodes = Array(repeating: "{}", count: 500).joined(separator: ",")
    let folder = try OFDSFolder(["x.json": "{\"id\":\"n\",\"nodes\":[\(nodes)]}"])
    #expect(try problems(of: folder.path).count == OFDSError.mostProblems)
  }

  /// A file with a byte changed ends in things or in an `OFDSError`, never in a crash.
  @Test func survivesChangedBytes() throws {
    let original = Array(package.utf8)
    let bytes = Array("{}[]\",:0e-n\\".utf8)
    for index in original.indices {
      var changed = original
      changed[index] = bytes[index % bytes.count]
      let folder = try OFDSFolder(["x.json": String(decoding: changed, as: UTF8.self)])
      #expect(throws: Never.self) {
        do { _ = try OFDSHarvest(folder.path) } catch is OFDSError {}
      }
      unlink("\(folder.path)/x.json")
      rmdir(folder.path)
    }
  }
}
