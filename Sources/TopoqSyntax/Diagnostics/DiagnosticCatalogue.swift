/// A paragraph on each code, for `help E501`, and the list for `help errors`.
public enum DiagnosticCatalogue {
  /// The explanation of a code in any letter case, or nil where there is no such code.
  public static func explanation(of code: String) -> String? {
    DiagnosticCode(rawValue: code.uppercased()).map { explanation(of: $0) }
  }

  /// All codes with the first sentence of their explanation, in order.
  public static var summaries: [(code: DiagnosticCode, summary: String)] {
    DiagnosticCode.allCases.map { code in
      let text = explanation(of: code)
      let end = text.utf8.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
      return (code, String(text[..<end]))
    }
  }

  public static func explanation(of code: DiagnosticCode) -> String {
    switch code.rawValue.dropFirst().first {
    case "1": literals(code)
    case "2": sentence(code)
    case "3", "4": vocabulary(code)
    case "5": types(code)
    default: meaning(code)
    }
  }

  private static func literals(_ code: DiagnosticCode) -> String {
    switch code {
    case .badCharacter:
      "A character that has no place outside quotes. Invisible characters often come with text "
        + "copied from a web page or a chat; delete them. There is no arithmetic in a sentence: "
        + "what is derived is a field."
    case .curlyQuotes:
      "Curly quotes are not quotes here. Word processors put them in; type the straight ones: "
        + "\"Home 50\" or 'Home 50'."
    case .unterminatedString:
      "A quote was opened and never closed. Close it with the same mark; inside, a backslash "
        + "stands before a quote that is meant as a character: \"5\\\" duct\"."
    case .badNumber:
      "This is no number. Numbers are digits, with a point before decimals and a minus in front: "
        + "30, 1.84, -27. A code made of digits and signs alone, such as 1/1/3, is quoted. Counts "
        + "after `limit`, `at least`, `at most` and `exactly` are whole."
    case .thousandsSeparator:
      "Numbers have no thousands separator. A comma separates things in a list, so write 5000 "
        + "rather than 5,000."
    default:
      "This is no day of the calendar. Days are written year-month-day with two digits for month "
        + "and day: 2026-05-04."
    }
  }

  private static func sentence(_ code: DiagnosticCode) -> String {
    switch code {
    case .unexpected:
      "A word stands where it does not fit. A question has one shape: figures of THINGS, places, "
        + "where CONDITION, by FIELDS, show FIELDS, order by FIELD, limit NUMBER, as FORMAT into "
        + "\"file\". `help` shows it with examples."
    case .stopsTooEarly:
      "The sentence stops before it is complete. What may come next is listed after `expected`."
    case .missingName:
      "A noun alone is no target, because it does not say which one. Put its code after it "
        + "(`splitter S12`), or mean several with a question in parentheses: "
        + "`on (splitters where full)`."
    case .otherLanguage:
      "This is how another language says it. topoq has one sentence shape: things first, then "
        + "where they are, then `where` with conditions: `customers on splitter S12 where not "
        + "billed`. Equality is `=`, inequality `!=`, and a missing value `is empty`."
    case .misplacedCondition:
      "A condition goes after `where`, not before or beside the noun: `customers where offline`."
    case .joinedPlaces:
      "`and` joins conditions, not places or things. Several things of one kind are a list "
        + "(`splitter S12, S13`), places just follow each other and all hold, and a condition "
        + "comes after `where`."
    case .aggregateWithoutField:
      "`sum`, `average`, `min` and `max` need the field they work on, then `of`: `sum balance of "
        + "customers`. To count things say `count customers`."
    case .clauseTooLate:
      "The parts of a question stand in a fixed order: things, places, `where`, `by`, `having`, "
        + "`show`, `order by`, `limit`; each at most once."
    case .mixedAndOr:
      "`and` and `or` may not be mixed without parentheses, because people read the mixture "
        + "differently. Say which belong together: `(active and billed) or suspended`."
    case .trailingNot:
      "`not` stands before what it denies: `where not billed`, `where not plan in (\"A\", \"B\")`."
    case .placeAfterCondition:
      "A place after a condition is joined to it with `and`: `where offline and in area North`. "
        + "It may also stand before `where`: `customers in area North where offline`."
    default:
      "This word is reserved, because it would be taken for the next part of a sentence. Choose "
        + "another name; a thing that bears a reserved word as its code is quoted."
    }
  }

