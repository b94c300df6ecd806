internal import Statistics
public import Vocabulary

extension StatisticalReasoner {
    /// What the account, or one campaign, is expected to do over the coming `days` (at least 1) with these changes made and
    /// nothing else: one draft for a forecast action by action, a whole plan for a run.
    ///
    /// Nil where the account has nothing to learn from, or the campaign is not in it. A pause of an ad that is not worth
    /// statistics changes nothing here.
    public func forecast(
        _ drafts: [Draft], of campaign: EntityRef? = nil, _ brief: ReasoningBrief, days: Int = 7
    ) -> Forecast? {
        guard let model = AccountModel(brief, settings) else { return nil }
        let index = campaign.flatMap { wanted in brief.snapshot.campaigns.firstIndex { $0.ref == wanted } }
        guard campaign == nil || index != nil else { return nil }
        let days = max(1, days)
        let share = Double(days) / Double(brief.snapshot.days)
        var planned = model.start
        for draft in drafts { planned.adopt(draft, model, brief.snapshot) }
        return Forecast(
            campaign: campaign, days: days, before: model.start.levels(index, share),
            after: planned.levels(index, share))
    }
}

extension PlanState {
    fileprivate mutating func adopt(_ draft: Draft, _ model: AccountModel, _ snapshot: PaidMediaSnapshot) {
        switch draft.change {
        case .dailyBudget(let from, let to):
            guard from.minorUnits > 0, let index = snapshot.campaigns.firstIndex(where: { $0.ref == draft.entity })
            else { return }
            adopt(campaigns[index].budgeted(Double(to.minorUnits) / Double(from.minorUnits)), at: index)
        case .pause:
            guard let ad = model.ads.first(where: { $0.entity.ref == draft.entity }) else { return }
            adopt(campaigns[ad.campaign].pausing(ad), at: ad.campaign)
        }
    }

    /// What will be counted in a share of the period: a Poisson count around each draw's level.
    fileprivate func levels(_ campaign: Int?, _ share: Double) -> Forecast.Levels {
        var random = draws.random
        var counted: [(spend: Double, purchases: Double)] = []
        for draw in 0..<draws.count {
            let level = (campaign.map { campaigns[$0].outcome(draw, draws) } ?? totals[draw]) * share
            counted.append((level.spend, Double(random.poisson(mean: level.purchases))))
        }
        let prices = counted.map { $0.purchases > 0 ? $0.spend / $0.purchases : .infinity }
        let spend = interval(counted.map(\.spend))
        let purchases = interval(counted.map(\.purchases))
        let price = interval(prices)
        let expected = purchases.expected > 0 ? spend.expected / purchases.expected : .infinity
        return Forecast.Levels(
            spend: spend, purchases: purchases,
            costPerPurchase: Interval(low: price.low, expected: expected, high: price.high))
    }
}
