// Whoever is seen, unseen, elsewhere, or delivered another plan: against plain collections.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqText

@Suite struct DeliveredOracleTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func measurementsAgreeWithThePlainReading(seed: UInt64) throws {
    let town = MeasuredTown(seed: seed)
    let network = try TestNetwork.of(town.files)
    let file = try network.open(.read)
    let rows = try file.answer(
      "customers show code, last_seen, unseen, given_away, differs_since, seen_by order by code"
    ).values
    let asked = rows.map { row in row.map(MeasuredTown.written) }
    #expect(asked.map { Array($0[...2]) } == town.sights, "seed \(seed)")
    #expect(asked.map { [$0[0], $0[3]] } == town.givenAway, "seed \(seed)")
    for (sentence, expected) in [
      ("customers where plan_differs", town.differing), ("customers where seen", town.seen),
      ("customers where seen_elsewhere", town.elsewhere),
    ] {
      let found = try file.answer("\(sentence) show code order by code").values.map {
        MeasuredTown.written($0[0])
      }
      #expect(found == expected, "seed \(seed): \(sentence)")
    }
  }
}