  private static func vocabulary(_ code: DiagnosticCode) -> String {
    switch code {
    case .unknownNoun:
      "No module that is loaded knows this word for a kind of thing. `help nouns` lists those that "
        + "are known; `alias cable = route` declares a word of your own trade."
    case .unknownWord:
      "The things asked about have no condition or field of this name. `describe` with the noun "
        + "lists them, with the module that answers each."
    case .unknownArgument:
      "This change takes no argument of this name. `describe` with the verb lists what it takes."
    case .unknownFormat:
      "There is no such output format. `help formats` lists them; a file is named with `into`."
    case .moduleNotLoaded:
      "The sentence is understood, but no module that is loaded answers it."
    case .unknownMeasure:
      "The things asked about have no figure of this name. `describe` with the noun lists them."
    case .unknownTopic:
      "There is no help on this word. `help` alone shows what there is."
    case .missingArgument:
      "The change needs an argument that the sentence does not give. `describe` with the verb lists "
        + "what it takes, with an example."
    case .argumentTwice:
      "An argument of a change stands twice, so that it is not clear which one is meant."
    case .unknownCode:
      "No thing of this kind bears this code or name. Codes match in any letter case; names must "
        + "be unique to be used."
    case .ambiguousCode:
      "More than one thing bears this code or name. Put the noun before it (`splitter S1`), or use "
        + "the code where the name is not unique."
    case .unquotedName:
      "A name with a space in it needs quotes: `area \"Moi Estate\"`."
    case .nameTaken:
      "This name is taken, by a noun, a verb or something saved before. `forget` frees a name of "
        + "your own."
    case .parameterNotSet:
      "The sentence uses a parameter that has no value. Give it one with `set $s = S12`, or with "
        + "the sentence: `... using s = S12`."
    default:
      "Nothing of this name was defined with `let`, `save` or `alias`."
    }
  }

  private static func types(_ code: DiagnosticCode) -> String {
    switch code {
    case .missingUnit:
      "This number needs a unit, because a bare number could mean several things. Durations: s, "
        + "min, h, days, weeks, months, years. Lengths: mm, cm, m, km, ft, mi, hops. Light: dB, "
        + "dBm. Rates: kbps, Mbps, Gbps. Shares: %. Money: INR, USD and other ISO 4217 codes."
    case .unknownUnit:
      "There is no such unit. Durations: s, min, h, days, weeks, months, years. Lengths: mm, cm, "
        + "m, km, ft, mi, hops. Light: dB, dBm. Rates: kbps, Mbps, Gbps. Shares: %. Money: "
        + "INR, USD and other ISO 4217 codes, in capitals."
    case .unitMismatch:
      "The unit measures something other than the field does. `m` is always metres; for minutes "
        + "say min, for months say months."
    case .comparedCondition:
      "This word is a condition: it holds or it does not, and is not compared. Say `full` or "
        + "`not full`."
    case .bareField:
      "This word is a field, and a field needs an operator: `balance > 0 INR`, `email is empty`."
    case .typeMismatch:
      "The value is not of the field's kind: a number is compared with numbers, a day with days, "
        + "text with text in quotes."
    default:
      "The point lies far outside the network. A point is latitude, then longitude, as in map "
        + "links: @12.9716,77.5946. They may be the wrong way round."
    }
  }

  private static func meaning(_ code: DiagnosticCode) -> String {
    switch code {
    case .doesNotApply:
      "The words are known, but not together: this place, figure or clause does not apply to "
        + "these things."
    case .changeRefused:
      "The change would leave the records contradicting themselves, so nothing was altered."
    case .needsConfirmation:
      "A change on a set says how many things it will touch and waits for an answer. In a script, "
        + "run it with --yes."
    case .readOnly:
      "The file is open for reading only. What changes it, and what tries changes out, is refused."
    case .undoBlocked:
      "There is nothing to take back, or a later change stands in the way; that one is named."
    case .noPositions:
      "These things have no place on the map, so they cannot become a map layer. Choose another "
        + "format, or ask about the nodes where they are."
    case .languageVersion:
      "The script is written for a version of the language that is not known here."
    case .portTaken:
      "The port or strand end is in use already. The message says by what."
    case .notAnswered:
      "The sentence is understood but cannot be answered of this file; the message says why."
    case .textTooLong:
      "A text has at most 1,048,576 bytes. Split the script."
    case .tooManyTokens:
      "A text has at most 10,000 words and signs. Split the script."
    case .tooDeep:
      "Parentheses and `not` may be nested 128 deep. Name the inner questions with `let`."
    case .interrupted:
      "The work was interrupted; nothing was altered."
    default:
      "The answer is larger than what may be returned at once. Narrow it, or write it to a file "
        + "with `into`."
    }
  }
}
