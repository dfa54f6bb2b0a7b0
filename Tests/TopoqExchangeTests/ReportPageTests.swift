// The report page: nothing of the file stands in it unescaped, and what has no answer says so.

import Testing
import TopoqExchange
import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

@Suite struct ReportPageTests {
  @Test func whatComesFromTheFileIsEscaped() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("page.html")
    var page = ReportPage(
      try ByteSink(path: path), title: "<script>alert(1)</script>", day: "2026-05-01")
    var rows = HeldRows(wantsGeometry: false)
    rows.begin(
      AnswerHeader(
        columns: [
          AnswerColumn(name: "rule", type: .text), AnswerColumn(name: "count", type: .integer),
        ], isCard: false, rowName: "groups", identity: nil))
    rows.add([.text("\"><img src=x onerror='1'>&"), .integer(3)], geometry: nil)
    try page.add(ReportSection.all[0], [rows])
    page.leaveOut(ReportSection.all[1], because: "no <area>")
    try page.finish()
    let text = String(decoding: try ByteSource.bytes(ofFile: path), as: UTF8.self)
    #expect(!text.contains("<script") && !text.contains("<img"))
    #expect(text.contains("&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;"))
    #expect(text.contains("left out: no &lt;area&gt;"))
    #expect(!text.contains("http"))
    #expect(text.contains("<code>\(ReportSection.all[0].sentences[0])</code>"))
  }
}
