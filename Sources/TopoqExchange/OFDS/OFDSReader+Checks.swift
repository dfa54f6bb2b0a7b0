// What both packagings of OFDS are checked for.

import TopoqText

extension OFDSReader {
  static func pageSentence(_ next: String) -> String {
    "this is one page of several, and the next is at \(next); fetch them all and put them into "
      + "one file, without \"links.next\""
  }

  /// Coordinates are longitude and latitude on WGS 84 (the standard demands CRS84).
  static func problemsOfReferenceSystem(
    _ network: OFDSMembers, _ scanner: JSONScanner
  ) -> [OFDSProblem] {
    guard let place = network.place(of: "crs"), let system = network.value(place) else { return [] }
    let name = system["uri"]?.string ?? system["name"]?.string ?? ""
    if name.isEmpty || name.hasSuffix("CRS84") || name.hasSuffix("4326") { return [] }
    let sentence = "coordinates are in \(name); reproject them to WGS 84 (CRS84)"
    return [OFDSProblem(scanner.problem(sentence, at: place.lowerBound))]
  }
}
