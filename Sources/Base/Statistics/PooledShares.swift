/// Shares of trials that succeeded (clicks of impressions, purchases of enquiries), pooled over groups.
///
/// The expected share of a unit comes from `PooledRates`; its own share is beta distributed around that, as
/// firmly as the most plausible number of trials says. Source: Gelman et al., "Bayesian Data Analysis",
/// 3rd edition, 5.3; Skellam's beta-binomial distribution, 1948.
public struct PooledShares: Sendable {
    private let rates: PooledRates
    private let pooling: PooledRates.Pooling
    private let firmness: Double

    /// Learns from counts of successes (`count`) in trials (`exposure`).
    public init(_ units: [PooledRates.Unit], pooling: PooledRates.Pooling = .together) {
        let rates = PooledRates(units, pooling: pooling)
        let useful = units.filter { $0.exposure > 0 }
        self.rates = rates
        self.pooling = pooling
        firmness = mostPlausible(in: 1...100_000_000) { trials in
            useful.reduce(0) { $0 + Self.plausibility(trials, Self.mean(rates, $1.groups), $1) }
        }
    }

    /// What is believed about the share of a unit of these groups before its own counts are seen.
    public func prior(_ groups: [Int]) -> Beta {
        pooling == .together
            ? Beta(mean: Self.mean(rates, groups), trials: firmness) : Beta(successes: 0.5, failures: 0.5)
    }

    /// What is believed about the share of this unit. Successes beyond the trials are counted as trials too:
    /// a platform may report a purchase without the click that led to it.
    public func posterior(_ unit: PooledRates.Unit) -> Beta {
        prior(unit.groups).updated(count: unit.count, trials: max(unit.count, unit.exposure))
    }

    private static func mean(_ rates: PooledRates, _ groups: [Int]) -> Double {
        min(max(rates.expected(groups), 1e-9), 1 - 1e-9)
    }

    private static func plausibility(_ trials: Double, _ mean: Double, _ unit: PooledRates.Unit) -> Double {
        let (first, second) = (mean * trials, (1 - mean) * trials)
        let failures = max(0, unit.exposure - unit.count)
        let seen = SpecialFunctions.logBeta(first + unit.count, second + failures)
        return seen - SpecialFunctions.logBeta(first, second)
    }
}
