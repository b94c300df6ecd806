/// The one bucket of a platform, shared by everything in this process that asks it for effects.
///
/// Nobody waits in here with a permit in hand: who finds the bucket empty is told for how long, and is admitted anew then.
public actor PlatformPace {
    private var pace: Pace
    private let nanoseconds: @Sendable () -> Int64

    /// At most `tokens` effects in any stretch of `window`, at most `burst` at once. `nanoseconds` is CLOCK_BOOTTIME.
    public init(tokens: Int64, per window: Duration, burst: Int64, nanoseconds: @escaping @Sendable () -> Int64) {
        pace = Pace(tokens: tokens, per: window, burst: burst, at: nanoseconds())
        self.nanoseconds = nanoseconds
    }

    /// Takes a turn, nil; or says how long there is none.
    public func turn() -> Duration? {
        switch pace.take(at: nanoseconds()) {
        case .go?, nil: nil
        case .wait(let time)?: time
        }
    }

    /// The platform itself said that it was too much: the bucket was fuller than its own.
    public func wasTooMuch() { pace.drain(at: nanoseconds()) }
}
