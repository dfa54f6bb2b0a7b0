// Verbs of the feed: what hangs where, what is cut and what is whole again.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Plant {
  static let feedVerbs: [Verb] = [
    Verb(
      "move", .thing, of: [.node],
      arguments: [
        VerbArgument(
          "to", .thing([.noun("splitter"), .noun("olt")]), isRequired: true,
          doc: "the splitter that feeds it from now on"),
        VerbArgument(
          "port", .value(.integer), isRequired: true, doc: "the splitter's port"),
      ], doc: "re-homes the feed of a thing to a splitter's port",
      example: "move customer C1001 to splitter S13 port 4"
    ) { request in
      guard let thing = request.target, let splitter = request.thing("to"),
        let port = request.integer("port"), let node = thing.node
      else { throw ChangeRefusal("it names no node whose feed could be moved") }
      guard port > 0, port <= LightAddress.largestPort else {
        throw ChangeRefusal("\(splitter.code) has no port \(port)")
      }
      var edit = PlantEdit(try StoredGlass(request.connection))
      try edit.rehome(
        node: Int32(clamping: node), to: Int32(clamping: splitter.id),
        port: Int32(clamping: port))
      request.announce(Event("moved", thing, day: request.today.description))
    },
    Verb(
      "cut", .thing, of: [.plantRoute],
      arguments: [
        VerbArgument("at", .value(.metres), doc: "how far from its beginning, where known")
      ], doc: "puts a break on record: below it goes dark, the rows stay",
      example: "cut route F7 at 1.2 km"
    ) { request in
      guard let route = request.target else { return }
      var edit = PlantEdit(try StoredGlass(request.connection))
      try edit.cut(
        route: Int32(clamping: route.id), atMetres: request.real("at"),
        day: request.today.description)
    },
    Verb(
      "restore", .thing, of: [.plantRoute],
      doc: "takes the breaks of a route off the record", example: "restore route F7"
    ) { request in
      guard let route = request.target else { return }
      var edit = PlantEdit(try StoredGlass(request.connection))
      try edit.restore(route: Int32(clamping: route.id))
    },
  ]
}
