public import Statistics

/// What the statistical reasoner assumes. Every default is explained, with its source, in docs/explanation/reasoning.md.
public struct ReasonerSettings: Sendable {
    /// Belief about the elasticity: by how many per cent purchases grow when a budget grows by one per cent.
    public var elasticity = Beta(successes: 3, failures: 3)
    /// Belief about the share of a paused ad's money that its campaign spends on its other ads.
    public var respent = Beta(successes: 1, failures: 1)
    /// How likely a budget step has to be good: two to one. It is small, it can be undone, and it teaches.
    public var sureOfStep = 2.0 / 3
    /// How likely a pause has to be good: nine to one, which is where the whole 80 % interval agrees. It ends learning.
    public var sureOfPause = 0.9
    /// Expected gain in a month, in the account's currency, for which a person may be asked instead of taking the
    /// smaller step that nobody has to be asked for.
    public var worthAsking = 50.0
    /// Chance-free draws of the posterior; a multiple of four.
    public var draws = 1024
    /// Which sequence pairs the draws of independent beliefs.
    public var seed: UInt64 = 1
    /// Whether ads learn from each other.
    public var pooling = PooledRates.Pooling.together

    /// The defaults.
    public init() {}
}
