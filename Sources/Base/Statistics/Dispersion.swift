internal import Glibc

/// How much true rates differ between units, learned from their counts.
///
/// A unit with `expected` events under the common rate has its own factor, gamma distributed with mean 1
/// and shape `k`; its count is then negative binomial. `k` near 0 means that units differ wildly, a large
/// `k` that they are alike. Source: Robbins, "An empirical Bayes approach to statistics", 1956; the
/// gamma-Poisson case in Casella, "An introduction to empirical Bayes data analysis", 1985.
struct Dispersion: Sendable {
    private let units: [(count: Double, expected: Double)]
    /// How many units have each count over 0: the costly part of the likelihood depends on nothing else.
    private let frequencies: [(count: Double, units: Double)]

    init(_ units: [(count: Double, expected: Double)]) {
        self.units = units
        var seen: [Double: Double] = [:]
        for unit in units where unit.count > 0 { seen[unit.count, default: 0] += 1 }
        frequencies = seen.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The bounds of the search: a coefficient of variation from about 4.5 down to 1 %.
    private static let range = 0.05...10_000.0

    /// The most plausible shape for these counts.
    ///
    /// The marginal likelihood is multiplied by the spread 1 / sqrt(k), which keeps the estimate off "all
    /// alike" when few units cannot tell. Source: Chung, Rabe-Hesketh, Dorie, Gelman and Liu, "A
    /// nondegenerate penalized likelihood estimator for variance parameters in multilevel models", 2013.
    func shape() -> Double { mostPlausible(in: Self.range, plausibility) }

    private func plausibility(_ shape: Double) -> Double {
        let atRest = SpecialFunctions.logGamma(shape)
        var sum = -0.5 * log(shape) + Double(units.count) * shape * log(shape)
        for frequency in frequencies {
            sum += frequency.units * (SpecialFunctions.logGamma(shape + frequency.count) - atRest)
        }
        for unit in units { sum -= (unit.count + shape) * log(shape + unit.expected) }
        return sum
    }
}

/// The positive number in `range` at which a function with one peak is greatest, to about 1 %: golden
/// section on the logarithm.
func mostPlausible(in range: ClosedRange<Double>, _ plausibility: (Double) -> Double) -> Double {
    let golden = (5.0.squareRoot() - 1) / 2
    var low = log(range.lowerBound)
    var high = log(range.upperBound)
    var left = high - golden * (high - low)
    var right = low + golden * (high - low)
    var atLeft = plausibility(exp(left))
    var atRight = plausibility(exp(right))
    while high - low > 0.02 {
        if atLeft < atRight {
            low = left
            (left, atLeft) = (right, atRight)
            right = low + golden * (high - low)
            atRight = plausibility(exp(right))
        } else {
            high = right
            (right, atRight) = (left, atLeft)
            left = high - golden * (high - low)
            atLeft = plausibility(exp(left))
        }
    }
    return exp((low + high) / 2)
}
