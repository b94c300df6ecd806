/// Money as a platform reports it: an exact decimal of a currency, `1.429999948 GBP`, never rounded until it is judged.
public struct MetricMoney: Hashable, Sendable, CustomStringConvertible {
    /// Major units, exact to 10^-12.
    public let amount: Decimal12
    /// What the units are of.
    public let currency: Currency

    /// An amount in major units.
    public init(_ amount: Decimal12, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The same amount of an exact number of minor units.
    public init(_ money: Money) {
        let unit = Decimal12.one / Int128(money.currency.minorPerMajor)
        self.init(Decimal12(units: Int128(money.minorUnits) * unit), money.currency)
    }

    /// Whole minor units; the caller names the side that is rounded against us.
    public func rounded(_ rounding: Rounding) throws(MoneyError) -> Money {
        let unit = Decimal12.one / Int128(currency.minorPerMajor)
        guard let minor = Int64(exactly: rounding.divide(amount.units, by: unit)) else { throw .overflow }
        return Money(minorUnits: minor, currency)
    }

    /// The sum; throws where the currencies differ or the sum does not fit.
    public func adding(_ other: MetricMoney) throws(MoneyError) -> MetricMoney {
        guard currency == other.currency else { throw .currencies(currency, other.currency) }
        guard let sum = amount.adding(other.amount) else { throw .overflow }
        return MetricMoney(sum, currency)
    }

    /// `1.429999948 GBP`.
    public var description: String { "\(amount) \(currency.code)" }
}
