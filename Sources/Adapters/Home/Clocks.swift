public import Cryptography
import Glibc
public import Vocabulary

/// Time and chance of a process: the wall clock, or the recorded time of a home with a simulated clock.
public struct HomeSurroundings: Surroundings {
    private let simulated: Instant?
    private let recorded: Instant?
    private let random: any RandomBytes

    /// The later of the wall clock and of what is recorded; or, for a home with a simulated clock, the instant that it has
    /// recorded.
    public init(simulated: Instant?, recorded: Instant? = nil, random: any RandomBytes) {
        self.simulated = simulated
        self.recorded = recorded
        self.random = random
    }

    /// The time now, UTC.
    public func now() -> Instant {
        if let simulated { return simulated }
        let wall = HomeSurroundings.wallClock()
        return recorded.map { max($0, wall) } ?? wall
    }

    /// 64 bits from the operating system.
    public func randomBits() -> UInt64 { random.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// The operating system's clock, UTC.
    public static func wallClock() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
