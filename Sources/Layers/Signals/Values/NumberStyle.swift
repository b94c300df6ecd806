public import Vocabulary

/// Which sign stands before the decimals; the other one, spaces and apostrophes group the digits before it.
public enum NumberStyle: String, CaseIterable, Equatable, Sendable {
    /// `1,234.56`
    case point
    /// `1.234,56`, also `1 234,56`
    case comma

    var decimalByte: UInt8 { self == .point ? 0x2E : 0x2C }
    var groupByte: UInt8 { self == .point ? 0x2C : 0x2E }
}

/// What a cell of a number column says.
public enum NumberReading: Equatable, Sendable {
    /// A number; `sign` is the currency sign or code beside it, `isRounded` that it had more than twelve
    /// decimals.
    case value(Decimal12, sign: String, isRounded: Bool)
    /// A number followed by `%`; the value is in per cent.
    case percent(Decimal12)
    /// Nothing was reported: empty, `--`, `-`, `n/a`.
    case absent
    /// A bound such as `< 10%`: known to be less or more, but not how much.
    case bound
    /// Not a number in this style.
    case unreadable
}
