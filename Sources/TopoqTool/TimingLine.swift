// Where the time of an answer went: `timing: parse 12 us, plan 210 us, run 8.4 us, rows 4`.

import TopoqText

/// Times in microseconds; `run` is the engine's own time, after the sentence is understood.
struct TimingLine: Hashable, Sendable {
  let parse: Double
  let plan: Double
  let run: Double
  let rows: Int

  var text: String {
    let parts = [("parse", parse), ("plan", plan), ("run", run)].map { "\($0) \(micros($1)) us" }
    return "timing: " + parts.joined(separator: ", ") + ", rows \(rows)"
  }

  /// One decimal below ten, none above.
  private func micros(_ time: Double) -> String {
    NumberText.trimmed(time, decimals: time < 9.95 ? 1 : 0)
  }
}
