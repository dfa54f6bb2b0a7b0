// Lines counted forward are the lines of an editor.

import Testing
import TopoqText

@Suite struct LineCursorTests {
  @Test func agreesWithTheScannersPlaces() {
    let bytes = [UInt8]("a\nb\r\nc\rd\n\n\re".utf8)
    let scanner = JSONScanner(bytes)
    var cursor = LineCursor()
    for offset in bytes.indices {
      #expect(cursor.line(of: offset, in: bytes) == scanner.place(of: offset).line)
    }
    #expect(cursor.line(of: 2, in: bytes) == 2)
  }

  @Test func membersKnowTheirPlaces() throws {
    var scanner = JSONScanner(#"{ "a" : [1, 2] , "b":{"c":3}, "a": null}"#)
    let members = try scanner.members()
    #expect(members.map(\.key) == ["a", "b", "a"])
    #expect(members.map { scanner.text($0.value) } == ["[1, 2]", "{\"c\":3}", "null"])
    #expect(members.map { scanner.bytes[$0.keyOffset] } == [0x22, 0x22, 0x22])
    var inner = scanner.scanner(at: members[1].value)
    #expect(try inner.value()["c"]?.int == 3)
  }
}
