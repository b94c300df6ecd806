/// An amount in minor units of one currency (pence for GBP); every sum is checked, nothing is ever converted.
public struct Money: Hashable, Sendable, CustomStringConvertible {
    /// Whole minor units; may be negative for a difference.
    public let minorUnits: Int64
    /// What the units are of.
    public let currency: Currency

    /// An amount of `minorUnits` in `currency`.
    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in `currency`.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// The sum; throws where the currencies differ or the sum does not fit.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        try check(other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: sum, currency)
    }

    /// The difference; throws where the currencies differ or the difference does not fit.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try check(other)
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: difference, currency)
    }

    /// The amount times a percentage, rounded towards the side that is named.
    public func scaled(by share: Percentage, rounding: Rounding) throws(MoneyError) -> Money {
        let exact = Int128(minorUnits) * Int128(share.partsPerMillion)
        let units = rounding.divide(exact, by: 1_000_000)
        guard let fitting = Int64(exactly: units) else { throw .overflow }
        return Money(minorUnits: fitting, currency)
    }

    /// Whether this is less than `other`; throws where the currencies differ.
    public func isLess(than other: Money) throws(MoneyError) -> Bool {
        try check(other)
        return minorUnits < other.minorUnits
    }

    /// `1,234.50 GBP` without the comma: digits, a point, the currency's decimals, a space, the code.
    public var description: String { "\(decimalText) \(currency.code)" }

    /// The amount without its currency, with all its decimals: `1234.50`.
    public var decimalText: String {
        let scale = UInt64(currency.minorPerMajor)
        let sign = minorUnits < 0 ? "-" : ""
        let major = minorUnits.magnitude / scale
        guard currency.decimals > 0 else { return "\(sign)\(major)" }
        var minor: [UInt8] = [0x2E]
        Instant.append(Int64(minorUnits.magnitude % scale), digits: currency.decimals, to: &minor)
        return sign + String(major) + String(decoding: minor, as: UTF8.self)
    }

    private func check(_ other: Money) throws(MoneyError) {
        guard currency == other.currency else { throw .currencies(currency, other.currency) }
    }
}

extension Money {
    /// Reads `40.88 GBP`: an optional minus, digits, at most the currency's decimals, one space, an ISO 4217 code.
    public init(parsing text: String) throws(MoneyError) {
        guard let space = text.utf8.firstIndex(of: 0x20) else { throw .unreadable(text) }
        let code = text[text.utf8.index(after: space)...]
        guard !code.utf8.contains(0x20) else { throw .unreadable(text) }
        guard let currency = Currency(String(code)) else { throw .unknownCurrency(String(code)) }
        try self.init(decimal: String(text[..<space]), currency)
    }

    /// Reads `40.88` as an amount of `currency`; more decimals than the currency has are refused, never rounded.
    public init(decimal text: String, _ currency: Currency) throws(MoneyError) {
        guard let decimal = Decimal12(parsing: text) else { throw .unreadable(text) }
        let unit = Decimal12.one / Int128(currency.minorPerMajor)
        let (whole, rest) = decimal.units.quotientAndRemainder(dividingBy: unit)
        guard rest == 0, let minor = Int64(exactly: whole) else { throw .unreadable(text) }
        self.init(minorUnits: minor, currency)
    }
}

/// What can be wrong with an amount.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The result is beyond 64 bits of minor units.
    case overflow
    /// Two currencies met.
    case currencies(Currency, Currency)
    /// The text is not an amount with its currency.
    case unreadable(String)
    /// ISO 4217 has no such code.
    case unknownCurrency(String)

    /// One fragment for a person, with the way out.
    public var description: String {
        switch self {
        case .overflow: "the amount is too large to count in minor units"
        case .currencies(let one, let other): "`\(one)` and `\(other)` cannot be added; amounts are never converted"
        case .unreadable(let text): "`\(text)` is not an amount; write it as `40.88 GBP`"
        case .unknownCurrency(let code): "`\(code)` is not a currency of ISO 4217; write it as in `40.88 GBP`"
        }
    }
}
