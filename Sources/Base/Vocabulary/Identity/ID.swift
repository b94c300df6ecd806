/// A time-ordered identifier of one kind of thing, 128 bits: 48 bits of milliseconds, 80 bits of chance.
///
/// Its text is 26 characters of Crockford's base 32 in lower case, as a ULID writes it; texts sort as the times do. The kind is
/// a type, so an `ID<Run>` where an `ID<Decision>` belongs does not compile.
public struct ID<Kind: Sendable>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The upper and lower half, big-endian.
    public let high: UInt64, low: UInt64

    /// An identifier made at an instant from 80 fresh random bits.
    public init(at instant: Instant, random: (UInt16, UInt64)) {
        high = UInt64(max(0, instant.milliseconds)) << 16 | UInt64(random.0)
        low = random.1
    }

    /// The identifier stored as two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 26 characters of base 32; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 26 else { return nil }
        var value: UInt128 = 0
        for (index, byte) in bytes.enumerated() {
            guard let digit = Base32.alphabet.firstIndex(of: byte), index > 0 || digit < 8 else { return nil }
            value = value << 5 | UInt128(digit)
        }
        high = UInt64(truncatingIfNeeded: value >> 64)
        low = UInt64(truncatingIfNeeded: value)
    }

    /// Reads the 16 bytes that `bytes` gives.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            halves.0 = halves.0 << 8 | UInt64(bytes[index])
            halves.1 = halves.1 << 8 | UInt64(bytes[index + 8])
        }
        (high, low) = halves
    }

    /// 16 bytes, big-endian; sorts as the identifiers do.
    public var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        for index in 0..<8 {
            bytes[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
            bytes[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
        }
        return bytes
    }

    /// 26 characters of base 32.
    public var description: String {
        let alphabet = Base32.alphabet
        var digits = [UInt8](repeating: 0, count: 26)
        var value = UInt128(high) << 64 | UInt128(low)
        for index in 0..<26 {
            digits[25 - index] = alphabet[Int(truncatingIfNeeded: value) & 31]
            value >>= 5
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// When the identifier was made, to the millisecond.
    public var made: Instant { Instant(milliseconds: Int64(high >> 16)) }

    /// Order of making.
    public static func < (one: ID, other: ID) -> Bool { (one.high, one.low) < (other.high, other.low) }
}

private enum Base32 {
    static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

/// The kinds of things that have a time-ordered identifier.
public enum Identified: Sendable {
    /// One pass of an agent over a snapshot.
    public enum Run: Sendable {}
    /// A proposal with its ruling.
    public enum Decision: Sendable {}
    /// An authorised proposal, or one ordered part of it, on its way to a platform.
    public enum Action: Sendable {}
    /// An escalation, which may stop several objects for one cause.
    public enum Escalation: Sendable {}
    /// An import of a file.
    public enum Import: Sendable {}
}

/// A run's identifier.
public typealias RunID = ID<Identified.Run>
/// A decision's identifier: that of a proposal with its ruling.
public typealias DecisionID = ID<Identified.Decision>
/// An action's identifier; its text is the idempotency key.
public typealias ActionID = ID<Identified.Action>
/// An escalation's identifier.
public typealias EscalationID = ID<Identified.Escalation>
/// An import's identifier.
public typealias ImportID = ID<Identified.Import>
