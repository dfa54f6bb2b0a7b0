// Commas, escapes and numbers in written JSON.

import Testing
import TopoqText

@Suite struct JSONWriterTests {
  @Test func writesCommasAndEscapes() {
    var writer = JSONWriter(ByteSink())
    writer.beginObject()
    writer.key("type")
    writer.value("a \"b\" \\ \n\u{1F} é")
    writer.key("list")
    writer.beginArray()
    writer.value(1)
    writer.value(-0.5)
    writer.value(3.0)
    writer.value(true)
    writer.null()
    writer.beginArray()
    writer.endArray()
    writer.endArray()
    writer.key("raw")
    writer.raw("{\"x\":1.50}")
    writer.key("tree")
    writer.value(JSONValue.object([.init("k", .number(2))]))
    writer.endObject()
    let text = String(decoding: writer.sink.bytes, as: UTF8.self)
    #expect(
      text
        == #"{"type":"a \"b\" \\ \n\u001f é","list":[1,-0.5,3,true,null,[]],"raw":{"x":1.50},"#
        + #""tree":{"k":2}}"#)
  }
}
