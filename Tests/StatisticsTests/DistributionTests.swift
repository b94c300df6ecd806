import Statistics
import Testing

struct DistributionTests {
    @Test(arguments: UInt64(0)..<40) func `a quantile is the inverse of the share below it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let shape = random.gamma(shape: 0.5, rate: 0.01)
            let share = 0.001 + 0.998 * random.unit()
            let gamma = Gamma(shape: max(0.05, shape), rate: 1 + 100 * random.unit())
            #expect(abs(gamma.cumulative(gamma.quantile(share)) - share) < 1e-9, "\(gamma) at \(share), seed \(seed)")
            let beta = Beta(successes: 0.2 + shape, failures: 0.2 + 1000 * random.unit())
            #expect(abs(beta.cumulative(beta.quantile(share)) - share) < 1e-9, "\(beta) at \(share), seed \(seed)")
        }
    }

    @Test func `counts update a belief by adding up`() {
        #expect(Gamma(shape: 2, rate: 100).updated(count: 3, exposure: 50) == Gamma(shape: 5, rate: 150))
        #expect(Beta(successes: 1, failures: 9).updated(count: 2, trials: 10) == Beta(successes: 3, failures: 17))
    }

    @Test func `an interval leaves the same share out on either side`() {
        let gamma = Gamma(shape: 3, rate: 2)
        let interval = gamma.interval(0.8)
        #expect(abs(gamma.cumulative(interval.low) - 0.1) < 1e-9)
        #expect(abs(gamma.cumulative(interval.high) - 0.9) < 1e-9)
        #expect(interval.expected == 1.5)
        #expect(interval.contains(1.5) && !interval.contains(interval.high * 1.01))
    }

    @Test func `quantiles at the ends are the ends`() {
        #expect(Gamma(shape: 1, rate: 1).quantile(0) == 0)
        #expect(Gamma(shape: 1, rate: 1).quantile(1) == .infinity)
        #expect(Beta(successes: 1, failures: 1).quantile(1) == 1)
        #expect(Normal.quantile(0) == -.infinity)
    }
}

struct SeededGeneratorTests {
    @Test func `the sequence of seed zero is the published one`() {
        var random = SeededGenerator(seed: 0)
        #expect(random.next() == 0x99EC_5F36_CB75_F2B4)
    }

    @Test func `the same seed repeats itself and another does not`() {
        var one = SeededGenerator(seed: 7)
        var again = SeededGenerator(seed: 7)
        var other = SeededGenerator(seed: 8)
        let first = (0..<100).map { _ in one.next() }
        #expect(first == (0..<100).map { _ in again.next() })
        #expect(first != (0..<100).map { _ in other.next() })
    }

    static let means:
        [(name: String, mean: Double, variance: Double, draw: @Sendable (inout SeededGenerator) -> Double)] = [
            ("normal", 0, 1, { $0.normal() }),
            ("gamma below one", 0.3 / 2, 0.3 / 4, { $0.gamma(shape: 0.3, rate: 2) }),
            ("gamma", 5, 2.5, { $0.gamma(shape: 10, rate: 2) }),
            ("beta", 0.25, 0.25 * 0.75 / 9, { $0.beta(2, 6) }),
            ("small counts", 3, 3, { Double($0.poisson(mean: 3)) }),
            ("large counts", 400, 400, { Double($0.poisson(mean: 400)) }),
            ("few trials", 2, 1.6, { Double($0.binomial(trials: 10, chance: 0.2)) }),
            ("many trials", 300, 210, { Double($0.binomial(trials: 1000, chance: 0.3)) }),
        ]

    @Test(arguments: means.indices) func `draws have the mean and the variance of their distribution`(index: Int) {
        let example = Self.means[index]
        var random = SeededGenerator(seed: 11)
        let draws = (0..<20_000).map { _ in example.draw(&random) }
        let mean = draws.reduce(0, +) / Double(draws.count)
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count)
        #expect(abs(mean - example.mean) < 4 * (example.variance / 20_000).squareRoot(), "\(example.name): \(mean)")
        #expect(abs(variance / example.variance - 1) < 0.08, "\(example.name): \(variance)")
    }
}
