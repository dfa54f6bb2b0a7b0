// The currencies of ISO 4217 and how many decimals their amounts have.

/// Minor digits of currencies: 2 for EUR (cents), 0 for JPY, 3 for KWD (fils).
public enum Currency {
  /// The number of decimals of a currency, or nil for a code that is not in use.
  /// Source: ISO 4217:2015, list one, with its amendments up to 2026. Units without a minor unit
  /// (gold, special drawing rights, test codes) are no currencies here.
  public static func minorDigits(of code: String) -> Int? {
    if withTwo.contains(code) { return 2 }
    if withNone.contains(code) { return 0 }
    return withThree.contains(code) ? 3 : nil
  }

  /// All codes, sorted.
  public static let codes: [String] = (withTwo.union(withNone).union(withThree)).sorted()

  private static let withNone = set(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")

  private static let withThree = set("BHD IQD JOD KWD LYD OMR TND")

  private static let withTwo = set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD \
    HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA \
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
    QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP \
    TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """)

  private static func set(_ codes: String) -> Set<String> {
    Set(codes.split(separator: " ").map(String.init))
  }
}
