internal import Glibc
public import Vocabulary

/// What most likely lies behind an entity's cost per purchase, found before anything is proposed (R106).
public struct Cause: Sendable, Hashable {
    /// What it may be.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// What a click costs: competition in the auction, or how the platform rates the ad.
        case priceOfClick = "price_of_click"
        /// How many clicks become enquiries: the page the ad leads to, or a promise it does not keep.
        case landingPage = "landing_page"
        /// How many clicks buy, where enquiries are not counted: the page, the offer or the audience.
        case selling
        /// How many enquiries buy: the audience, or the way enquiries are answered.
        case buying
        /// The campaign spends far from what its budget allows.
        case pacing
        /// The whole account moved in the last days, and this with it.
        case season
        /// None stands out.
        case none
    }

    /// Which.
    public let kind: Kind
    /// What tells: the entity's rate at that step as a share of the account's (40 % means that it does 0.4 times as well), its
    /// spend as a share of its budget, or the account's cost per purchase as a share of what it was.
    public let compared: Percentage
    /// In words, as the end of a sentence.
    public let words: String
    /// What the data cannot tell, with the reason why.
    public let notJudged: [String]

    /// What stands behind `entity` in `account`. `pace` is its spend as a share of what its budget allowed, and `trend` how the
    /// whole account did of late; nil is not judged, and named.
    ///
    /// The step from money to purchase that differs most in the direction of the entity's cost per purchase is named first,
    /// where one differs by a fifth; then pacing, then season. Rates are smoothed by one event at the account's rate, so that an
    /// empty count does not explain everything.
    public init(of entity: MetricTotals, in account: MetricTotals, pace: Percentage? = nil, trend: Trend? = nil) {
        notJudged = Cause.missing(pace, trend)
        let steps = Cause.steps(entity, account)
        let isDear = Cause.isDear(entity, account) ?? (steps.reduce(0) { $0 + log($1.factor) } < 0)
        if let found = steps.min(by: { isDear ? $0.factor < $1.factor : $0.factor > $1.factor }),
            isDear ? found.factor < Cause.standsOut : found.factor > 1 / Cause.standsOut
        {
            kind = found.kind
            compared = Percentage(partsPerMillion: Int64((min(found.factor, 1e6) * 100).rounded()) * 10_000)
            words = Cause.words(found.kind, isDear: isDear)
        } else if let pace, let told = Cause.words(pace: pace) {
            (kind, compared, words) = (.pacing, pace, told)
        } else if let change = trend?.change, let told = Cause.words(season: change) {
            (kind, compared, words) = (.season, change, told)
        } else {
            (kind, compared) = (.none, Percentage(percent: 100))
            words = "no single step from click to purchase stands out"
        }
    }

    /// Whether an entity's purchases cost more than the account's; nil where it has none, and spent less than one costs.
    private static func isDear(_ entity: MetricTotals, _ account: MetricTotals) -> Bool? {
        guard let usual = account.costPerPurchase else { return nil }
        if let own = entity.costPerPurchase { return own > usual }
        return entity.spend >= usual ? true : nil
    }

    private static let standsOut = 0.8
    /// A fifth less and a quarter more: a factor of 0.8 either way.
    private static let usual = Percentage(percent: 80)...Percentage(percent: 125)

    private static func missing(_ pace: Percentage?, _ trend: Trend?) -> [String] {
        var missing: [String] = []
        if pace == nil { missing.append("pacing: it has no budget of its own") }
        if trend?.change == nil { missing.append("season: fewer than two weeks are reported day by day") }
        return missing
    }

    private static func steps(_ entity: MetricTotals, _ account: MetricTotals) -> [(kind: Kind, factor: Double)] {
        let (own, all) = (Outcome(entity), Outcome(account))
        let price = factor(Double(entity.clicks), own.spend, Double(account.clicks), all.spend)
        if account.isDirect {
            let sold = factor(own.purchases, Double(entity.clicks), all.purchases, Double(account.clicks))
            return [(.priceOfClick, price), (.selling, sold)]
        }
        return [
            (.priceOfClick, price),
            (.landingPage, factor(own.enquiries, Double(entity.clicks), all.enquiries, Double(account.clicks))),
            (.buying, factor(own.purchases, own.enquiries, all.purchases, all.enquiries)),
        ]
    }

    private static func factor(_ count: Double, _ base: Double, _ countOfAll: Double, _ baseOfAll: Double) -> Double {
        guard countOfAll > 0, baseOfAll > 0 else { return 1 }
        let usual = countOfAll / baseOfAll
        return (count + 1) / (base + 1 / usual) / usual
    }

    private static func words(_ kind: Kind, isDear: Bool) -> String {
        switch (kind, isDear) {
        case (.priceOfClick, true): "mostly because its clicks cost more: competition or a weak ad"
        case (.priceOfClick, false): "mostly because its clicks cost less"
        case (.landingPage, true): "mostly because fewer of its clicks enquire: the page or the promise of the ad"
        case (.landingPage, false): "mostly because more of its clicks enquire"
        case (.selling, true): "mostly because fewer of its clicks buy: the page, the offer or the audience"
        case (.selling, false): "mostly because more of its clicks buy"
        case (_, true): "mostly because fewer of its enquiries buy: the audience or the follow-up"
        case (_, false): "mostly because more of its enquiries buy"
        }
    }

    private static func words(pace: Percentage) -> String? {
        if pace < usual.lowerBound { return "it spends far less than its budget allows" }
        return pace > usual.upperBound ? "it spends more than its budget names" : nil
    }

    private static func words(season change: Percentage) -> String? {
        guard !usual.contains(change) else { return nil }
        let moved = change > usual.upperBound ? "dearer" : "cheaper"
        return "the whole account got \(moved) of late: season or demand, not this alone"
    }
}

extension Cause {
    /// The cause as a proposal carries it; the metrics it names are cited in the proposal's evidence.
    var proposed: ProposedCause {
        let metrics: [String] =
            switch kind {
            case .priceOfClick: ["spend", "clicks"]
            case .landingPage: ["clicks", "enquiries"]
            case .buying: ["enquiries", "purchases"]
            case .selling: ["clicks", "purchases"]
            case .pacing: ["spend", "daily_budget"]
            case .season, .none: ["spend", "purchases"]
            }
        return ProposedCause(
            kind: kind.rawValue, words: words, compared: compared, evidence: metrics.compactMap { MetricName($0) },
            notJudged: notJudged)
    }
}
