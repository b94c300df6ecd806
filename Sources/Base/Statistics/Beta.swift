internal import Glibc

/// A beta distribution: what is believed about a share between 0 and 1.
public struct Beta: Posterior, Equatable {
    /// How many successes the belief is worth; > 0.
    public let successes: Double
    /// How many failures the belief is worth; > 0.
    public let failures: Double

    /// A belief worth this many successes and failures; both must be over 0.
    public init(successes: Double, failures: Double) {
        precondition(successes > 0 && failures > 0, "a beta distribution needs two numbers over 0")
        self.successes = successes
        self.failures = failures
    }

    /// A belief with this expected share (strictly between 0 and 1), as firm as `trials` trials, a thousand million at most.
    public init(mean: Double, trials: Double) {
        let trials = min(trials, Gamma.firmest)
        self.init(successes: mean * trials, failures: (1 - mean) * trials)
    }

    /// Expected share.
    public var mean: Double { successes / (successes + failures) }

    /// Expected squared distance from the mean.
    public var variance: Double { mean * (1 - mean) / (successes + failures + 1) }

    /// Probability of a share below `x`.
    public func cumulative(_ x: Double) -> Double { SpecialFunctions.incompleteBeta(successes, failures, x) }

    /// The share with `probability` below it; 0 at 0, 1 at 1.
    public func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return 1 }
        let guess = mean + Normal.quantile(probability) * variance.squareRoot()
        return QuantileSearch(cumulative: cumulative, density: density).find(probability, between: (0, 1), from: guess)
    }

    /// The belief after `count` successes in `trials` (the conjugate update of binomial counts; Gelman et al., BDA3, 2.4).
    /// `count` may not be over `trials`.
    public func updated(count: Double, trials: Double) -> Beta {
        precondition(count >= 0 && count <= trials, "more successes than trials")
        return Beta(successes: successes + count, failures: failures + (trials - count))
    }

    private func density(_ x: Double) -> Double {
        exp((successes - 1) * log(x) + (failures - 1) * log1p(-x) - SpecialFunctions.logBeta(successes, failures))
    }
}
