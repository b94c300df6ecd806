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

    /// What the counts say about the shape.
    func shapes(_ prior: Shapes.Prior) -> Shapes { Shapes(prior, logLikelihood) }

    /// Of one count, but for a constant.
    static func logLikelihood(_ shape: Double, _ count: Double, _ expected: Double) -> Double {
        let rising = count > 0 ? SpecialFunctions.logGamma(shape + count) - SpecialFunctions.logGamma(shape) : 0
        return rising + shape * log(shape) + count * log(expected) - (count + shape) * log(shape + expected)
    }

    private func logLikelihood(_ shape: Double) -> Double {
        let atRest = SpecialFunctions.logGamma(shape)
        var sum = Double(units.count) * shape * log(shape)
        for frequency in frequencies {
            sum += frequency.units * (SpecialFunctions.logGamma(shape + frequency.count) - atRest)
        }
        for unit in units { sum -= (unit.count + shape) * log(shape + unit.expected) }
        return sum
    }
}

/// What is believed about the shape of the factors of units: a few values with weights.
///
/// Carrying the whole posterior matters, since the most plausible value alone is "all alike" far too often
/// when units are few. Source: Gelman, "Prior distributions for variance parameters in hierarchical models",
/// 2006; Chung, Rabe-Hesketh, Dorie, Gelman and Liu, "A nondegenerate penalized likelihood estimator", 2013;
/// Kass and Steffey, "Approximate Bayesian inference in conditionally independent hierarchical models", 1989.
struct Shapes: Sendable {
    let points: [(shape: Double, weight: Double)]

    /// What is believed about the coefficient of variation before any count. Half-normal with scale 1/2 for groups: they
    /// usually differ by less than a factor of e, and may well be alike. For units that density times the value itself,
    /// which is never zero: no two ads are the same.
    enum Prior {
        case groups, units

        /// Power of k in the density, the change of variables included.
        var power: Double { self == .units ? 1 : 0.5 }
    }

    /// One shape, known for sure.
    init(known shape: Double) { points = [(shape, 1)] }

    /// The posterior on a grid from 0.05, a coefficient of variation of about 4.5, to 10,000, one of 1 %.
    init(_ prior: Prior, _ logLikelihood: (Double) -> Double) {
        let grid = (0...32).map { exp(log(0.05) + Double($0) / 32 * log(10_000 / 0.05)) }
        let heights = grid.map { logLikelihood($0) - prior.power * log($0) - 2 / $0 }
        let top = heights.max() ?? 0
        let likely = zip(grid, heights).map { (shape: $0, weight: exp($1 - top)) }.filter { $0.weight > 1e-3 }
        let sum = likely.reduce(0) { $0 + $1.weight }
        points = likely.map { ($0.shape, $0.weight / sum) }
    }

    /// The shape whose spread is the one to expect: 1 / E(1 / k).
    var expected: Double { 1 / points.reduce(0) { $0 + $1.weight / $1.shape } }

    /// Mean and variance of a belief that depends on the shape.
    func mixed(_ belief: (Double) -> (mean: Double, variance: Double)) -> (mean: Double, variance: Double) {
        var (mean, square) = (0.0, 0.0)
        for point in points {
            let part = belief(point.shape)
            mean += point.weight * part.mean
            square += point.weight * (part.variance + part.mean * part.mean)
        }
        return (mean, square - mean * mean)
    }
}
