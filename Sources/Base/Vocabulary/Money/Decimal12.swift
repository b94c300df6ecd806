/// An exact decimal with twelve places in 128 bits; the arithmetic under every amount that is not whole minor units.
public struct Decimal12: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whole units of 10^-12.
    public let units: Int128

    /// How many units make 1.
    public static let one: Int128 = 1_000_000_000_000
    /// Nothing.
    public static let zero = Decimal12(units: 0)

    /// A decimal of so many 10^-12.
    public init(units: Int128) { self.units = units }

    /// A whole number.
    public init(_ whole: Int64) { units = Int128(whole) * Decimal12.one }

    /// Reads `-12.5`: optional minus, 1 to 24 digits, optionally a point and 1 to 12 digits. Nothing else, no exponent.
    public init?(parsing text: some StringProtocol) {
        var whole: Int128 = 0
        var fraction: Int64 = 0
        var (wholeDigits, fractionDigits) = (0, 0)
        var (isNegative, hasPoint) = (false, false)
        for byte in text.utf8 {
            switch byte {
            case 0x2D where wholeDigits == 0 && !hasPoint && !isNegative: isNegative = true
            case 0x2E where wholeDigits > 0 && !hasPoint: hasPoint = true
            case 0x30...0x39 where hasPoint && fractionDigits < 12:
                fraction = fraction * 10 + Int64(byte - 0x30)
                fractionDigits += 1
            case 0x30...0x39 where !hasPoint && wholeDigits < 24:
                whole = whole * 10 + Int128(byte - 0x30)
                wholeDigits += 1
            default: return nil
            }
        }
        guard wholeDigits > 0, hasPoint == (fractionDigits > 0) else { return nil }
        for _ in fractionDigits..<12 { fraction *= 10 }
        let magnitude = whole * Decimal12.one + Int128(fraction)
        units = isNegative ? -magnitude : magnitude
    }

    /// The sum, or nil where it does not fit.
    public func adding(_ other: Decimal12) -> Decimal12? {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return overflow ? nil : Decimal12(units: sum)
    }

    /// The quotient rounded to twelve places in the named direction; nil for a divisor of zero or no room.
    public func divided(by other: Decimal12, rounding: Rounding) -> Decimal12? {
        guard other.units != 0 else { return nil }
        let (scaled, overflow) = units.multipliedReportingOverflow(by: Decimal12.one)
        guard !overflow else { return nil }
        return Decimal12(units: rounding.divide(scaled, by: other.units))
    }

    /// Order of value.
    public static func < (one: Decimal12, other: Decimal12) -> Bool { one.units < other.units }

    /// Shortest exact text: `1.429999948`, `40`, `-0.5`.
    public var description: String {
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: Decimal12.one.magnitude)
        var text = units < 0 ? "-" : ""
        // Whole numbers of this size are the rule, and those of 64 bits are written many times as fast.
        if let small = UInt64(exactly: whole) { text += String(small) } else { text += String(whole) }
        guard rest != 0 else { return text }
        var (fraction, places) = (UInt64(rest), 12)
        while fraction.isMultiple(of: 10) {
            fraction /= 10
            places -= 1
        }
        let digits = String(fraction)
        text += "."
        for _ in digits.utf8.count..<places { text += "0" }
        return text + digits
    }

    /// The nearest double, for statistics alone; money that is judged never passes through here.
    public var approximate: Double { Double(units) / 1e12 }
}

/// Which way an inexact division goes.
public enum Rounding: Sendable {
    /// Towards minus infinity.
    case down
    /// Towards plus infinity.
    case up
    /// To the nearest, halves away from zero; for showing, never for judging.
    case nearest

    /// `dividend / divisor` as a whole number, rounded this way. The divisor must not be zero.
    public func divide(_ dividend: Int128, by divisor: Int128) -> Int128 {
        precondition(divisor != 0, "a division by zero reached the arithmetic")
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard remainder != 0 else { return quotient }
        let isNegative = (remainder < 0) != (divisor < 0)
        switch self {
        case .down: return isNegative ? quotient - 1 : quotient
        case .up: return isNegative ? quotient : quotient + 1
        case .nearest:
            guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
            return isNegative ? quotient - 1 : quotient + 1
        }
    }
}
