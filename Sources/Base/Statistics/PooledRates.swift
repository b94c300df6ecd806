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

    /// Whether units learn from each other. `apart` exists to show what pooling is worth.
    public enum Pooling: Sendable { case together, apart }

    /// The rate a unit has when nothing is known about its groups; 0 where nothing was ever counted or exposed.
    public private(set) var common: Double
    /// Shape of the distribution of a unit's own factor.
    public private(set) var ownShape: Double
    private var factors: [[Double]]
    private let pooling: Pooling

    /// Learns the common rate, the factors and their spreads. Units without exposure are left out.
    /// With no usable unit, every belief is as vague as half an event.
    public init(_ units: [Unit], pooling: Pooling = .together) {
        let useful = units.filter { $0.exposure > 0 }
        let exposure = useful.reduce(0) { $0 + $1.exposure }
        let count = useful.reduce(0) { $0 + $1.count }
        common = exposure > 0 ? max(count, 0.5) / exposure : 1
        ownShape = 1
        factors = (units.first?.groups ?? []).indices.map { grouping in
            Array(repeating: 1, count: 1 + (units.map { $0.groups[grouping] }.max() ?? 0))
        }
        self.pooling = pooling
        guard pooling == .together, !useful.isEmpty else { return }
        for _ in 0..<Self.rounds { improve(useful) }
    }

    /// Rounds of cyclic fitting; the changes after the fourth are below a percent on the reference data.
    private static let rounds = 4

    /// The rate expected of a unit of these groups before its own counts are seen. An unknown level counts as average.
    public func expected(_ groups: [Int]) -> Double {
        groups.enumerated().reduce(common) { rate, group in
            let levels = factors[group.offset]
            return levels.indices.contains(group.element) ? rate * levels[group.element] : rate
        }
    }

    /// What is believed about the rate of a unit of these groups before its own counts are seen.
    public func prior(_ groups: [Int]) -> Gamma { Gamma(mean: expected(groups), shape: ownShape) }

    /// What is believed about the rate of this unit.
    public func posterior(_ unit: Unit) -> Gamma {
        switch pooling {
        case .together: prior(unit.groups).updated(count: unit.count, exposure: unit.exposure)
        case .apart: Gamma(shape: unit.count + 0.5, rate: max(unit.exposure, Self.leastExposure / common))
        }
    }

    /// A unit that stands apart and was never exposed is believed to be near the common rate, worth a thousandth of an event.
    private static let leastExposure = 0.001

    private mutating func improve(_ units: [Unit]) {
        var expectations = units.map { expected($0.groups) * $0.exposure }
        ownShape = Dispersion(zip(units, expectations).map { ($0.count, $1) }).shape()
        var (count, expectation) = (0.0, 0.0)
        for index in units.indices {
            let weight = weight(expectations[index])
            count += units[index].count * weight
            expectation += expectations[index] * weight
        }
        let change = max(count, 0.5) / max(expectation, 0.5)
        common *= change
        for index in expectations.indices { expectations[index] *= change }
        for grouping in factors.indices { improve(grouping, units, &expectations) }
    }

    private mutating func improve(_ grouping: Int, _ units: [Unit], _ expectations: inout [Double]) {
        let before = factors[grouping]
        var levels = before.map { _ in (count: 0.0, expected: 0.0) }
        for index in units.indices {
            let level = units[index].groups[grouping]
            let weight = weight(expectations[index])
            levels[level].count += units[index].count * weight
            levels[level].expected += expectations[index] * weight / before[level]
        }
        let shape = Dispersion(levels.filter { $0.expected > 0 }).shape()
        let after = levels.map { ($0.count + shape) / ($0.expected + shape) }
        for index in units.indices {
            let level = units[index].groups[grouping]
            expectations[index] *= after[level] / before[level]
        }
        factors[grouping] = after
    }

    /// How much of a unit's variance is chance and not a factor of its own: k / (k + expected).
    private func weight(_ expectation: Double) -> Double { ownShape / (ownShape + expectation) }
}
