/// What is believed about one positive number after seeing data: a distribution with closed forms.
public protocol Posterior: Sendable {
    /// Expected value.
    var mean: Double { get }
    /// Expected squared distance from the mean.
    var variance: Double { get }
    /// Probability of a value below `x`.
    func cumulative(_ x: Double) -> Double
    /// The value with the share `probability` below it, for 0 < `probability` < 1.
    func quantile(_ probability: Double) -> Double
}

extension Posterior {
    /// The range that leaves half of what `share` does not hold on either side; `share` = 0.8 cuts at 10 % and 90 %.
    public func interval(_ share: Double = 0.8) -> Interval {
        let tail = (1 - share) / 2
        return Interval(low: quantile(tail), expected: mean, high: quantile(1 - tail))
    }
}

/// Finds where the share of a distribution below a value reaches a probability, between two bounds.
struct QuantileSearch {
    let cumulative: (Double) -> Double
    let density: (Double) -> Double

    /// Newton's method, with bisection where a step would leave the bounds: always ends, to about 12 digits.
    func find(_ probability: Double, between bounds: (low: Double, high: Double), from start: Double) -> Double {
        var (low, high) = bounds
        var guess = start > low && start < high ? start : (low + high) / 2
        for _ in 0..<200 {
            let excess = cumulative(guess) - probability
            if excess < 0 { low = guess } else { high = guess }
            if high - low <= 1e-13 * high { return guess }
            let next = guess - excess / density(guess)
            if abs(next - guess) <= 1e-13 * guess { return next }
            guess = next > low && next < high ? next : (low + high) / 2
        }
        return guess
    }
}
