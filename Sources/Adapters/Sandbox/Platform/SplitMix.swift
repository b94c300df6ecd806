import Glibc

/// Chance from a seed: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A stream of its own for a thing named by text, such as an ad on a day.
    init(seed: Int64, stream: String) {
        state = stream.utf8.reduce(UInt64(bitPattern: seed) ^ 0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A whole number from 0 to `bound` - 1.
    mutating func below(_ bound: Int64) -> Int64 { Int64(next() % UInt64(bound)) }

    /// A Poisson count: by Knuth's product up to a mean of 30, beyond by the normal approximation.
    mutating func poisson(mean: Double) -> Int64 {
        guard mean > 0 else { return 0 }
        if mean < 30 {
            let floor = exp(-mean)
            var product = unit()
            var count: Int64 = 0
            while product > floor {
                product *= unit()
                count += 1
            }
            return count
        }
        return max(0, Int64((mean + sqrt(mean) * normal()).rounded()))
    }

    /// How many of `trials` happen, each with the same chance; beyond 1,000 trials by the normal approximation.
    mutating func binomial(_ trials: Int64, _ probability: Double) -> Int64 {
        guard trials > 1_000 else {
            return (0..<max(0, trials)).reduce(0) { sum, _ in sum + (unit() < probability ? 1 : 0) }
        }
        let (mean, spread) = (Double(trials) * probability, sqrt(Double(trials) * probability * (1 - probability)))
        return min(trials, max(0, Int64((mean + spread * normal()).rounded())))
    }

    /// A standard normal value (Box and Muller, 1958).
    private mutating func normal() -> Double { sqrt(-2 * log(1 - unit())) * cos(2 * .pi * unit()) }
}
