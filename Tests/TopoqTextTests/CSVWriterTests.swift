// Records with quotes only where they are needed.

import Testing
import TopoqText

@Suite struct CSVWriterTests {
  @Test func quotesOnlyWhatNeedsQuotes() {
    var writer = CSVWriter(ByteSink())
    writer.field("plain text")
    writer.field("a,b")
    writer.field("say \"hi\"")
    writer.field("two\nlines")
    writer.field(12)
    writer.field(44.5)
    writer.field(3.0)
    writer.field(Int?.none)
    writer.field("")
    writer.endRecord()
    let text = String(decoding: writer.sink.bytes, as: UTF8.self)
    #expect(text == "plain text,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",12,44.5,3,,\n")
  }

  @Test func aSingleEmptyFieldIsNoEmptyLine() {
    var writer = CSVWriter(ByteSink())
    writer.record(["code"])
    writer.record([""])
    #expect(writer.sink.bytes == [UInt8]("code\n\"\"\n".utf8))
  }
}
