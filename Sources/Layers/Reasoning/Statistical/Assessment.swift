internal import Statistics
internal import Vocabulary

/// What one candidate is expected to do to the account, with the plan so far in place.
struct Assessment: Sendable {
    /// Probability that the goal improves and this change does not take a protection from kept to broken.
    let confidence: Double
    /// Probability that the goal improves.
    let improves: Double
    /// Probability that this change breaks a protection that the plan so far keeps.
    let breaks: Double
    /// The goal's metric without the change.
    let before: Interval
    /// The goal's metric with it.
    let after: Interval
    /// The account with the change, draw by draw.
    let outcomes: [Outcome]
    /// Expected gain in 30 days: purchases at the plan's present cost of a purchase, less extra spend.
    let monthlyGain: Double
    /// Whether every protection that this change makes worse is more likely kept than broken in the end.
    let isProtected: Bool
    /// Whether it is expected to cost nothing: no purchase, no enquiry, no revenue, and no money.
    let isFree: Bool
}

extension PlanState {
    /// Judges a campaign's new budget, draw by draw.
    func assess(_ changed: CampaignState, at index: Int, days: Int) -> Assessment {
        assess([index: changed], days: days)
    }

    /// Judges new budgets of campaigns that change together, draw by draw.
    func assess(_ changed: [Int: CampaignState], days: Int) -> Assessment {
        let changed = changed.sorted { $0.key < $1.key }
        let pairs = (0..<draws.count).map { draw in
            let before = totals[draw]
            let after = changed.reduce(before) { sum, part in
                sum - campaigns[part.key].outcome(draw, draws) + part.value.outcome(draw, draws)
            }
            return Step(draw: draw, before: before, after: after)
        }
        var tally = Tally()
        for pair in pairs {
            let improves = goal.metric.isBetter(goal.metric.value(pair.after), than: goal.metric.value(pair.before))
            tally.count(
                improves: improves ? 1 : 0, breaks: breaks(pair) ? 1 : 0, both: improves && !breaks(pair) ? 1 : 0)
        }
        return assessment(pairs, tally, days)
    }

    /// Judges pausing an ad: in each draw of everything else, the ad's own belief says in closed form how likely its
    /// rate is below the one at which pausing helps.
    func assess(pausing ad: AdBelief, days: Int) -> Assessment {
        var random = SeededGenerator(seed: UInt64(truncatingIfNeeded: ad.campaign &* 8191 &+ Int(ad.spend * 100)))
        var tally = Tally()
        var pairs: [Step] = []
        for draw in stride(from: 0, to: draws.count, by: Draws.sparse) {
            let pause = Pause(ad, draw, self)
            tally.count(improves: pause.improves, breaks: pause.breaks, both: pause.both)
            let rate = random.gamma(shape: ad.purchaseRate.shape, rate: ad.purchaseRate.rate)
            pairs.append(Step(draw: draw, before: pause.before(rate: rate), after: pause.after))
        }
        return assessment(pairs, tally, days)
    }

    struct Step {
        let draw: Int
        let before: Outcome
        let after: Outcome
    }

    private struct Tally {
        private(set) var improves = 0.0, breaks = 0.0, both = 0.0, draws = 0.0

        mutating func count(improves: Double, breaks: Double, both: Double) {
            self.improves += improves
            self.breaks += breaks
            self.both += both
            draws += 1
        }
    }

    private func breaks(_ step: Step) -> Bool {
        goal.protections.indices.contains { keeps($0, step.before, step.draw) && !keeps($0, step.after, step.draw) }
    }

    private func assessment(_ steps: [Step], _ tally: Tally, _ days: Int) -> Assessment {
        let price = steps.reduce(0) { $0 + PaidMetric.costPerPurchase.value($1.before) } / tally.draws
        let gain = steps.reduce(0) { sum, step in
            let change = step.after - step.before
            return sum + change.purchases * price - change.spend
        }
        return Assessment(
            confidence: tally.both / tally.draws, improves: tally.improves / tally.draws,
            breaks: tally.breaks / tally.draws, before: interval(steps.map { goal.metric.value($0.before) }),
            after: interval(steps.map { goal.metric.value($0.after) }),
            outcomes: steps.map(\.after), monthlyGain: gain / tally.draws * 30 / Double(days),
            isProtected: isProtected(steps), isFree: Self.isFree(steps))
    }

    /// By the means over the draws; what is within rounding of nothing is nothing.
    private static func isFree(_ steps: [Step]) -> Bool {
        let before = steps.reduce(Outcome()) { $0 + $1.before }
        let change = steps.reduce(Outcome()) { $0 + ($1.after - $1.before) }
        return [
            (change.purchases, before.purchases), (change.enquiries, before.enquiries),
            (change.revenue, before.revenue),
            (-change.spend, before.spend),
        ].allSatisfy { gained, level in gained >= -1e-9 * level }
    }

