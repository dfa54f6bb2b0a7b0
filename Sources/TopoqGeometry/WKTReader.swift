// The strict reader of WKT.

internal import TopoqText

/// The strict reader of WKT: one pass over bytes, errors with their place.
struct WKTReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  /// Ordinates of each coordinate, once a `Z` or the first coordinate has told.
  private var dimensions: Int?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The one shape in the text, with nothing after it.
  mutating func read() throws(WKTError) -> Geometry {
    let geometry = try shape(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw WKTError(.trailingText, at: offset) }
    return geometry
  }

  private mutating func shape(depth: Int) throws(WKTError) -> Geometry {
    skipSpace()
    let start = offset
    guard depth <= Geometry.maximumDepth else { throw WKTError(.malformed(.tooDeep), at: start) }
    let kind = try kind()
    dimensions = kind.hasHeight ? 3 : nil
    switch kind.name {
    case "POINT":
      try open()
      let place = try coordinate()
      try close()
      return .point(place)
    case "LINESTRING": return .lineString(try line())
    case "POLYGON": return .polygon(try polygon())
    case "MULTIPOINT":
      return .multiPoint(try list { reader throws(WKTError) in try reader.pointOfMany() })
    case "MULTILINESTRING":
      return .multiLineString(try list { reader throws(WKTError) in try reader.line() })
    case "MULTIPOLYGON":
      return .multiPolygon(try list { reader throws(WKTError) in try reader.polygon() })
    case "GEOMETRYCOLLECTION":
      return .collection(
        try list { reader throws(WKTError) in try reader.shape(depth: depth + 1) })
    default: throw WKTError(.unknownShape, at: start)
    }
  }

  /// The shape's name in capitals, without its `Z`, which may stand apart or joined.
  private mutating func kind() throws(WKTError) -> (name: String, hasHeight: Bool) {
    let start = offset
    var name = word()
    // Two names end in M or Z of themselves: none. So what ends so, says its dimensions.
    var suffixStart = offset
    var suffix = ""
    if name.hasSuffix("Z") || name.hasSuffix("M") {
      suffix = name.hasSuffix("ZM") ? "ZM" : String(name.suffix(1))
      name.removeLast(suffix.count)
    } else {
      skipSpace()
      suffixStart = offset
      suffix = word()
    }
    switch suffix {
    case "": return (name, false)
    case "Z": return (name, true)
    case "M", "ZM": throw WKTError(.unsupportedDimensions, at: suffixStart)
    case "EMPTY": throw WKTError(.emptyShape, at: start)
    default: throw WKTError(.expectedOpening, at: suffixStart)
    }
  }

  /// The letters that follow, in capitals; a longer run than any name has is no name.
  private mutating func word() -> String {
    let start = offset
    while offset < bytes.count, isLetter(bytes[offset]) { offset += 1 }
    guard offset - start <= 20 else { return "?" }
    return String(decoding: bytes[start..<offset].map { $0 & 0xDF }, as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte & 0xDF >= UInt8(ascii: "A") && byte & 0xDF <= UInt8(ascii: "Z")
  }

  private mutating func polygon() throws(WKTError) -> [[Coordinate]] {
    try list { reader throws(WKTError) in
      let ring = try reader.coordinates()
      guard ring.count >= 4 else {
        throw WKTError(.malformed(.ringTooShort), at: reader.offset)
      }
      guard ring.first == ring.last else {
        throw WKTError(.malformed(.ringOpen), at: reader.offset)
      }
      return ring
    }
  }

  private mutating func line() throws(WKTError) -> [Coordinate] {
    let line = try coordinates()
    guard line.count >= 2 else { throw WKTError(.malformed(.lineTooShort), at: offset) }
    return line
  }

  private mutating func coordinates() throws(WKTError) -> [Coordinate] {
    try list { reader throws(WKTError) in try reader.coordinate() }
  }

  /// A point of many stands in brackets of its own, or without, as older tools write it.
  private mutating func pointOfMany() throws(WKTError) -> Coordinate {
    guard isNext("(") else { return try coordinate() }
    try open()
    let place = try coordinate()
    try close()
    return place
  }

  /// One or more members between brackets, with commas between them.
  private mutating func list<Member>(
    _ read: (inout WKTReader) throws(WKTError) -> Member
  ) throws(WKTError) -> [Member] {
    try open()
    var members = [try read(&self)]
    while isNext(",") {
      offset += 1
      members.append(try read(&self))
    }
    try close()
    return members
  }

  private mutating func coordinate() throws(WKTError) -> Coordinate {
    skipSpace()
    let start = offset
    let place = Coordinate(longitude: try number(), latitude: try number())
    if dimensions == nil { dimensions = isNumberNext ? 3 : 2 }
    if dimensions == 3 { _ = try number() }
    guard !isNumberNext else { throw WKTError(.unsupportedDimensions, at: offset) }
    guard place.isValid else {
      throw WKTError(.malformed(.coordinateOutOfRange(place)), at: start)
    }
    return place
  }

  private var isNumberNext: Bool {
    mutating get {
      skipSpace()
      return offset < bytes.count && bytes[offset] != UInt8(ascii: ",")
        && bytes[offset] != UInt8(ascii: ")")
    }
  }

  /// A number, and something other than a letter or a further sign behind it.
  private mutating func number() throws(WKTError) -> Double {
    skipSpace()
    let start = offset
    guard case .value(let number, let end) = NumberScan.read(bytes, from: start, strict: false)
    else { throw WKTError(.expectedNumber, at: start) }
    offset = end
    if offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ")"): break
      default: throw WKTError(.expectedNumber, at: start)
      }
    }
    return number
  }

  private mutating func open() throws(WKTError) {
    guard isNext("(") else {
      let start = offset
      throw WKTError(word() == "EMPTY" ? .emptyShape : .expectedOpening, at: start)
    }
    offset += 1
  }

  private mutating func close() throws(WKTError) {
    guard isNext(")") else { throw WKTError(.expectedClosing, at: offset) }
    offset += 1
  }

  private mutating func isNext(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return offset < bytes.count && bytes[offset] == UInt8(ascii: character)
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }
}
