// How units are written. Letter case does not matter, but that currencies are in capitals.
extension Unit {
  /// The unit that a word is, where the word is one; currencies are those of the lexicon.
  public static func named(_ word: String, currencies: Set<String>) -> Unit? {
    if currencies.contains(word) { return .currency(word) }
    return bySpelling[word.lowercased()]
  }

  /// What the unit is usually written as.
  public var spelling: String {
    switch self {
    case .seconds: "s"
    case .minutes: "min"
    case .hours: "h"
    case .days: "days"
    case .weeks: "weeks"
    case .months: "months"
    case .years: "years"
    case .millimetres: "mm"
    case .centimetres: "cm"
    case .metres: "m"
    case .kilometres: "km"
    case .feet: "ft"
    case .miles: "mi"
    case .hops: "hops"
    case .decibels: "dB"
    case .decibelMilliwatts: "dBm"
    case .kilobitsPerSecond: "kbps"
    case .megabitsPerSecond: "Mbps"
    case .gigabitsPerSecond: "Gbps"
    case .percent: "%"
    case .currency(let code): code
    }
  }

  /// All spellings in lower case, without currencies.
  static let bySpelling: [String: Unit] = [
    "s": .seconds, "min": .minutes, "h": .hours,
    "day": .days, "days": .days, "week": .weeks, "weeks": .weeks,
    "month": .months, "months": .months, "year": .years, "years": .years,
    "mm": .millimetres, "cm": .centimetres, "m": .metres, "km": .kilometres,
    "ft": .feet, "mi": .miles, "hop": .hops, "hops": .hops,
    "db": .decibels, "dbm": .decibelMilliwatts,
    "kbps": .kilobitsPerSecond, "mbps": .megabitsPerSecond, "gbps": .gigabitsPerSecond,
    "%": .percent,
  ]

  /// What people write where a unit is meant, by the unit's own spelling.
  static let otherSpellings: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min",
    "minutes": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "days",
    "dys": "days", "wk": "weeks", "wks": "weeks", "mo": "months", "mon": "months",
    "yr": "years", "yrs": "years", "y": "years",
    "meter": "m", "meters": "m", "metre": "m", "metres": "m", "mtr": "m", "mtrs": "m",
    "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km", "kms": "km",
    "foot": "ft", "feet": "ft", "mile": "mi", "miles": "mi",
    "decibel": "dB", "decibels": "dB", "percent": "%", "pct": "%",
    "mbit": "Mbps", "mbits": "Mbps", "gbit": "Gbps", "kbit": "kbps",
    "rs": "INR", "rupee": "INR", "rupees": "INR", "dollar": "USD", "dollars": "USD",
    "euro": "EUR", "euros": "EUR",
  ]

  /// The currencies of ISO 4217 in use for payments.
  public static let isoCurrencies: Set<String> = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF \
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH \
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map { String($0) })
}