    private func isProtected(_ steps: [Step]) -> Bool {
        goal.protections.indices.allSatisfy { index in
            let part = goal.protections[index]
            let change = steps.reduce(0) { $0 + part.metric.value($1.after) - part.metric.value($1.before) }
            guard part.side == .floor ? change < 0 : change > 0 else { return true }
            return 2 * steps.filter { keeps(index, $0.after, $0.draw) }.count >= steps.count
        }
    }
}

/// The 80 % interval of a sample, which may not be empty.
func interval(_ values: [Double]) -> Interval {
    let sorted = values.sorted()
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let tail = sorted.count / 10
    let (low, high) = (sorted[tail], sorted[sorted.count - 1 - tail])
    return Interval(low: low, expected: low == high ? low : mean, high: high)
}

extension Assessment {
    /// The 80 % interval of what a metric will be measured to be when a share of the period is counted: the belief, and
    /// the chance of counting. Futures in which money bought nothing are infinitely dear; those without anything to take a
    /// share of are left out.
    func counted(_ metric: PaidMetric, share: Double) -> Interval {
        var random = SeededGenerator(seed: 7)
        let values = outcomes.compactMap { outcome -> Double? in
            let level = outcome * share
            let purchases = Double(random.poisson(mean: level.purchases))
            let others = Double(random.poisson(mean: max(0, level.enquiries - level.purchases)))
            let counted = Outcome(
                spend: level.spend, enquiries: purchases + others, purchases: purchases,
                revenue: level.paid(for: purchases, &random))
            return metric.isDefined(counted) ? metric.value(counted) : metric.isMoney ? .infinity : nil
        }
        return values.isEmpty ? after : interval(values)
    }
}

extension Outcome {
    /// What so many purchases bring, each about what a purchase of this level does. *Assumed*: the value of an order varies
    /// from order to order by half its mean.
    func paid(for purchases: Double, _ random: inout SeededGenerator) -> Double {
        guard purchases > 0, self.purchases > 0, revenue > 0 else { return 0 }
        let shape = purchases / 0.25
        return purchases * revenue / self.purchases * random.gamma(shape: shape, rate: shape)
    }
}

/// Pausing one ad in one draw. Nothing after the pause depends on the ad's own rate; how things are before does.
private struct Pause {
    let after: Outcome
    let improves: Double
    let breaks: Double
    let both: Double
    private let others: Outcome
    private let ad: AdBelief
    private let growth: Double
    private let worth: Double

    init(_ ad: AdBelief, _ draw: Int, _ plan: PlanState) {
        let campaign = plan.campaigns[ad.campaign]
        let rest = campaign.rest(without: ad, draw)
        let now = campaign.outcome(draw, plan.draws)
        let kept = campaign.outcome(
            ads: rest, paused: campaign.paused + ad.spend, elasticity: plan.draws.elasticity[draw],
            respent: plan.draws.respent[draw])
        let growth = campaign.purchases[draw] > 0 ? now.purchases / campaign.purchases[draw] : 0
        let elsewhere = plan.totals[draw] - now
        let others = Outcome(
            spend: plan.totals[draw].spend, enquiries: plan.totals[draw].enquiries,
            purchases: elsewhere.purchases + rest.purchases * growth,
            revenue: elsewhere.revenue + rest.purchases * growth * campaign.worth)
        after = elsewhere + kept
        self.others = others
        self.ad = ad
        self.growth = growth
        worth = campaign.worth
        let (goal, after) = (plan.goal, after)
        /// The ad's rate below which the account, before the pause, is worse than `value`.
        func rate(_ metric: PaidMetric, worseThan value: Double) -> Double {
            metric.purchases(below: value, beside: others, worth: campaign.worth) / max(ad.spend * growth, 1e-12)
        }
        let improving = rate(goal.metric, worseThan: goal.metric.value(after))
        var breaking = Double.infinity
        for index in goal.protections.indices where !plan.keeps(index, after, draw) {
            breaking = min(breaking, rate(goal.protections[index].metric, worseThan: plan.limits[index][draw]))
        }
        improves = ad.purchaseRate.cumulative(improving)
        breaks = breaking == .infinity ? 0 : 1 - ad.purchaseRate.cumulative(breaking)
        both = min(improves, 1 - breaks)
    }

    func before(rate: Double) -> Outcome {
        let own = rate * ad.spend * growth
        return Outcome(
            spend: others.spend, enquiries: others.enquiries, purchases: others.purchases + own,
            revenue: others.revenue + own * worth)
    }
}
