/// Rates of many units that lend each other strength: partial pooling over groups.
///
/// The rate of a unit is a common rate, times one factor for each group it belongs to (its campaign, age band, gender,
/// interest), times a factor of its own. Every kind of factor is gamma distributed around 1 with a spread that the data
/// give, so a group with little data stays near 1 and a unit with little data stays near its groups.
/// Source: Gelman et al., "Bayesian Data Analysis", 3rd edition, 2.6, 2.7 and 5; Christiansen and Morris,
/// "Hierarchical Poisson regression modeling", 1997.
public struct PooledRates: Sendable {
    /// What was counted of one unit.
    public struct Unit: Sendable {
        /// Events seen, 0 or more.
        public let count: Double
        /// Exposure in which they were seen (money spent, clicks, impressions); 0 tells nothing.
        public let exposure: Double
        /// One level for each grouping, in the same order for every unit.
        public let groups: [Int]

        /// A unit with its counts and the level it has in each grouping.
        public init(count: Double, exposure: Double, groups: [Int]) {
            self.count = count
            self.exposure = exposure
            self.groups = groups
        }
    }

    /// What a group does to the rate of its units: events seen and expected without it, and how firmly groups
    /// are believed to be alike.
    private struct Factor {
        var count = 0.0
        var expected = 0.0
        var shape = 1.0
        /// The same without the part of one unit.
        func without(count part: Double, expected share: Double) -> Factor {
            Factor(count: max(0, count - part), expected: max(0, expected - share), shape: shape)
        }

        var mean: Double { (count + shape) / (expected + shape) }
        /// Squared coefficient of variation of the belief.
        var spread: Double { 1 / (count + shape) }
    }

    /// Whether units learn from each other. `apart` exists to show what pooling is worth.
    public enum Pooling: Sendable { case together, apart }

    /// The rate a unit has when nothing is known about its groups; 0 where nothing was ever counted or exposed.
    public private(set) var common: Double
    /// What is believed about the shape of the distribution of a unit's own factor.
    private(set) var ownShapes = Shapes(known: 1)
    /// The expected shape of the distribution of a unit's own factor: large where units are alike.
    public var ownShape: Double { ownShapes.expected }
    private var factors: [[Factor]]
    /// What all units together say about the common rate.
    private var everyone = Factor(shape: 0.5)
    private let pooling: Pooling
    private var weightShape = 1.0

    /// Learns the common rate, the factors and their spreads. Units without exposure are left out.
    /// With no usable unit, every belief is as vague as half an event.
    public init(_ units: [Unit], pooling: Pooling = .together) {
        let useful = units.filter { $0.exposure > 0 }
        let exposure = useful.reduce(0) { $0 + $1.exposure }
        let count = useful.reduce(0) { $0 + $1.count }
        common = exposure > 0 ? max(count, 0.5) / exposure : 1
        factors = (units.first?.groups ?? []).indices.map { grouping in
            Array(repeating: Factor(), count: 1 + (units.map { $0.groups[grouping] }.max() ?? 0))
        }
        self.pooling = pooling
        guard pooling == .together, !useful.isEmpty else { return }
        for _ in 0..<Self.rounds { improve(useful) }
        let seen = useful.map { ($0, groupsWithout($0)) }
        ownShapes = Shapes(.units) { shape in
            seen.reduce(0) { sum, unit in
                let spread = (1 + 1 / shape) * (1 + unit.1.spread) - 1
                return sum + Dispersion.logLikelihood(1 / spread, unit.0.count, unit.1.mean * unit.0.exposure)
            }
        }
    }

    /// Rounds of cyclic fitting; the changes after the fourth are below a percent on the reference data.
    private static let rounds = 4

    /// The rate expected of a unit of these groups that is not one of those learned from. An unknown level
    /// counts as average.
    public func expected(_ groups: [Int]) -> Double { known(groups).reduce(common) { $0 * $1.mean } }

