public import Vocabulary
import Locks

/// Time that moves only when a test says so, and chance that one seed repeats: the surroundings of a simulated run.
public final class ManualClock: Surroundings {
    private let state: Lock<State>

    private struct State {
        var now: Instant
        var chance: SeededBits
    }

    /// A clock that stands at `start`, with the random bits of a seed.
    public init(at start: Instant, seed: UInt64 = 1) {
        state = Lock(State(now: start, chance: SeededBits(seed: seed)))
    }

    /// The time it stands at.
    public func now() -> Instant { state.withLock { $0.now } }

    /// The next 64 bits of the seed.
    public func randomBits() -> UInt64 { state.withLock { $0.chance.next() } }

    /// Moves it on; a negative duration moves it back, which is what a test of clock changes wants.
    public func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now.advanced(by: duration) }
    }
}
