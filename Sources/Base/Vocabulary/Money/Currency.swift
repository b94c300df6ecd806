/// A currency of ISO 4217, by its three-letter code; knows how many decimals its minor unit has.
///
/// Source: ISO 4217 list one (six.org), minor units as published 2024-06. An unknown code is not a currency.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    private let packed: UInt32
    /// Decimals of the minor unit: 2 for GBP, 0 for JPY, 3 for KWD.
    public let decimals: Int

    /// The currency of a code in capitals, or nil where ISO 4217 has none.
    public init?(_ code: String) {
        guard code.utf8.count == 3, let decimals = Currency.decimals(of: code) else { return nil }
        packed = code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
        self.decimals = decimals
    }

    /// The three-letter code, such as `GBP`.
    public var code: String {
        String(decoding: [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)], as: UTF8.self)
    }
    /// The code.
    public var description: String { code }

    /// Minor units in one major unit: 100 for GBP.
    public var minorPerMajor: Int64 { Currency.powers[decimals] }

    private static let powers: [Int64] = [1, 10, 100, 1_000, 10_000]
    private static let none: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    ]
    private static let three: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let four: Set<String> = ["CLF", "UYW"]
    private static let two: Set<String> = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE \
        CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD \
        HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU \
        MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG \
        SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST \
        XCD YER ZAR ZMW ZWL
        """.split(separator: " ").map(String.init))

    private static func decimals(of code: String) -> Int? {
        if two.contains(code) { return 2 }
        if none.contains(code) { return 0 }
        if three.contains(code) { return 3 }
        return four.contains(code) ? 4 : nil
    }

    /// Every code this build knows, sorted; for suggestions on a mistyped one.
    public static var allCodes: [String] { (two.union(none).union(three).union(four)).sorted() }
}