    /// What is believed about the rate of a unit of these groups before its own counts are seen: its own
    /// factor and those of its groups, which are themselves not known exactly.
    public func prior(_ groups: [Int]) -> Gamma {
        let groups = pooled(known(groups) + [everyone])
        return Gamma(mean: groups.mean, shape: 1 / ((1 + 1 / ownShape) * (1 + groups.spread) - 1))
    }

    /// What is believed about the rate of one of the units learned from. What it taught its groups is taken
    /// out of them first: its counts would else speak twice.
    public func posterior(_ unit: Unit) -> Gamma {
        switch pooling {
        case .together: learned(unit)
        case .apart: Gamma(shape: unit.count + 0.5, rate: max(unit.exposure, Self.leastExposure / common))
        }
    }

    /// A unit that stands apart and was never exposed is believed to be near the common rate, worth a
    /// thousandth of an event.
    private static let leastExposure = 0.001

    private func learned(_ unit: Unit) -> Gamma {
        let groups = groupsWithout(unit)
        let mixed = ownShapes.mixed { shape in
            let spread = (1 + 1 / shape) * (1 + groups.spread) - 1
            let belief = Gamma(mean: groups.mean, shape: 1 / spread).updated(count: unit.count, exposure: unit.exposure)
            return (belief.mean, belief.variance)
        }
        return Gamma(mean: mixed.mean, shape: mixed.mean * mixed.mean / mixed.variance)
    }

    /// The rate that a unit's groups let one expect, from the other units alone, and how uncertain they are:
    /// the squared coefficient of variation.
    func groupsWithout(_ unit: Unit) -> (mean: Double, spread: Double) {
        let expectation = expected(unit.groups) * unit.exposure
        let weight = weight(unit)
        return pooled(
            (known(unit.groups) + [everyone]).map { factor in
                factor.without(count: unit.count * weight, expected: expectation * weight / factor.mean)
            })
    }

    private func pooled(_ factors: [Factor]) -> (mean: Double, spread: Double) {
        (factors.reduce(common) { $0 * $1.mean }, factors.reduce(1) { $0 * (1 + $1.spread) } - 1)
    }

    private func known(_ groups: [Int]) -> [Factor] {
        zip(factors, groups).map { levels, level in levels.indices.contains(level) ? levels[level] : Factor() }
    }

    private mutating func improve(_ units: [Unit]) {
        var expectations = units.map { expected($0.groups) * $0.exposure }
        weightShape = Dispersion(zip(units, expectations).map { ($0.count, $1) }).shapes(.units).expected
        var (count, expectation) = (0.0, 0.0)
        for index in units.indices {
            let weight = weight(units[index])
            count += units[index].count * weight
            expectation += expectations[index] * weight
        }
        let change = max(count, 0.5) / max(expectation, 0.5)
        common *= change
        everyone = Factor(count: count, expected: count, shape: 0.5)
        for index in expectations.indices { expectations[index] *= change }
        for grouping in factors.indices { improve(grouping, units, &expectations) }
    }

    private mutating func improve(_ grouping: Int, _ units: [Unit], _ expectations: inout [Double]) {
        let before = factors[grouping].map(\.mean)
        var levels = before.map { _ in (count: 0.0, expected: 0.0) }
        for index in units.indices {
            let level = units[index].groups[grouping]
            let weight = weight(units[index])
            levels[level].count += units[index].count * weight
            levels[level].expected += expectations[index] * weight / before[level]
        }
        let shape = Dispersion(levels.filter { $0.expected > 0 }).shapes(.groups).expected
        let after = levels.map { Factor(count: $0.count, expected: $0.expected, shape: shape) }
        for index in units.indices {
            let level = units[index].groups[grouping]
            expectations[index] *= after[level].mean / before[level]
        }
        factors[grouping] = after
    }

    /// How much of a unit's variance is chance and not a factor of its own: k / (k + expected). Expected at
    /// the common rate, not its groups': a group that is overrated would else count for less, and all for
    /// too little.
    private func weight(_ unit: Unit) -> Double { weightShape / (weightShape + common * unit.exposure) }
}
