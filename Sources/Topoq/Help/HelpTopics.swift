// What `help` says of the language itself, topic by topic.

/// The topics of `help`, in the order in which they are learnt.
enum HelpTopics {
  static let overview = [
    HelpLine(
      "a sentence",
      "[figures of] THINGS places where CONDITION by FIELDS show FIELDS order by FIELD limit N",
      "customers on splitter S12 where not billed"),
    HelpLine(
      "places", "where things are; `help places`", "splitters in area North without customers"),
    HelpLine(
      "conditions", "after `where`, joined by and, or, not; `describe customer` lists them",
      "customers where active and not billed"),
    HelpLine(
      "fields", "compared, shown, ordered by; `help operators`",
      "splitters where free_ports > 0 show code, free_ports order by free_ports desc"),
    HelpLine("one thing", "a code alone after the noun: all that is known", "splitter S12"),
    HelpLine(
      "figures", "count, sum, average, min, max, mrr and others, by groups; `help figures`",
      "count, mrr of customers by olt having count > 5"),
    HelpLine(
      "values", "units, days, money, points, texts; `help literals`",
      "customers where since > 30 days ago and plan = \"Home 50\""),
    HelpLine(
      "sets", "a question in parentheses, wherever several things are meant",
      "customers on (splitters where full)"),
    HelpLine(
      "other questions", "traces, ways, what fails, what if; `help questions`",
      "trace upstream from customer C1001"),
    HelpLine(
      "formats", "the form of the answer, and a file for it; `help formats`",
      "customers on splitter S12 as geojson"),
    HelpLine(
      "names", "let, save, alias, forget: names of your own; `help names`",
      "let unpaid = customers where active and not billed"),
    HelpLine("parameters", "$s stands for a value; `help parameters`", "set $s = S12"),
    HelpLine(
      "changes", "sentences that alter the network; `undo` takes the last back; `help verbs`",
      "move customer C1001 to splitter S13 port 4"),
    HelpLine(
      "reports", "questions with a shape of their own; `help reports`",
      "history of customer C1001"),
    HelpLine(
      "explain", "every stage of a question, with the rows each step leaves",
      "explain customers on splitter S12 where not billed"),
    HelpLine("describe", "the fields, conditions and figures of a thing", "describe splitter"),
    HelpLine(
      "help", "help on any word: a noun, a field, `help where`, `help E401`, `help errors`",
      "help near"),
  ]

  static let places = [
    HelpLine("on X", "fed through X, at any depth", "customers on splitter S12"),
    HelpLine("downstream of X", "the same as `on X`", "customers downstream of splitter S12"),
    HelpLine(
      "directly on X", "in one step, with no splitter between", "customers directly on splitter S12"
    ),
    HelpLine(
      "upstream of X", "what feeds X; X itself not counted", "splitters upstream of customer C1001"),
    HelpLine(
      "connected to X", "by glass in any direction, lit or not",
      "customers connected to closure CL3"),
    HelpLine(
      "between A and B", "on the way from one to the other",
      "splitters between olt OLT1 and customer C1001"),
    HelpLine("affected by X", "left with no light if X fails", "customers affected by route F7"),
    HelpLine("at X", "housed in X", "splitters at cabinet CAB2"),
    HelpLine("in AREA", "inside a polygon", "customers in area North"),
    HelpLine(
      "crossing AREA", "inside it or passing through", "poles crossing area \"Rail corridor\""),
    HelpLine(
      "near X", "the nearest first, ten unless `limit` says; adds `distance`",
      "splitters near @12.9716,77.5946 limit 5"),
    HelpLine(
      "within 300 m of X",
      "over the ground; also `within 2 km by fibre of`, `within 3 hops of`; adds `distance`",
      "customers within 300 m of splitter S12"),
    HelpLine("along X", "by the run of a route, in order; adds `at_m`", "poles along route F7"),
    HelpLine(
      "with THINGS", "that have some; also `with at least 2`, `at most`, `exactly`",
      "splitters with at least 2 customers"),
    HelpLine("without THINGS", "that have none", "splitters without customers"),
    HelpLine("not", "before any place: everywhere else", "customers not on olt OLT1"),
    HelpLine(
      "after where", "a place is also a test, joined by and, or",
      "customers where vip or within 300 m of olt OLT1"),
    HelpLine(
      "X", "what a place points at: a noun and a code; several; a point; a set",
      "customers on splitters S12, S13"),
  ]

