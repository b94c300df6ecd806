/// A point in time: milliseconds since 1970-01-01T00:00:00Z, in UTC, without leap seconds.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Milliseconds since the epoch; negative before it.
    public let milliseconds: Int64

    /// An instant so many milliseconds after the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// An instant so many seconds after the epoch.
    public init(seconds: Int64) { milliseconds = seconds * 1_000 }

    /// Later (or earlier, for a negative duration) by a duration, cut to whole milliseconds.
    public func advanced(by duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + duration.wholeMilliseconds)
    }

    /// How long after `earlier` this is.
    public func since(_ earlier: Instant) -> Duration { .milliseconds(milliseconds - earlier.milliseconds) }

    /// Order in time.
    public static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }

    /// The calendar date in UTC.
    public var utcDate: CalendarDate { CalendarDate(epochDay: Instant.floorDivide(milliseconds, 86_400_000)) }

    /// RFC 3339 in UTC: `2017-10-01T06:00:00Z`, with milliseconds only where there are any.
    public var description: String {
        let day = Instant.floorDivide(milliseconds, 86_400_000)
        let rest = milliseconds - day * 86_400_000
        var text = Array(CalendarDate(epochDay: day).description.utf8)
        text.reserveCapacity(24)
        for (before, number) in [(0x54, rest / 3_600_000), (0x3A, rest / 60_000 % 60), (0x3A, rest / 1_000 % 60)] {
            text.append(UInt8(before))
            Instant.append(number, digits: 2, to: &text)
        }
        if rest % 1_000 != 0 {
            text.append(0x2E)
            Instant.append(rest % 1_000, digits: 3, to: &text)
        }
        text.append(0x5A)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads RFC 3339 with a zone: `2017-10-01T06:00:00Z`, `…+01:00`, up to nine decimals of a second (cut to
    /// milliseconds). A leap second or a missing zone is refused.
    public init?(parsing text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == 0x54 || bytes[10] == 0x74, bytes[13] == 0x3A, bytes[16] == 0x3A,
            let date = CalendarDate(parsing: String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Instant.number(bytes, 11, 2), let minute = Instant.number(bytes, 14, 2),
            let second = Instant.number(bytes, 17, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if bytes[index] == 0x2E {
            let digits = bytes[(index + 1)...].prefix { $0 >= 48 && $0 <= 57 }
            guard (1...9).contains(digits.count) else { return nil }
            let padded = Array(digits.prefix(3)) + Array(repeating: 48, count: max(0, 3 - digits.count))
            fraction = padded.reduce(0) { $0 * 10 + Int64($1 - 48) }
            index += 1 + digits.count
        }
        guard let offset = Instant.offset(bytes, index) else { return nil }
        let seconds = date.epochDay * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(milliseconds: seconds * 1_000 + fraction)
    }

    private static func offset(_ bytes: [UInt8], _ index: Int) -> Int64? {
        guard index < bytes.count else { return nil }
        if bytes[index] == 0x5A || bytes[index] == 0x7A { return index + 1 == bytes.count ? 0 : nil }
        guard bytes[index] == 0x2B || bytes[index] == 0x2D, bytes.count == index + 6, bytes[index + 3] == 0x3A,
            let hours = number(bytes, index + 1, 2), let minutes = number(bytes, index + 4, 2), hours < 24, minutes < 60
        else { return nil }
        return (bytes[index] == 0x2D ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        guard start + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[start..<start + count] {
            guard byte >= 48 && byte <= 57 else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        return value
    }

    /// Appends the last so many decimal digits.
    static func append(_ number: Int64, digits: Int, to text: inout [UInt8]) {
        var scale: Int64 = 1
        for _ in 1..<max(1, digits) { scale *= 10 }
        while scale > 0 {
            text.append(UInt8(48 + number / scale % 10))
            scale /= 10
        }
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
