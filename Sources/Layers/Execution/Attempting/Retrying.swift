public import Vocabulary

/// When a failed attempt is tried again. Pure: it is told what failed and when, and says what is next.
///
/// Pauses grow from the first one by doubling, with a seeded jitter of the upper half, up to the longest; a platform that asks
/// for more gets more. An effect in doubt is never tried again by this machine.
/// Source of the jitter: M. Brooker, "Exponential Backoff And Jitter", AWS 2015, "equal jitter".
public struct Retrying: Hashable, Sendable {
    /// What is next.
    public enum Step: Hashable, Sendable {
        /// The same under the same key, admitted anew, not before.
        case tryAgain(at: Instant)
        /// Find out what happened first.
        case reconcile
        /// A person decides; nothing is tried any more.
        case askOwner(reason: String)
    }

    /// Attempts that failed so far.
    public private(set) var failures = 0
    private let most: Int
    private let firstPause: Duration
    private let longestPause: Duration
    private let giveUpAt: Instant
    private var seed: UInt64

    /// A machine for one action: at most `most` attempts, none begun after `giveUpAt`. `seed` is fresh chance from outside.
    public init(
        giveUpAt: Instant, seed: UInt64, most: Int = 6, firstPause: Duration = .seconds(1),
        longestPause: Duration = .seconds(300)
    ) {
        self.giveUpAt = giveUpAt
        self.seed = seed
        self.most = most
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Counts a failed attempt and says what is next.
    public mutating func failed(_ remedy: Remedy, at now: Instant) -> Step {
        failures += 1
        switch remedy {
        case .reconcile: return .reconcile
        case .giveUp: return .askOwner(reason: "the platform refuses it, and would again")
        case .retry(let wish):
            guard failures < most else { return .askOwner(reason: "\(failures) attempts failed; \(most) are allowed") }
            let next = now.advanced(by: max(pause(), wish ?? .zero))
            guard next <= giveUpAt else {
                return .askOwner(reason: "the next attempt would be at `\(next)`, after `\(giveUpAt)`")
            }
            return .tryAgain(at: next)
        }
    }

    private mutating func pause() -> Duration {
        let doubled = firstPause.wholeMilliseconds << min(failures - 1, 20)
        let whole = max(1, min(doubled, longestPause.wholeMilliseconds))
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return .milliseconds(whole / 2 + Int64((seed >> 33) % UInt64(whole / 2 + 1)))
    }
}
