extension JSONScanner {
    /// The largest whole number every JSON reader can hold: 2^53 - 1 (RFC 7493, section 2.2).
    static let largestInteger: UInt64 = (1 << 53) - 1

    /// The parts of a number as written: ± digits × 10^exponent.
    private struct Digits {
        var isNegative = false
        var value: UInt64 = 0
        /// Digits that no longer fit `value`; then only the slow, exact conversion will do.
        var isLong = false
        var isZero = true
        var exponent = 0
        var isWhole = true

        mutating func take(_ digit: UInt8) {
            if digit != 0 { isZero = false }
            if value < 1_000_000_000_000_000_000 { value = value * 10 + UInt64(digit) } else { isLong = true }
        }
    }

    /// Reads a number by the grammar of RFC 8259, section 6.
    mutating func scanNumber(_ bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        var digits = Digits()
        if bytes[position] == UInt8(ascii: "-") {
            digits.isNegative = true
            position += 1
        }
        let first = position
        try scanDigits(&digits, bytes)
        if bytes[first] == UInt8(ascii: "0"), position > first + 1 {
            throw fault(
                "a number begins with `0`; leave the zero out or send it as a string", at: start, bytes)
        }
        if peek(bytes) == UInt8(ascii: ".") {
            digits.isWhole = false
            position += 1
            let point = position
            try scanDigits(&digits, bytes)
            digits.exponent = point - position
        }
        if peek(bytes) | 0x20 == UInt8(ascii: "e") { try scanExponent(&digits, bytes) }
        try appendNumber(digits, start, bytes)
    }

    private mutating func scanDigits(_ digits: inout Digits, _ bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            digits.take(digit)
            position += 1
        }
        if position == start { throw unexpected("a digit", bytes) }
    }

    private mutating func scanExponent(_ digits: inout Digits, _ bytes: Span<UInt8>) throws(JSONError) {
        digits.isWhole = false
        position += 1
        let isNegative = peek(bytes) == UInt8(ascii: "-")
        if isNegative || peek(bytes) == UInt8(ascii: "+") { position += 1 }
        var exponent = Digits()
        try scanDigits(&exponent, bytes)
        let size = Int(min(exponent.value, 1_000_000))
        digits.exponent += isNegative ? -size : size
    }

    private mutating func appendNumber(_ digits: Digits, _ start: Int, _ bytes: Span<UInt8>) throws(JSONError) {
        if digits.isWhole {
            guard !digits.isLong, digits.value <= Self.largestInteger else { throw tooLarge(start, bytes) }
            let whole = Int64(digits.value)
            let pattern = UInt64(bitPattern: digits.isNegative ? -whole : whole)
            return tokens.append(JSONTape.Token(.integer, at: start, pattern: pattern))
        }
        let number = double(digits, start, bytes)
        guard number.isFinite, number != 0 || digits.isZero else {
            throw fault(
                "number \(written(start, bytes)) is out of range; send it as a string", at: start, bytes)
        }
        // Its canonical spelling would be a whole number that no reader could take back.
        if number.magnitude > Double(Self.largestInteger), number.magnitude < 1e21 {
            throw tooLarge(start, bytes)
        }
        tokens.append(JSONTape.Token(.double, at: start, pattern: number.bitPattern))
    }

    private func tooLarge(_ start: Int, _ bytes: Span<UInt8>) -> JSONError {
        fault(
            "number \(written(start, bytes)) is beyond `\(Self.largestInteger)`; send it as a string",
            at: start, bytes)
    }

    private func written(_ start: Int, _ bytes: Span<UInt8>) -> String {
        quoted(text(start, bytes))
    }

    private func text(_ start: Int, _ bytes: Span<UInt8>) -> String {
        var text = ""
        for index in start..<position { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return text
    }

    /// Short numbers are exact in one multiplication or division (Clinger 1990); the rest goes the long way.
    private func double(_ digits: Digits, _ start: Int, _ bytes: Span<UInt8>) -> Double {
        if !digits.isLong, digits.value <= Self.largestInteger, digits.exponent.magnitude <= 22 {
            let value = Double(digits.value)
            let power = Self.powers[Int(digits.exponent.magnitude)]
            let number = digits.exponent < 0 ? value / power : value * power
            return digits.isNegative ? -number : number
        }
        return Double(text(start, bytes)) ?? .nan
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19,
        1e20, 1e21, 1e22,
    ]
}
