// Reads the members of one OFDS node or span, and notes each that is not what the standard says.

import TopoqGeometry
import TopoqText

/// The members of one object in an OFDS file. Reading never stops: what is wrong is added to
/// `problems` and read as absent, so that all that is wrong with a thing is said at once.
struct OFDSMembers {
  private let scanner: JSONScanner
  private let members: [JSONScanner.MemberPlace]
  private(set) var problems: [OFDSProblem] = []

  init(_ members: [JSONScanner.MemberPlace], of scanner: JSONScanner) {
    self.members = members
    self.scanner = scanner
  }

  /// The place of a key's value; nil where the key is absent or null. The last of two counts.
  func place(of key: String) -> Range<Int>? {
    guard let member = members.last(where: { $0.key == key }) else { return nil }
    return scanner.bytes[member.value.lowerBound] == UInt8(ascii: "n") ? nil : member.value
  }

  /// The thing's id, where it has one.
  var id: String? {
    guard let id = place(of: "id").flatMap(value)?.string, !id.isEmpty else { return nil }
    return id
  }

  mutating func report(_ sentence: String, at offset: Int) {
    problems.append(OFDSProblem(scanner.problem(sentence, at: offset)))
  }

  /// A text; nil where it is absent or empty.
  mutating func text(_ key: String) -> String? {
    guard let place = place(of: key) else { return nil }
    guard case .string(let text) = value(place) else {
      report("\"\(key)\" is a text; write it in double quotes", at: place.lowerBound)
      return nil
    }
    return text.isEmpty ? nil : text
  }

  /// A text out of a closed list.
  mutating func code(_ key: String, of codes: [String]) -> String? {
    guard let code = text(key) else { return nil }
    if codes.contains(code) { return code }
    reportUnlisted(code, key, codes)
    return nil
  }

  /// A list of codes, out of a closed list if one is given.
  mutating func codes(_ key: String, of listed: [String]? = nil) -> [String] {
    guard let place = place(of: key) else { return [] }
    guard case .array(let elements) = value(place) else {
      report("\"\(key)\" is a list; write [\"...\"]", at: place.lowerBound)
      return []
    }
    var codes: [String] = []
    for element in elements {
      guard let code = element.string else {
        report("\"\(key)\" is a list of texts", at: place.lowerBound)
        continue
      }
      if let listed, !listed.contains(code) {
        reportUnlisted(code, key, listed)
      } else {
        codes.append(code)
      }
    }
    return codes
  }

  /// A number that is not negative.
  mutating func measure(_ key: String) -> Double? {
    guard let place = place(of: key) else { return nil }
    let value = value(place)
    guard let number = value?.double, number >= 0 else {
      reportNumber(key, value, "a number, not negative", at: place.lowerBound)
      return nil
    }
    return number
  }

  /// A whole number that is not negative.
  mutating func count(_ key: String) -> Int? {
    guard let place = place(of: key) else { return nil }
    let value = value(place)
    guard let count = value?.int, count >= 0 else {
      reportNumber(key, value, "a whole number, not negative", at: place.lowerBound)
      return nil
    }
    return count
  }

  /// Checks a member that is kept among the extras: true or false.
  mutating func checkFlag(_ key: String) {
    guard let place = place(of: key), value(place)?.boolean == nil else { return }
    report("\"\(key)\" is true or false, without quotes", at: place.lowerBound)
  }

  /// The id of a node that a span ends at: an id, or a whole node that has one.
  mutating func nodeID(_ key: String) -> String? {
    guard let place = place(of: key) else { return nil }
    let value = value(place)
    guard let id = value?.string ?? value?["id"]?.string else {
      report("\"\(key)\" is the id of a node", at: place.lowerBound)
      return nil
    }
    return id.isEmpty ? nil : id
  }

  /// A point; nil where there is none.
  mutating func point(_ place: Range<Int>?, _ key: String) -> Coordinate? {
    guard let place, let shape = shape(place) else { return nil }
    if case .point(let coordinate) = shape { return coordinate }
    report("\"\(key)\" of a node is a Point", at: place.lowerBound)
    return nil
  }

  /// A line's coordinates; empty where there is none.
  mutating func line(_ place: Range<Int>?, _ key: String) -> [Coordinate] {
    guard let place, let shape = shape(place) else { return [] }
    if case .lineString(let coordinates) = shape { return coordinates }
    report("\"\(key)\" of a span is a LineString", at: place.lowerBound)
    return []
  }

  /// The members whose keys are not among `known`, as a compact JSON object, or nil for none.
  /// Names of OFDS 0.3 become those of 0.4.
  func extras(without known: Set<String>) -> String? {
    var extras: [JSONValue.Member] = []
    for member in members where !known.contains(member.key) {
      guard let value = value(member.value), value != .null else { continue }
      let newName = OFDSMembers.newNames[member.key] ?? member.key
      let isTaken = members.contains { $0.key == newName }
      extras.append(JSONValue.Member(isTaken ? member.key : newName, value))
    }
    return extras.isEmpty ? nil : JSONValue.object(extras).text
  }

  /// What OFDS 0.4 renamed. Source: the standard's changelog, 0.4.0.
  private static let newNames = [
    "physicalInfrastructureProvider": "transmissionMediumOwner",
    "deploymentDetails": "supportingInfrastructure",
  ]

  func value(_ place: Range<Int>) -> JSONValue? {
    var inner = scanner.scanner(at: place)
    return try? inner.value()
  }

  private mutating func shape(_ place: Range<Int>) -> Geometry? {
    var inner = scanner.scanner(at: place)
    do throws(JSONError) {
      return try Geometry(geoJSON: &inner)
    } catch {
      problems.append(OFDSProblem(error))
      return nil
    }
  }

  private mutating func reportUnlisted(_ code: String, _ key: String, _ codes: [String]) {
    let offset = place(of: key)?.lowerBound ?? scanner.offset
    report("\"\(key)\" cannot be '\(code)'; it is \(codes.joined(separator: ", "))", at: offset)
  }

  private mutating func reportNumber(
    _ key: String, _ value: JSONValue?, _ wanted: String, at offset: Int
  ) {
    let advice = value?.string == nil ? "" : "; write it without quotes"
    report("\"\(key)\" is \(wanted)\(advice)", at: offset)
  }
}
