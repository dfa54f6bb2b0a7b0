// What `help` says of each word of the language.

internal import TopoqSyntax

/// A line for every keyword.
enum HelpKeywords {
  static func line(_ keyword: Keyword) -> HelpLine? {
    table[keyword].map { HelpLine(keyword.spelling, $0.meaning, $0.example) }
  }

  private typealias Entry = (meaning: String, example: String)

  private static let table: [Keyword: Entry] = questions.merging(places) { first, _ in first }
    .merging(values) { first, _ in first }.merging(others) { first, _ in first }

  private static let questions: [Keyword: Entry] = [
    .where: ("keeps the things that meet a condition", "customers where active and not billed"),
    .and: ("joins conditions: both hold", "customers where active and not billed"),
    .or: ("joins conditions: one of them holds, or both", "customers where vip or suspended"),
    .not: (
      "denies the condition or the place after it", "customers not on olt OLT1 where not billed"
    ),
    .by: ("groups: one line for each value of the fields", "count customers by area"),
    .having: (
      "keeps the groups whose figures meet a condition",
      "count customers by splitter having count > 3"
    ),
    .show: ("says which fields are shown", "customers on splitter S12 show name, phone"),
    .order: ("`order by` sorts, by fields or figures", "splitters order by free_ports desc"),
    .asc: ("sorts upwards, as without it", "splitters order by free_ports asc"),
    .desc: ("sorts downwards", "splitters order by free_ports desc"),
    .limit: ("ends the answer after so many", "customers order by since desc limit 5"),
    .count: ("how many; alone or as a figure of groups", "count customers on olt OLT1"),
    .sum: ("adds up a field", "sum ports of splitters"),
    .average: ("the mean of a field", "average fill of splitters"),
    .min: ("the least of a field", "min since of customers"),
    .max: ("the greatest of a field", "max fibre_m of customers"),
    .of: ("stands between figures and things, and in some places", "mrr of customers on olt OLT1"),
    .as: (
      "names the form of the answer; `as of` another day", "customers on splitter S12 as geojson"
    ),
    .into: ("writes the answer into a file", "customers into \"customers.csv\""),
    .using: (
      "gives parameters their values for one sentence", "customers on splitter $s using s = S12"
    ),
  ]

  private static let places: [Keyword: Entry] = [
    .on: ("fed through it, at any depth", "customers on splitter S12"),
    .downstream: (
      "`downstream of` is the long form of `on`", "customers downstream of splitter S12"
    ),
    .upstream: ("`upstream of`: what feeds it", "splitters upstream of customer C1001"),
    .directly: ("limits `on` and `upstream of` to one step", "customers directly on splitter S12"),
    .connected: (
      "`connected to`: by glass in any direction, lit or not", "customers connected to closure CL3"
    ),
    .between: (
      "on the way between two, or from one value to another",
      "customers where since between 2026-01-01 and 2026-02-01"
    ),
    .affected: ("`affected by`: left with no light if it fails", "customers affected by route F7"),
    .at: ("housed in it", "splitters at cabinet CAB2"),
    .in: ("inside an area, or one of a list", "customers in area North"),
    .near: (
      "the nearest first, ten unless `limit` says; adds `distance`",
      "splitters near @12.9716,77.5946 limit 5"
    ),
    .along: ("by the run of a route, in order", "poles along route F7"),
    .crossing: ("inside an area or passing through", "poles crossing area \"Rail corridor\""),
    .within: (
      "so far from it: over the ground, `by fibre`, or in hops",
      "customers within 300 m of splitter S12"
    ),
    .fibre: (
      "`within 2 km by fibre of`: along the glass", "customers within 2 km by fibre of olt OLT1"
    ),
    .with: ("that have some of these", "splitters with at least 2 customers"),
    .without: ("that have none of these", "splitters without customers"),
    .least: ("`at least 2`: that many or more", "splitters with at least 2 customers"),
    .most: ("`at most 2`: that many or fewer, none included", "splitters with at most 2 customers"),
    .exactly: ("that many, no more and no fewer", "premises with exactly 1 customers"),
  ]

  private static let values: [Keyword: Entry] = [
    .is: ("`is empty`, `is not empty`: whether there is a value", "customers where email is empty"),
    .empty: ("has no value", "customers where email is empty"),
    .like: ("a pattern: * any letters, ? one letter", "customers where name like \"A*\""),
    .today: ("this day", "customers where since <= today"),
    .yesterday: ("the day before this one", "customers where since >= yesterday"),
    .ago: ("so long before today", "customers where since > 30 days ago"),
  ]

  private static let others: [Keyword: Entry] = [
    .trace: ("the feed hop by hop", "trace upstream from customer C1001"),
    .path: ("the best way between two places", "path from olt OLT1 to customer C1001 by loss"),
    .from: ("where a trace or a path begins", "trace downstream from splitter S12"),
    .to: ("where a trace or a path ends", "trace upstream from customer C1001 to olt"),
    .via: ("what a path must pass", "path from olt OLT1 to customer C1001 via closure CL3"),
    .avoiding: (
      "what a path or a trace must not pass",
      "path from olt OLT1 to customer C1001 avoiding route F8"
    ),
    .length: (
      "`by length`: the path with the least metres",
      "path from olt OLT1 to customer C1001 by length"
    ),
    .loss: (
      "`by loss`: the path with the least loss", "path from olt OLT1 to customer C1001 by loss"
    ),
    .hops: (
      "`by hops`: the path with the fewest steps; also a distance",
      "path from olt OLT1 to customer C1001 by hops"
    ),
    .impact: ("who loses service if this fails", "impact of route F7"),
    .what: (
      "`what if` tries changes out, answers, and takes them back",
      "what if cut route F7 then count customers where dark"
    ),
    .if: (
      "`what if` tries changes out, answers, and takes them back",
      "what if cut route F7 then count customers where dark"
    ),
    .then: (
      "after `what if` and its changes: what is asked",
      "what if cut route F7 then count customers where dark"
    ),
    .locate: ("where a fault lies", "locate 1.84 km from port OLT1:3"),
    .towards: (
      "which way a distance is measured", "locate 1.84 km from port OLT1:3 towards customer C1001"
    ),
    .fault: (
      "`locate fault of`: by who is off", "locate fault of customers on olt OLT1 where dark"
    ),
    .explain: ("every stage of a question", "explain customers on splitter S12 where not billed"),
    .let: (
      "gives a question a name for this session",
      "let unpaid = customers where active and not billed"
    ),
    .save: ("gives a question a name in this file", "save near_full = splitters where fill >= 80%"),
    .alias: ("makes a trade's word one of this file", "alias cable = route"),
    .forget: ("takes a name back", "forget near_full"),
    .set: ("gives a parameter a value, or a thing new values", "set $s = S12"),
    .help: ("help on a word", "help near"),
    .describe: ("the fields, conditions and figures of a thing", "describe splitter"),
    .language: ("the version of the language that a script is written in", "language 1"),
  ]
}
