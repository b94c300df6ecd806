internal import Glibc

/// The standard normal distribution.
public enum Normal: Sendable {
    /// Share of the distribution below `x`.
    public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    /// The value with the share `probability` below it; -infinity at 0, infinity at 1, NaN outside.
    /// Source: Acklam's rational approximation (2003), polished by one step of Halley's method to full precision.
    public static func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 { return -.infinity }
        if probability == 1 { return .infinity }
        let start = approximate(probability)
        let error = cumulative(start) - probability
        let step = error * (2 * Double.pi).squareRoot() * exp(start * start / 2)
        return start - step / (1 + start * step / 2)
    }

    private static func approximate(_ probability: Double) -> Double {
        let edge = 0.02425
        if probability < edge { return tail((-2 * log(probability)).squareRoot()) }
        if probability > 1 - edge { return -tail((-2 * log1p(-probability)).squareRoot()) }
        let centred = probability - 0.5
        let square = centred * centred
        return centred * polynomial(centre, square) / (polynomial(centreBelow, square) * square + 1)
    }

    private static func tail(_ root: Double) -> Double {
        polynomial(tailAbove, root) / (polynomial(tailBelow, root) * root + 1)
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let centre = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let centreBelow = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01,
    ]
    private static let tailAbove = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let tailBelow = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00,
    ]
}
