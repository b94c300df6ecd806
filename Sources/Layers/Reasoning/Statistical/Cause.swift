internal import Glibc
public import Vocabulary

/// What most likely lies behind an entity's cost per purchase, found before anything is proposed.
public struct Cause: Sendable, Hashable {
    /// The step of the way from money to purchase that differs most from the rest of the account.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// What a click costs: competition in the auction, or how the platform rates the ad.
        case priceOfClick = "price_of_click"
        /// How many clicks become enquiries: the page the ad leads to, or a promise it does not keep.
        case landingPage = "landing_page"
        /// How many enquiries buy: the audience, or the way enquiries are answered.
        case buying
        /// None stands out.
        case none
    }

    /// Which step.
    public let kind: Kind
    /// The entity's rate at that step as a share of the account's: 40 % means that it does 0.4 times as well.
    public let comparedWithAccount: Percentage
    /// In words, as the end of a sentence.
    public let words: String
    /// What these data cannot tell: they are one sum over a period.
    public static let notJudged = ["season", "pacing within the period"]

    /// The step at which `entity` differs most from `account`, in the direction of its cost per purchase.
    ///
    /// Rates are smoothed by one event at the account's rate, so that an empty count does not explain everything.
    public init(of entity: MetricTotals, in account: MetricTotals) {
        let steps = Cause.steps(entity, account)
        let isDear = steps.reduce(0) { $0 + log($1.factor) } < 0
        let found = steps.min { isDear ? $0.factor < $1.factor : $0.factor > $1.factor }
        let factor = found?.factor ?? 1
        let stands = isDear ? factor < Cause.standsOut : factor > 1 / Cause.standsOut
        kind = stands ? found?.kind ?? .none : .none
        comparedWithAccount = Percentage(partsPerMillion: Int64((min(factor, 1e6) * 100).rounded()) * 10_000)
        words = Cause.words(kind, isDear: isDear)
    }

    private static let standsOut = 0.8

    private static func steps(_ entity: MetricTotals, _ account: MetricTotals) -> [(kind: Kind, factor: Double)] {
        [
            (
                .priceOfClick,
                factor(
                    Double(entity.clicks), entity.spend.approximate, Double(account.clicks), account.spend.approximate)
            ),
            (
                .landingPage,
                factor(
                    Double(entity.enquiries), Double(entity.clicks), Double(account.enquiries), Double(account.clicks))
            ),
            (
                .buying,
                factor(
                    Double(entity.purchases), Double(entity.enquiries), Double(account.purchases),
                    Double(account.enquiries))
            ),
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
        case (.buying, true): "mostly because fewer of its enquiries buy: the audience or the follow-up"
        case (.buying, false): "mostly because more of its enquiries buy"
        case (.none, _): "no single step from click to purchase stands out"
        }
    }
}
