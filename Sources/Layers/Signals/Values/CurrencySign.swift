import Vocabulary

/// Signs that stand beside amounts, and the currencies they can mean.
enum CurrencySign {
    /// Whether a sign found beside an amount can mean `currency`; an empty sign says nothing and fits.
    static func fits(_ sign: String, _ currency: Currency) -> Bool {
        if sign.isEmpty || sign == currency.code { return true }
        return candidates(sign).contains(currency.code)
    }

    /// The one currency that a sign means, or nil where it can be several or is unknown.
    static func meaning(_ sign: String) -> Currency? {
        if let code = Currency(sign) { return code }
        let possible = candidates(sign)
        return possible.count == 1 ? Currency(possible[0]) : nil
    }

    /// Whether it is a sign of currencies at all.
    static func isKnown(_ sign: String) -> Bool { !candidates(sign).isEmpty }

    private static func candidates(_ sign: String) -> [String] { table[sign.lowercased()] ?? [] }

    private static let dollars = [
        "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL", "JMD", "TTD", "FJD",
    ]
    private static let table: [String: [String]] = [
        "€": ["EUR"], "£": ["GBP"], "$": dollars, "us$": ["USD"], "$us": ["USD"], "a$": ["AUD"], "au$": ["AUD"],
        "ca$": ["CAD"], "c$": ["CAD"], "nz$": ["NZD"], "hk$": ["HKD"], "s$": ["SGD"], "nt$": ["TWD"], "mx$": ["MXN"],
        "r$": ["BRL"], "¥": ["JPY", "CNY"], "cn¥": ["CNY"], "₹": ["INR"], "rs": ["INR", "PKR", "LKR"], "₩": ["KRW"],
        "₽": ["RUB"], "₺": ["TRY"], "₪": ["ILS"], "₴": ["UAH"], "₫": ["VND"], "₱": ["PHP"], "zł": ["PLN"],
        "kč": ["CZK"], "ft": ["HUF"], "lei": ["RON"], "kr": ["SEK", "NOK", "DKK", "ISK"], "fr": ["CHF"], "sfr": ["CHF"],
        "r": ["ZAR"], "฿": ["THB"],
    ]
}
