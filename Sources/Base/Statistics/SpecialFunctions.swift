internal import Glibc

/// Functions of classical analysis that the distributions need. Arguments outside the stated range give NaN.
public enum SpecialFunctions: Sendable {
    /// Logarithm of the gamma function for `x` > 0, to about 15 digits (Stirling's series after a shift above 10).
    /// Source: Abramowitz and Stegun 6.1.41.
    public static func logGamma(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var shifted = x
        var product = 1.0
        while shifted < 10 {
            product *= shifted
            shifted += 1
        }
        let inverse = 1 / shifted
        let square = inverse * inverse
        let series =
            inverse
            * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
        let stirling = (shifted - 0.5) * log(shifted) - shifted + 0.918_938_533_204_672_742 + series
        return stirling - log(product)
    }

    /// Logarithm of the beta function; both arguments > 0. Source: Abramowitz and Stegun 6.2.2.
    public static func logBeta(_ first: Double, _ second: Double) -> Double {
        logGamma(first) + logGamma(second) - logGamma(first + second)
    }

    /// Derivative of `logGamma` for `x` > 0. Source: Abramowitz and Stegun 6.3.18.
    public static func digamma(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var shifted = x
        var sum = 0.0
        while shifted < 10 {
            sum -= 1 / shifted
            shifted += 1
        }
        let square = 1 / (shifted * shifted)
        let series =
            square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))))
        return sum + log(shifted) - 0.5 / shifted - series
    }

    /// Regularised lower incomplete gamma function P(`shape`, `x`): the share of a unit gamma distribution below `x`.
    /// `shape` > 0; 0 for `x` <= 0. Series below the mean, continued fraction above. Source: Abramowitz and Stegun 6.5.
    public static func lowerGamma(_ shape: Double, _ x: Double) -> Double {
        lowerGamma(shape, x, logGammaOfShape: logGamma(shape))
    }

    /// As `lowerGamma`, for callers that ask for many values of one shape.
    static func lowerGamma(_ shape: Double, _ x: Double, logGammaOfShape: Double) -> Double {
        guard shape > 0, !x.isNaN else { return .nan }
        guard x > 0 else { return 0 }
        guard x < .infinity else { return 1 }
        let front = exp(shape * log(x) - x - logGammaOfShape)
        return x < shape + 1 ? front * gammaSeries(shape, x) : 1 - front * gammaFraction(shape, x)
    }

    /// Regularised incomplete beta function I_x(`first`, `second`): the share of a beta distribution below `x`.
    /// Both > 0; `x` is held to 0...1. Source: DLMF 8.17.22, evaluated by the modified Lentz method.
    public static func incompleteBeta(_ first: Double, _ second: Double, _ x: Double) -> Double {
        guard first > 0, second > 0, !x.isNaN else { return .nan }
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        let front = exp(first * log(x) + second * log1p(-x) - logBeta(first, second))
        if x < (first + 1) / (first + second + 2) {
            return front * betaFraction(first, second, x) / first
        }
        return 1 - front * betaFraction(second, first, 1 - x) / second
    }

    private static let tiny = 1e-300
    private static let enough = 1e-15
    private static let longest = 10_000

    private static func gammaSeries(_ shape: Double, _ x: Double) -> Double {
        var term = 1 / shape
        var sum = term
        var step = shape
        for _ in 0..<longest {
            step += 1
            term *= x / step
            sum += term
            if term < sum * enough { break }
        }
        return sum
    }

    private static func gammaFraction(_ shape: Double, _ x: Double) -> Double {
        var fraction = Fraction(first: x + 1 - shape)
        for index in 1..<longest {
            let order = Double(index)
            let change = fraction.extend(numerator: order * (shape - order), denominator: x + 2 * order + 1 - shape)
            if abs(change - 1) < enough { break }
        }
        return fraction.inverse
    }

    private static func betaFraction(_ first: Double, _ second: Double, _ x: Double) -> Double {
        let sum = first + second
        var fraction = Fraction(first: 1)
        _ = fraction.extend(numerator: -sum * x / (first + 1), denominator: 1)
        for index in 1..<longest {
            let order = Double(index)
            let doubled = first + 2 * order
            let even = order * (second - order) * x / ((doubled - 1) * doubled)
            let odd = -(first + order) * (sum + order) * x / (doubled * (doubled + 1))
            _ = fraction.extend(numerator: even, denominator: 1)
            if abs(fraction.extend(numerator: odd, denominator: 1) - 1) < enough { break }
        }
        return fraction.inverse
    }

    /// 1 / (b0 + a1 / (b1 + a2 / (b2 + …))), extended one step at a time without underflow (modified Lentz).
    private struct Fraction {
        private var above: Double
        private var below: Double
        private(set) var inverse: Double

        init(first: Double) {
            let safe = abs(first) < tiny ? tiny : first
            above = 1 / tiny
            below = 1 / safe
            inverse = below
        }

        mutating func extend(numerator: Double, denominator: Double) -> Double {
            let nextBelow = numerator * below + denominator
            let nextAbove = denominator + numerator / above
            below = 1 / (abs(nextBelow) < tiny ? tiny : nextBelow)
            above = abs(nextAbove) < tiny ? tiny : nextAbove
            let change = above * below
            inverse *= change
            return change
        }
    }
}
