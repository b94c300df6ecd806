import CSystem

/// CLOCK_BOOTTIME in nanoseconds: counts through sleep and never jumps, so a deadline measured on it holds.
enum BootClock {
    /// Nanoseconds since the machine started.
    static var nanoseconds: Int64 { csystem_boottime() }
}

/// The moment after which an answer is no longer waited for.
struct Deadline {
    private let end: Int64

    /// So much time from now.
    init(in duration: Duration) {
        let (seconds, attoseconds) = duration.components
        end = BootClock.nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// Milliseconds left, rounded up and never negative, for `poll`.
    var millisecondsLeft: Int32 {
        let left = max(0, end - BootClock.nanoseconds)
        return Int32(clamping: (left + 999_999) / 1_000_000)
    }

    /// Whether nothing is left.
    var isPast: Bool { BootClock.nanoseconds >= end }
}
