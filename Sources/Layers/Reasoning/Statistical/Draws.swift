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

    /// Levels of enquiries and purchases of one campaign: what it spends at a rate of enquiries, and the share that buy.
    mutating func levels(_ spend: Double, _ enquiryRate: Gamma, _ buying: Beta) -> (
        enquiries: [Double], purchases: [Double]
    ) {
        let people = (0..<count).map { _ in spend * random.gamma(shape: enquiryRate.shape, rate: enquiryRate.rate) }
        let buyers = people.map { $0 * random.beta(buying.successes, buying.failures) }
        return (people, buyers)
    }

    private static func spread(
        _ belief: some Posterior, _ count: Int, _ random: inout SeededGenerator
    ) -> [Double] {
        (0..<count).map { belief.quantile((Double($0) + 0.5) / Double(count)) }.shuffled(using: &random)
    }
}
