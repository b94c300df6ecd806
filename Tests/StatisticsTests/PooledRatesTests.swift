import Statistics
import Testing

struct PooledRatesTests {
    /// Units whose true rates follow the model exactly, with the truth beside them.
    static func world(seed: UInt64, units: Int = 200) -> (units: [PooledRates.Unit], truth: [Double]) {
        var random = SeededGenerator(seed: seed)
        let campaigns = (0..<4).map { _ in random.gamma(shape: 4, rate: 4) }
        let bands = (0..<6).map { _ in random.gamma(shape: 10, rate: 10) }
        var made: [PooledRates.Unit] = []
        var truth: [Double] = []
        for _ in 0..<units {
            let groups = [Int(random.next() % 4), Int(random.next() % 6)]
            let rate = 0.02 * campaigns[groups[0]] * bands[groups[1]] * random.gamma(shape: 3, rate: 3)
            let exposure = random.gamma(shape: 1, rate: 0.01)
            made.append(.init(count: Double(random.poisson(mean: rate * exposure)), exposure: exposure, groups: groups))
            truth.append(rate)
        }
        return (made, truth)
    }

    static func squaredError(_ rates: PooledRates, _ world: (units: [PooledRates.Unit], truth: [Double])) -> Double {
        zip(world.units, world.truth).reduce(0) { sum, pair in
            let miss = rates.posterior(pair.0).mean / pair.1 - 1
            return sum + miss * miss
        }
    }

    @Test func `eighty percent intervals hold four of five true rates`() {
        var inside = 0
        for seed in UInt64(0)..<10 {
            let world = Self.world(seed: seed)
            let rates = PooledRates(world.units)
            for (unit, truth) in zip(world.units, world.truth) where rates.posterior(unit).interval().contains(truth) {
                inside += 1
            }
        }
        let share = Double(inside) / 2000
        #expect(0.75...0.85 ~= share, "\(share)")
    }

    @Test(arguments: UInt64(0)..<10) func `pooled units are nearer to the truth than units that stand apart`(
        seed: UInt64
    ) {
        let world = Self.world(seed: seed)
        let together = Self.squaredError(PooledRates(world.units), world)
        let apart = Self.squaredError(PooledRates(world.units, pooling: .apart), world)
        #expect(together < apart / 2, "seed \(seed): \(together) against \(apart)")
    }

    @Test func `a unit without exposure is believed to be like its groups`() {
        let world = Self.world(seed: 3)
        let rates = PooledRates(world.units)
        let unseen = PooledRates.Unit(count: 0, exposure: 0, groups: [1, 2])
        #expect(rates.posterior(unseen) == rates.prior([1, 2]))
    }

    @Test func `a unit with very much data is believed to be like itself`() {
        let loud = PooledRates.Unit(count: 5000, exposure: 10_000, groups: [0, 0])
        let rates = PooledRates(Self.world(seed: 3).units + [loud])
        #expect(abs(rates.posterior(loud).mean - 0.5) < 0.01)
    }

    @Test func `units that are all alike are recognised and units that differ are not taken for alike`() {
        var random = SeededGenerator(seed: 5)
        let alike = (0..<300).map { _ in
            PooledRates.Unit(count: Double(random.poisson(mean: 10)), exposure: 100, groups: [])
        }
        let wild = (0..<300).map { _ in
            let mean = 10 * random.gamma(shape: 0.5, rate: 0.5)
            return PooledRates.Unit(count: Double(random.poisson(mean: mean)), exposure: 100, groups: [])
        }
        #expect(PooledRates(alike).ownShape > 50)
        #expect(0.35...0.7 ~= PooledRates(wild).ownShape)
    }

    @Test func `nothing at all is believed vaguely and does not fail`() {
        let rates = PooledRates([])
        #expect(rates.posterior(.init(count: 0, exposure: 0, groups: [])).mean == 1)
        let silent = PooledRates([.init(count: 0, exposure: 50, groups: [0])])
        #expect(silent.posterior(.init(count: 0, exposure: 50, groups: [0])).mean < 0.02)
    }

    @Test func `pooled shares cover true shares`() {
        var inside = 0
        var random = SeededGenerator(seed: 9)
        let truth = (0..<2000).map { _ in random.beta(4, 16) }
        let units = truth.map { share in
            let trials = 1 + Int(random.next() % 40)
            let count = random.binomial(trials: trials, chance: share)
            return PooledRates.Unit(count: Double(count), exposure: Double(trials), groups: [0])
        }
        let shares = PooledShares(units)
        for (unit, share) in zip(units, truth) where shares.posterior(unit).interval().contains(share) { inside += 1 }
        #expect(1500...1700 ~= inside, "\(inside) of 2000")
    }

    @Test(.timeLimit(.minutes(1)))
    func `where every trial succeeds, or all units are the same, a belief can be drawn from`() {
        var random = SeededGenerator(seed: 1)
        for (count, exposure) in [(9.0, 9.0), (3, 9), (0, 9), (2_000_000, 2_000_000)] {
            let units = Array(repeating: PooledRates.Unit(count: count, exposure: exposure, groups: []), count: 2_000)
            let share = PooledShares(units).posterior(units[0])
            #expect(
                share.successes.isFinite && share.failures.isFinite
                    && 0...1 ~= random.beta(share.successes, share.failures))
            let rate = PooledRates(units).posterior(units[0])
            #expect(random.gamma(shape: rate.shape, rate: rate.rate).isFinite)
        }
        let infinite = (Beta(mean: 0.5, trials: .infinity), Gamma(mean: 2, shape: .infinity))
        #expect(0...1 ~= random.beta(infinite.0.successes, infinite.0.failures))
        #expect(abs(random.gamma(shape: infinite.1.shape, rate: infinite.1.rate) - 2) < 0.01)
    }

    @Test func `more successes than trials count as trials too`() {
        let shares = PooledShares([.init(count: 3, exposure: 10, groups: [0])])
        #expect(shares.posterior(.init(count: 3, exposure: 1, groups: [0])).mean < 1)
    }
}
