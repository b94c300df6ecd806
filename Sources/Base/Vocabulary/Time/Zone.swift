import Foundation

/// A named time zone of the IANA database, with its rules for daylight saving; the only place that asks Foundation for them.
public struct Zone: Hashable, Sendable, CustomStringConvertible {
    /// The IANA name, such as `Europe/London`.
    public let name: String
    private let rules: TimeZone

    /// The zone of an IANA name or `UTC`; nil where the toolchain's data has none. Offsets such as `GMT+1` are refused.
    public init?(_ name: String) {
        guard name == "UTC" || name.contains("/"), let rules = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.rules = rules
    }

    private init(utc: Void) {
        name = "UTC"
        rules = TimeZone.gmt
    }

    /// Coordinated universal time.
    public static let utc = Zone(utc: ())

    /// Seconds east of UTC at an instant.
    public func offsetSeconds(at instant: Instant) -> Int64 {
        Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)))
    }

    /// The calendar date that clocks in the zone show.
    public func date(at instant: Instant) -> CalendarDate {
        Instant(milliseconds: instant.milliseconds + offsetSeconds(at: instant) * 1_000).utcDate
    }

    /// Seconds since local midnight that clocks in the zone show, 0 to 86,399.
    public func secondOfDay(at instant: Instant) -> Int64 {
        let local = instant.milliseconds + offsetSeconds(at: instant) * 1_000
        return (local - Instant.floorDivide(local, 86_400_000) * 86_400_000) / 1_000
    }

    /// The first instant at which clocks in the zone show the date. Where midnight is skipped (a change to summer time at
    /// 00:00) that is the moment of the change; where it comes twice, the first.
    public func startOfDay(_ date: CalendarDate) -> Instant {
        let midnight = Instant(seconds: date.epochDay * 86_400)
        let before = offsetSeconds(at: midnight.advanced(by: .seconds(-93_600)))
        let after = offsetSeconds(at: midnight.advanced(by: .seconds(93_600)))
        let candidates = [before, after].map { midnight.advanced(by: .seconds(-$0)) }
        let exact = candidates.filter { self.date(at: $0) == date && secondOfDay(at: $0) == 0 }
        if let first = exact.min() { return first }
        return firstInstant(
            of: date, between: midnight.advanced(by: .seconds(-93_600)), and: midnight.advanced(by: .seconds(93_600)))
    }

    private func firstInstant(of date: CalendarDate, between low: Instant, and high: Instant) -> Instant {
        var low = low.milliseconds
        var high = high.milliseconds
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if self.date(at: Instant(milliseconds: middle)) < date { low = middle } else { high = middle }
        }
        return Instant(milliseconds: high)
    }

    /// The IANA name.
    public var description: String { name }

    /// Two zones are the same when their names are.
    public static func == (one: Zone, other: Zone) -> Bool { one.name == other.name }
    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
