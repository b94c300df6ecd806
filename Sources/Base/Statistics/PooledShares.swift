/// Shares of trials that succeeded (clicks of impressions, purchases of enquiries), pooled over groups.
///
/// The expected share of a unit comes from `PooledRates`; its own share is beta distributed around that,
/// with a spread that the data give. Source: Gelman et al., "Bayesian Data Analysis", 3rd edition, 5.3;
/// Skellam's beta-binomial distribution, 1948.
public struct PooledShares: Sendable {
    private let rates: PooledRates
    private let pooling: PooledRates.Pooling
    /// How much units differ from what their groups expect: shapes of gamma factors of the same spread.
    private let ownShapes: Shapes

    /// Learns from counts of successes (`count`) in trials (`exposure`).
    public init(_ units: [PooledRates.Unit], pooling: PooledRates.Pooling = .together) {
        let rates = PooledRates(units, pooling: pooling)
        let useful = units.filter { $0.exposure > 0 }
        self.rates = rates
        self.pooling = pooling
        let seen = useful.map { ($0, rates.groupsWithout($0)) }
        ownShapes = Shapes(.units) { shape in
            seen.reduce(0) { sum, unit in
                let spread = (1 + 1 / shape) * (1 + unit.1.spread) - 1
                return sum + Self.logLikelihood(Self.belief(Self.inside(unit.1.mean), spread: spread), unit.0)
            }
        }
    }

    /// What is believed about the share of one of the units learned from. Successes beyond the trials are
    /// counted as trials too: a platform may report a purchase without the click that led to it.
    public func posterior(_ unit: PooledRates.Unit) -> Beta {
        let trials = max(unit.count, unit.exposure)
        guard pooling == .together else {
            return Beta(successes: 0.5, failures: 0.5).updated(count: unit.count, trials: trials)
        }
        let groups = rates.groupsWithout(unit)
        let mixed = ownShapes.mixed { shape in
            let spread = (1 + 1 / shape) * (1 + groups.spread) - 1
            let belief = Self.belief(Self.inside(groups.mean), spread: spread).updated(
                count: unit.count, trials: trials)
            return (belief.mean, belief.variance)
        }
        let mean = Self.inside(mixed.mean)
        return Beta(mean: mean, trials: max(mean * (1 - mean) / mixed.variance - 1, 1e-3))
    }

    private static func inside(_ share: Double) -> Double { min(max(share, 1e-9), 1 - 1e-9) }

    /// The beta distribution with this mean and squared coefficient of variation, which a share cannot
    /// have without bound: it is never believed to be worth less than a twentieth of a trial.
    private static func belief(_ mean: Double, spread: Double) -> Beta {
        Beta(mean: mean, trials: max((1 - mean) / mean / spread - 1, 0.05))
    }

    private static func logLikelihood(_ belief: Beta, _ unit: PooledRates.Unit) -> Double {
        let failures = max(0, unit.exposure - unit.count)
        let seen = SpecialFunctions.logBeta(belief.successes + unit.count, belief.failures + failures)
        return seen - SpecialFunctions.logBeta(belief.successes, belief.failures)
    }
}
