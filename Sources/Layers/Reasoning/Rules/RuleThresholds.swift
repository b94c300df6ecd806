public import Vocabulary

/// The thresholds of the production guide ("Building your first production agent", step 4), which paused campaigns long
/// before there was a model: plain rules for what is not worth statistics.
///
/// Money is in the account's own currency; the guide's dollars are not converted.
public struct RuleThresholds: Sendable, Hashable {
    /// Fewer purchases than this per click are too few: 2 %.
    public var conversionRate = Percentage(percent: 2)
    /// More money than this for a purchase is too much: 50.
    public var costPerConversion = Decimal12(50)
    /// Fewer clicks than this per impression are too few: 0.5 %.
    public var clickRate = Percentage(partsPerMillion: 5_000)
    /// Nothing is paused that ran for fewer days: 7.
    public var daysRunning = 7
    /// Nothing is paused that spent less: 100.
    public var spend = Decimal12(100)

    /// The guide's thresholds.
    public init() {}
}

/// What the rules look at. What is not known is nil; an unknown value is no reason for a pause and none against one,
/// since the gate refuses what cannot be known where a charter asks for it.
public struct RuleFacts: Sendable, Hashable {
    /// Purchases per click.
    public var conversionRate: Percentage?
    /// Money per purchase.
    public var costPerConversion: Decimal12?
    /// Clicks per impression.
    public var clickRate: Percentage?
    /// Money spent so far.
    public var spend: Decimal12?
    /// Whole days it has been running.
    public var daysRunning: Int?
    /// Whether it is part of a test, an experiment or a bundle.
    public var isInTest = false

    /// Facts of which nothing is known yet.
    public init() {}

    /// The facts of an entity's totals. A rate of nothing is not known; money without a purchase costs all it spent.
    public init(_ entity: PaidMediaEntity) {
        let totals = entity.totals
        conversionRate = Percentage.of(
            totals.purchases.millionths, in: AttributedCount(totals.clicks).millionths, rounding: .nearest)
        clickRate = Percentage.of(totals.clicks, in: totals.impressions, rounding: .nearest)
        costPerConversion = totals.costPerPurchase ?? totals.spend
        spend = totals.spend
        daysRunning = entity.daysRunning
    }
}

/// What the rules decide about one entity.
public enum RuleDecision: Sendable, Hashable {
    /// Pause it: every threshold that was passed, in words with both numbers.
    case pause([String])
    /// Leave it: why.
    case leave(String)
}

extension RuleThresholds {
    /// The guide's decision. One passed threshold is enough to pause, as in the guide's own test, where only the conversion
    /// rate is known; what is young, small or in a test is left alone whatever its numbers.
    public func judge(_ facts: RuleFacts) -> RuleDecision {
        if let days = facts.daysRunning, days < daysRunning {
            return .leave("running for `\(days) d`, less than `\(daysRunning) d`")
        }
        if let spent = facts.spend, spent < spend { return .leave("spent `\(spent)`, less than `\(spend)`") }
        if facts.isInTest { return .leave("part of a test or a bundle") }
        var reasons: [String] = []
        if let rate = facts.conversionRate, rate < conversionRate {
            reasons.append("conversion rate below threshold: `\(rate)` is less than `\(conversionRate)`")
        }
        if let cost = facts.costPerConversion, costPerConversion < cost {
            reasons.append("cost per conversion above threshold: `\(cost)` is more than `\(costPerConversion)`")
        }
        if let rate = facts.clickRate, rate < clickRate {
            reasons.append("click rate below threshold: `\(rate)` is less than `\(clickRate)`")
        }
        return reasons.isEmpty ? .leave("no threshold is passed") : .pause(reasons)
    }
}
