internal import Glibc

/// A gamma distribution: what is believed about a rate of events per unit of exposure.
public struct Gamma: Posterior, Equatable {
    /// How many events the belief is worth; > 0.
    public let shape: Double
    /// How much exposure the belief is worth, in units of the exposure; > 0.
    public let rate: Double
    private let logGammaOfShape: Double

    /// A belief worth `shape` events in `rate` units of exposure; both must be over 0.
    public init(shape: Double, rate: Double) {
        precondition(shape > 0 && rate > 0, "a gamma distribution needs a shape and a rate over 0")
        self.shape = shape
        self.rate = rate
        logGammaOfShape = SpecialFunctions.logGamma(shape)
    }

    /// A belief with this expected rate, as firm as `shape` events, a thousand million at most.
    public init(mean: Double, shape: Double) {
        let shape = min(shape, Self.firmest)
        self.init(shape: shape, rate: shape / mean)
    }

    /// Where nothing varies a spread is 0 and its belief would be infinitely firm, which nothing can be drawn from.
    static let firmest = 1e9

    /// Expected rate.
    public var mean: Double { shape / rate }
    /// Expected squared distance from the mean.
    public var variance: Double { shape / (rate * rate) }

    /// Probability of a rate below `x`.
    public func cumulative(_ x: Double) -> Double { unitCumulative(x * rate) }

    private func unitCumulative(_ x: Double) -> Double {
        SpecialFunctions.lowerGamma(shape, x, logGammaOfShape: logGammaOfShape)
    }

    /// The rate with the share `probability` below it; 0 at 0, infinity at 1.
    public func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return .infinity }
        var high = max(1, shape)
        while unitCumulative(high) < probability { high *= 2 }
        let search = QuantileSearch(cumulative: unitCumulative, density: unitDensity)
        return search.find(probability, between: (0, high), from: cubeRootGuess(probability)) / rate
    }

    /// The belief after `count` events in `exposure` (the conjugate update of Poisson counts; Gelman et al., BDA3, 2.6).
    public func updated(count: Double, exposure: Double) -> Gamma {
        Gamma(shape: shape + count, rate: rate + exposure)
    }

    /// Wilson and Hilferty, 1931; for small shapes the first term of the power series.
    private func cubeRootGuess(_ probability: Double) -> Double {
        let ninth = 1 / (9 * shape)
        let root = 1 - ninth + Normal.quantile(probability) * ninth.squareRoot()
        if shape > 0.5, root > 0.2 { return shape * root * root * root }
        return exp((log(probability) + logGammaOfShape + log(shape)) / shape)
    }

    private func unitDensity(_ x: Double) -> Double {
        exp((shape - 1) * log(x) - x - logGammaOfShape)
    }
}
