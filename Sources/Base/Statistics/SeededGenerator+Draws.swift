internal import Glibc

/// Draws from the distributions of this module, each repeatable from the generator's seed.
extension SeededGenerator {
    /// A number strictly between 0 and 1, on a grid of 2^-53, so that its logarithm is always finite.
    public mutating func unit() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// A standard normal value, by inversion.
    public mutating func normal() -> Double { Normal.quantile(unit()) }

    /// A gamma value of `shape` > 0 and mean `shape` / `rate`.
    /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
    public mutating func gamma(shape: Double, rate: Double) -> Double {
        guard shape >= 1 else {
            return gamma(shape: shape + 1, rate: rate) * pow(unit(), 1 / shape)
        }
        let offset = shape - 1.0 / 3
        let scale = 1 / (9 * offset).squareRoot()
        while true {
            let deviate = normal()
            let root = 1 + scale * deviate
            guard root > 0 else { continue }
            let cubed = root * root * root
            if log(unit()) < deviate * deviate / 2 + offset * (1 - cubed + log(cubed)) { return offset * cubed / rate }
        }
    }

    /// A beta value, as the share of the first of two gamma values.
    public mutating func beta(_ first: Double, _ second: Double) -> Double {
        let one = gamma(shape: first, rate: 1)
        let other = gamma(shape: second, rate: 1)
        return one / (one + other)
    }

    /// A Poisson count. Exact at every mean: large means are split by gamma waiting times (Ahrens and Dieter, 1974).
    public mutating func poisson(mean: Double) -> Int {
        var left = mean
        var count = 0
        while left > 16 {
            let events = (left * 0.875).rounded(.down)
            let waited = gamma(shape: events, rate: 1)
            guard waited <= left else { return count + binomial(trials: Int(events) - 1, chance: left / waited) }
            count += Int(events)
            left -= waited
        }
        let floor = exp(-left)
        var product = unit()
        while product > floor {
            count += 1
            product *= unit()
        }
        return count
    }

    /// A binomial count. Exact at every size: large ones are halved at a beta order statistic (Ahrens and Dieter, 1974).
    public mutating func binomial(trials: Int, chance: Double) -> Int {
        var left = trials
        var chance = chance
        var count = 0
        while left > 16 {
            let middle = left / 2 + 1
            let split = beta(Double(middle), Double(left + 1 - middle))
            if split <= chance {
                count += middle
                left -= middle
                chance = (chance - split) / (1 - split)
            } else {
                left = middle - 1
                chance /= split
            }
        }
        for _ in 0..<max(0, left) where unit() < chance { count += 1 }
        return count
    }
}