  static let operators = [
    HelpLine(
      "=  !=", "equal, not equal; texts in any letter case; a missing value differs from all",
      "customers where plan != \"Home 50\""),
    HelpLine("<  <=  >  >=", "compare numbers, days, amounts", "splitters where free_ports >= 4"),
    HelpLine("in (a, b)", "one of these", "splitters where code in (S12, S13)"),
    HelpLine(
      "between a and b", "from a to b, both included",
      "customers where since between 2026-01-01 and 2026-02-01"),
    HelpLine(
      "like \"A*\"", "a pattern: * any letters, ? one letter", "customers where name like \"A*\""),
    HelpLine("is empty", "has no value; `is not empty` has one", "customers where email is empty"),
    HelpLine(
      "and", "both; not mixed with `or` unless in parentheses",
      "customers where active and not billed"),
    HelpLine("or", "one of them, or both", "customers where vip or suspended"),
    HelpLine("not", "before what it denies", "customers where not (vip or suspended)"),
    HelpLine(
      "a.b", "a field of a related thing, or the month of a day",
      "count customers by splitter.olt, since.year"),
  ]

  static let literals = [
    HelpLine(
      "300 m", "lengths: mm, cm, m, km, ft, mi; `m` is always metres",
      "routes where length_m > 1 km"),
    HelpLine(
      "30 days ago", "days back: days, weeks, months, years", "customers where since > 6 months ago"
    ),
    HelpLine(
      "2026-05-04", "a day; also `today`, `yesterday`", "customers where since >= 2026-01-01"),
    HelpLine(
      "500 INR", "an amount: the code of its currency; no thousands separator",
      "customers where mrr > 500 INR"),
    HelpLine("80%", "a share", "splitters where fill >= 80%"),
    HelpLine("0.3 dB", "a loss; `-27 dBm` a power", "joints where loss_db > 0.3 dB"),
    HelpLine("100 Mbps", "a rate: kbps, Mbps, Gbps; where a field is a rate"),
    HelpLine("3 hops", "steps on the network", "customers within 3 hops of splitter S12"),
    HelpLine("S12", "a code, as painted on the label, in any letter case", "splitter s12"),
    HelpLine(
      "OLT1:3", "a port: its source or splitter, and its number", "customers on port OLT1:3"),
    HelpLine("F7#3", "a strand: its route, and its number", "customers on strand F7#3"),
    HelpLine("\"Home 50\"", "a text or a name with a space: in quotes", "customer \"Asha Rao\""),
    HelpLine(
      "@12.97,77.59", "a point: latitude first, as in map links", "splitters near @12.9716,77.5946"),
    HelpLine("$s", "a parameter; `help parameters`", "customers on splitter $s using s = S12"),
  ]

  static let figures = [
    HelpLine("count", "how many", "count customers by area"),
    HelpLine("sum FIELD", "added up; `of` stands before the things", "sum ports of splitters"),
    HelpLine(
      "average FIELD", "the mean of those that have a value", "average fill of splitters by olt"),
    HelpLine("min FIELD", "the least, or the first day", "min since of customers"),
    HelpLine("max FIELD", "the greatest, or the last day", "max fibre_m of customers by olt"),
    HelpLine("a, b of", "several at once", "count, mrr of customers by olt"),
    HelpLine("by FIELDS", "one line for each group", "count customers by splitter"),
    HelpLine(
      "having", "which groups, by their figures", "count customers by splitter having count > 3"),
    HelpLine(
      "order by", "groups by a figure", "count customers by splitter order by count desc limit 3"),
  ]

  static let questions = [
    HelpLine(
      "trace", "the feed hop by hop, with metres and loss",
      "trace upstream from customer C1001 to olt"),
    HelpLine(
      "path", "the best way between two places, by length, loss or hops",
      "path from olt OLT1 to customer C1001 by loss"),
    HelpLine("impact", "who loses service if this fails", "impact of route F7"),
    HelpLine(
      "what if", "changes, and an answer as it would be; nothing is altered",
      "what if cut route F7 then count customers where dark"),
    HelpLine(
      "locate", "where a fault lies, by a distance or by who is off",
      "locate 1.84 km from port OLT1:3"),
    HelpLine(
      "as of", "the same question of another day", "customers on splitter S12 as of 2026-03-01"),
  ]

  static let parameters = [
    HelpLine("set $s = S12", "a value for the session", "set $s = S12"),
    HelpLine(
      "$s", "stands where a code, a target or a value stands", "customers on $s using s = S12"),
    HelpLine(
      "using s = S12, d = 30 days ago",
      "values for one sentence; they go before those of the session",
      "customers on $s where since > $d using s = S12, d = 300 days ago"),
    HelpLine("forget s", "takes a value of the session back"),
  ]

  static let naming = [
    HelpLine(
      "let NAME = question", "for this session; the name serves as a noun",
      "let unpaid = customers where active and not billed"),
    HelpLine(
      "save NAME = question", "for as long as the file lasts",
      "save near_full = splitters where fill >= 80%"),
    HelpLine(
      "alias WORD = NOUN", "a trade's own word for a kind of thing, in the file",
      "alias cable = route"),
    HelpLine("forget NAME", "takes a name back", "forget near_full"),
    HelpLine("set $s = VALUE", "a parameter of the session; `help parameters`", "set $s = S12"),
  ]
}
