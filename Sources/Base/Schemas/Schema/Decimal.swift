/// A number as its shortest decimal digits, exact: digits × 10^exponent. For `multipleOf`, where binary
/// fractions would call 0.3 no multiple of 0.1.
struct Decimal: Sendable, CustomStringConvertible {
    let digits: UInt64
    let exponent: Int

    /// The size of a finite number, without its sign. At most 17 digits, so they always fit.
    init(_ number: Double) {
        let (text, point) = JSONText.shortest(number.magnitude)
        digits = text.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
        exponent = point - text.count
    }

    /// The number for a message.
    var description: String { JSON.double(Double("\(digits)e\(exponent)") ?? 0).description }

    /// Whether this is a whole number of times `divisor`, which is not zero.
    func isMultiple(of divisor: Decimal) -> Bool {
        let shift = exponent - divisor.exponent
        if digits == 0 { return true }
        if shift >= 0 {
            let modulus = divisor.digits
            return Self.product(digits % modulus, Self.powerOfTen(shift, modulus), modulus) == 0
        }
        var modulus = divisor.digits
        for _ in 0..<(-shift) {
            let (next, overflow) = modulus.multipliedReportingOverflow(by: 10)
            if overflow || next > digits { return false }
            modulus = next
        }
        return digits.isMultiple(of: modulus)
    }

    private static func product(_ one: UInt64, _ other: UInt64, _ modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(one.multipliedFullWidth(by: other)).remainder
    }

    private static func powerOfTen(_ exponent: Int, _ modulus: UInt64) -> UInt64 {
        var (result, base, rest) = (1 % modulus, 10 % modulus, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, base, modulus) }
            base = product(base, base, modulus)
            rest >>= 1
        }
        return result
    }
}
