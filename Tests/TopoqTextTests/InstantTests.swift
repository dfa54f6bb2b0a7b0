// Moments as ISO 8601.

import Testing
import TopoqText

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("1969-12-31T23:59:59Z", -1),
    ("2026-05-03T12:34:56Z", 1_777_811_696),
  ])
  func printsAndReadsTheSame(text: String, seconds: Int) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds)?.description == text)
  }

  @Test func readsOffsetsAndFractions() {
    #expect(Instant("2026-05-03T16:00:00+04:00")?.description == "2026-05-03T12:00:00Z")
    #expect(Instant("2026-05-03 00:30:00.999-01:30")?.description == "2026-05-03T02:00:00Z")
    #expect(Instant(startOf: Day("2026-05-03")!).description == "2026-05-03T00:00:00Z")
  }

  @Test(arguments: [
    "2026-05-03", "2026-05-03T12:00:00", "2026-05-03T24:00:00Z", "2026-05-03T12:60:00Z",
    "2026-05-03T12:00:00.Z", "2026-05-03T12:00:00+0400", "2026-02-30T12:00:00Z",
    "9999-12-31T23:59:59-01:00",
  ])
  func refuses(text: String) {
    #expect(Instant(text) == nil)
  }
}
