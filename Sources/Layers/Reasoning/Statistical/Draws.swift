internal import Statistics

/// Joint draws of everything uncertain but one ad's own rate: a Latin hypercube, so that a thousand draws do the work of
/// many more, and the same seed gives the same draws.
///
/// Source: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables", 1979.
struct Draws: Sendable {
    let elasticity: [Double]
    let respent: [Double]
    private(set) var random: SeededGenerator

    /// Every fourth draw is itself a fair sample: the order of the draws is shuffled.
    static let sparse = 4

    init(_ settings: ReasonerSettings) {
        var random = SeededGenerator(seed: settings.seed)
        let count = max(Draws.sparse, settings.draws)
        elasticity = Draws.spread(settings.elasticity, count, &random)
        respent = Draws.spread(settings.respent, count, &random)
        self.random = random
    }

    var count: Int { elasticity.count }

    /// Levels of enquiries and purchases behind the counts of one campaign.
    ///
    /// A count of enquiries is Poisson and each buys with a common chance, hence gamma and beta posteriors under
    /// Jeffreys' priors (Gelman et al., "Bayesian Data Analysis", 3rd edition, 2.8).
    mutating func levels(of totals: Outcome) -> (enquiries: [Double], purchases: [Double]) {
        let enquiries = Gamma(shape: totals.enquiries + 0.5, rate: 1)
        let share = Beta(
            successes: totals.purchases + 0.5, failures: max(0, totals.enquiries - totals.purchases) + 0.5)
        let people = (0..<count).map { _ in random.gamma(shape: enquiries.shape, rate: 1) }
        let buyers = people.map { $0 * random.beta(share.successes, share.failures) }
        return (people, buyers)
    }

    private static func spread(
        _ belief: some Posterior, _ count: Int, _ random: inout SeededGenerator
    ) -> [Double] {
        (0..<count).map { belief.quantile((Double($0) + 0.5) / Double(count)) }.shuffled(using: &random)
    }
}
