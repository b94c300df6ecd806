public import Cryptography
import Glibc
public import Vocabulary

/// Time and chance of a process: the wall clock, or the recorded time of a home with a simulated clock.
public struct HomeSurroundings: Surroundings {
    private let simulated: Instant?
    private let random: any RandomBytes

    /// The wall clock; or, for a home with a simulated clock, the instant that it has recorded.
    public init(simulated: Instant?, random: any RandomBytes) {
        self.simulated = simulated
        self.random = random
    }

    /// The time now, UTC.
    public func now() -> Instant { simulated ?? HomeSurroundings.wallClock() }

    /// 64 bits from the operating system.
    public func randomBits() -> UInt64 { random.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// The operating system's clock, UTC.
    public static func wallClock() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
