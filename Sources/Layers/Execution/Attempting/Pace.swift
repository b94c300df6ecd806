/// A token bucket: how fast one platform may be asked. Pure; time comes in as nanoseconds of CLOCK_BOOTTIME.
///
/// It counts in millionths of a token, so that no rate is rounded away, and a clock that stands still only makes it slower.
public struct Pace: Hashable, Sendable {
    private let capacity: Int128
    private let perNanosecond: (tokens: Int128, nanoseconds: Int128)
    private var level: Int128
    private var seen: Int64

    private static let unit: Int128 = 1_000_000

    /// At most `tokens` in any stretch of `window`, and at most `burst` at once; the bucket is full at `nanoseconds`.
    ///
    /// The published window is honoured exactly: a full bucket and what refills during one window together never pass
    /// `tokens`, so the refill is `tokens - burst` a window.
    public init(tokens: Int64, per window: Duration, burst: Int64, at nanoseconds: Int64) {
        precondition(burst > 0 && tokens > burst && window > .zero, "a pace needs 0 < burst < tokens and a window")
        let (seconds, attoseconds) = window.components
        capacity = Int128(burst) * Pace.unit
        perNanosecond = (
            Int128(tokens - burst) * Pace.unit, Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
        )
        level = capacity
        seen = nanoseconds
    }

    /// Takes `cost` tokens at a time, or says how long to wait until they are there. A cost over the burst never fits: nil.
    public mutating func take(_ cost: Int64 = 1, at nanoseconds: Int64) -> Answer? {
        refill(at: nanoseconds)
        let wanted = Int128(cost) * Pace.unit
        guard wanted <= capacity else { return nil }
        guard level < wanted else {
            level -= wanted
            return .go
        }
        let missing = (wanted - level) * perNanosecond.nanoseconds
        let nanoseconds = (missing + perNanosecond.tokens - 1) / perNanosecond.tokens
        return .wait(.nanoseconds(Int64(clamping: nanoseconds)))
    }

    /// Whether a call may go now.
    public enum Answer: Hashable, Sendable {
        /// It may go; the tokens are taken.
        case go
        /// It may be asked again after so long; nothing was taken.
        case wait(Duration)
    }

    /// After the platform said that it was too much: the bucket is empty from here.
    public mutating func drain(at nanoseconds: Int64) {
        refill(at: nanoseconds)
        level = 0
    }

    private mutating func refill(at nanoseconds: Int64) {
        guard nanoseconds > seen else { return }
        let gained = Int128(nanoseconds - seen) * perNanosecond.tokens / perNanosecond.nanoseconds
        guard gained > 0 else { return }
        level = min(capacity, level + gained)
        seen = nanoseconds
    }

    /// Equal where the rate and the level are.
    public static func == (one: Pace, other: Pace) -> Bool {
        one.capacity == other.capacity && one.level == other.level && one.seen == other.seen
            && one.perNanosecond == other.perNanosecond
    }

    /// Hashes the level.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(level)
        hasher.combine(seen)
    }
}
