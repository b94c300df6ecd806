internal import Statistics
internal import Vocabulary

/// Puts a plan into words and cites what they rest on.
struct PlanWords: Sendable {
    private let snapshot: PaidMediaSnapshot
    private let account: MetricTotals
    private let byCampaign: [EntityRef: MetricTotals]
    private let metric: PaidMetric
    private let goal: MetricName
    private let isMet: Bool

    /// Over how many days an effect is expected.
    static let horizon = 7

    init(_ brief: ReasoningBrief, _ metric: PaidMetric) {
        snapshot = brief.snapshot
        account = brief.snapshot.totals
        byCampaign = brief.snapshot.totalsByCampaign
        self.metric = metric
        goal = brief.goal.improve
        isMet = brief.goal.isMet
    }

    // MARK: drafts

    func draft(_ chosen: BudgetStep, rejected: [RejectedOption]) -> Draft? {
        if let giver = chosen.giver { return draft(chosen, giver, rejected: rejected) }
        let campaign = snapshot.campaigns[chosen.campaign]
        guard let confidence = confidence(chosen.assessment) else { return nil }
        let totals = byCampaign[campaign.ref] ?? campaign.totals
        let cause = cause(campaign, totals)
        let verb = chosen.direction == .up ? "raise" : "lower"
        let reason =
            "campaign \(campaign.ref.id) \(price(totals)), the account \(price(account)): "
            + "\(verb) its daily budget from \(chosen.from) to \(chosen.to); \(why(chosen, totals, cause))"
        return Draft(
            .dailyBudget(from: chosen.from, to: chosen.to), campaign.ref, reason: reason,
            evidence: cite(campaign.ref, [("daily_budget", chosen.from.description)])
                + evidence(campaign.ref, totals) + accountEvidence,
            confidence: confidence, expected: expected(chosen.assessment),
            monthlyGain: PlanWords.rounded(chosen.assessment.monthlyGain), cause: cause, rejected: rejected,
            route: .statistics)
    }

    /// The cause of what a campaign costs says nothing for a step against it.
    private func why(_ chosen: BudgetStep, _ totals: MetricTotals, _ cause: Cause) -> String {
        let (own, all) = (metric.value(Outcome(totals)), metric.value(Outcome(account)))
        guard chosen.direction == .down, !metric.isSum, metric.isMoney ? own <= all : own >= all else {
            return cause.words
        }
        return
            "it does \(own == all ? "as well as" : "better than") the account, but what is taken is the money it spends last, which brings less"
    }

    /// Nor does what an ad does better than the account say why it is paused.
    private func why(_ totals: MetricTotals, _ cause: Cause) -> String {
        let (own, all) = (metric.value(Outcome(totals)), metric.value(Outcome(account)))
        guard !metric.isSum, metric.isMoney ? own <= all : own >= all else { return cause.words }
        return "it does no worse than the account, but the other ads of its campaign would do better with its money"
    }

    private func cause(_ campaign: PaidMediaEntity, _ totals: MetricTotals) -> Cause {
        let pace = (campaign.measuredBudget ?? campaign.dailyBudget).flatMap {
            PlanWords.pace(totals, $0, snapshot.days)
        }
        return Cause(of: totals, in: account, pace: pace, trend: snapshot.trend)
    }

    private func draft(_ chosen: BudgetStep, _ giver: BudgetStep.Giver, rejected: [RejectedOption]) -> Draft? {
        let (source, target) = (snapshot.campaigns[giver.campaign], snapshot.campaigns[chosen.campaign])
        guard let confidence = confidence(chosen.assessment) else { return nil }
        let (own, other) = (byCampaign[source.ref] ?? source.totals, byCampaign[target.ref] ?? target.totals)
        let cause = cause(target, other)
        let reason =
            "campaign \(target.ref.id) \(price(other)), campaign \(source.ref.id) \(price(own)), the account "
            + "\(price(account)): move \(giver.move.amount) a day from \(source.ref.id) to \(target.ref.id); "
            + cause.words
        let budgets = [source, target].flatMap { campaign in
            cite(campaign.ref, campaign.dailyBudget.map { [("daily_budget", $0.description)] } ?? [])
        }
        return Draft(
            .move(giver.move), source.ref, reason: reason,
            evidence: budgets + evidence(target.ref, other) + evidence(source.ref, own) + accountEvidence,
            confidence: confidence, expected: expected(chosen.assessment),
            monthlyGain: PlanWords.rounded(chosen.gain), cause: cause, rejected: rejected, route: .statistics)
    }

    func draft(pausing ad: AdBelief, _ assessment: Assessment, after proposals: Int) -> Draft? {
        guard let confidence = confidence(assessment) else { return nil }
        let entity = ad.entity
        let cause = Cause(of: entity.totals, in: account, trend: snapshot.trend)
        let reason =
            "ad \(entity.ref.id) \(price(entity.totals)), the account \(price(account)): pause it; \(why(entity.totals, cause))"
        return Draft(
            .pause, entity.ref, reason: reason, evidence: evidence(entity.ref, entity.totals) + accountEvidence,
            confidence: confidence, expected: expected(assessment),
            monthlyGain: PlanWords.rounded(assessment.monthlyGain), cause: cause,
            rejected: [
                doNothing(assessment, after: proposals),
                RejectedOption(
                    option: "lower the budget of its campaign instead",
                    because: "that would also take money from the ads beside it that do better"),
            ], route: .statistics)
    }

    func nothing(_ counts: [DoNothing.Reason: Int], proposed: Int) -> DoNothing {
        let present = counts.filter { $0.value > 0 }
        let parts = present.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.words)" }
        let total = present.values.reduce(0, +)
        let start = proposed == 0 ? "left alone: all \(total)" : "left alone: \(total)"
        return DoNothing(counts: present, summary: ([start] + parts).joined(separator: ", "))
    }

    // MARK: options not taken

    /// What is judged after other proposals of the plan is compared with these alone.
    func doNothing(_ assessment: Assessment, after proposals: Int) -> RejectedOption {
        let others =
            proposals == 0
            ? "" : "if the \(numbered(proposals, "change")) proposed before it \(proposals == 1 ? "is" : "are") made, "
        return RejectedOption(
            option: "do nothing",
            because: "\(others)\(goal.words) would stay near "
                + "\(Figure.short(value(assessment.before.expected))); "
                + "with this one \(Figure.short(value(assessment.after.expected))) is expected")
    }

    func name(_ option: BudgetStep) -> String {
        if let move = option.giver?.move {
            return "move \(move.amount) a day from campaign \(move.from.id) to campaign \(move.to.id)"
        }
        return "\(option.direction == .up ? "raise" : "lower") to \(option.to) a day"
    }

    /// Why a raise does not take its money from a campaign that is lowered anyway.
    func apart(_ option: BudgetStep) -> String {
        let giver = option.giver.map { snapshot.campaigns[$0.campaign].ref.id } ?? ""
        return
            "expected gain \(money(option.gain)) in 30 days; campaign \(giver) is lowered by a step of its own, so that "
            + "neither waits for the other"
    }

    func against(_ option: BudgetStep, _ chosen: BudgetStep, _ settings: ReasonerSettings) -> String {
        let judged = option.assessment
        let share = Percentage(partsPerMillion: Int64(judged.confidence * 10_000) * 100)
        if judged.breaks > 0.2 {
            let risk = Percentage(partsPerMillion: Int64(judged.breaks * 10_000) * 100)
            return "\(risk.brief) likely to take a protected metric below its floor"
        }
        guard judged.confidence >= settings.sureOfStep else { return "only \(share.brief) likely to be good" }
        guard judged.monthlyGain > 0, judged.isProtected else { return "no gain is expected of it" }
        guard !isMet || judged.isFree else { return "the target is met, and this would cost something" }
        let gain =
            "expected gain \(money(judged.monthlyGain)) in 30 days, against \(money(chosen.assessment.monthlyGain))"
        return option.access == .withApproval && chosen.access == .alone
            ? gain + ": not worth asking a person" : gain
    }

    /// Spend as a share of what a daily budget allowed in so many days.
    static func pace(_ totals: MetricTotals, _ budget: Money, _ days: Int) -> Percentage? {
        let allowed = MetricMoney(budget).amount.approximate * Double(days)
        guard allowed > 0 else { return nil }
        return Percentage(partsPerMillion: Int64(min(1e9, totals.spend.approximate / allowed * 1e6).rounded()))
    }

    // MARK: numbers

    /// What somebody got for their money, by the goal's own count.
    private func price(_ totals: MetricTotals) -> String {
        let spent = money(totals.spend)
        if metric == .costPerEnquiry {
            guard totals.enquiries > 0, let each = totals.spend.divided(by: totals.enquiries.exact, rounding: .nearest)
            else { return "spent \(spent) without an enquiry" }
            let enquiries = totals.enquiries == 1 ? "1 enquiry" : "\(totals.enquiries.brief) enquiries"
            return "got \(enquiries) for \(spent), \(money(each)) each"
        }
        if metric == .roas, let revenue = totals.revenue {
            return "brought \(money(revenue)) for \(spent)"
        }
        guard let each = totals.costPerPurchase else { return "spent \(spent) without a purchase" }
        let purchases = totals.purchases == 1 ? "1 purchase" : "\(totals.purchases.brief) purchases"
        return "got \(purchases) for \(spent), \(money(each)) each"
    }

    private func evidence(_ entity: EntityRef, _ totals: MetricTotals) -> [Evidence] {
        cite(
            entity,
            [
                ("spend", "\(totals.spend) \(snapshot.currency)"), ("clicks", String(totals.clicks)),
                ("purchases", totals.purchases.description),
            ] + (account.isDirect ? [] : [("enquiries", totals.enquiries.description)])
                + (totals.revenue.map { [("revenue", "\($0) \(snapshot.currency)")] } ?? []))
    }

    private var accountEvidence: [Evidence] { snapshot.account.map { evidence($0, account) } ?? [] }

    private func cite(_ entity: EntityRef, _ values: [(metric: String, value: String)]) -> [Evidence] {
        values.filter { snapshot.missing($0.metric).isEmpty }.compactMap { metric, value in
            MetricName(metric).map {
                Evidence(entity: entity, metric: $0, value: value, source: snapshot.source, asOf: snapshot.asOf)
            }
        }
    }

    /// The expectation, with the interval in which the metric will be measured over the horizon.
    private func expected(_ assessment: Assessment) -> ExpectedEffect {
        let measured = assessment.counted(metric, share: share)
        return ExpectedEffect(
            metric: goal, before: value(assessment.before.expected), after: value(assessment.after.expected),
            low: shown(measured.low),
            high: measured.high.isFinite ? metric.shown(measured.high, snapshot.currency, .up) : nil,
            horizonDays: PlanWords.horizon)
    }

    /// The horizon as a share of the period.
    private var share: Double { Double(PlanWords.horizon) / Double(snapshot.days) }

    /// A level of the goal's metric over the horizon.
    private func value(_ level: Double) -> String { shown(metric.isSum ? level * share : level) }

    /// Rounded down to four decimals, with its unit.
    private func shown(_ value: Double) -> String { metric.shown(value, snapshot.currency, .down) }

    /// Nil for what is no number: there is then nothing to propose.
    private func confidence(_ assessment: Assessment) -> Confidence? {
        Confidence(roundingDown: min(1, max(0, assessment.confidence)))
    }

    private func money(_ amount: Double) -> String { money(PlanWords.rounded(amount)) }

    /// For a sentence: whole minor units, to the nearest.
    private func money(_ amount: Decimal12) -> String {
        do {
            return try MetricMoney(amount, snapshot.currency).rounded(.nearest).description
        } catch { return "\(amount) \(snapshot.currency)" }
    }

    static func rounded(_ value: Double, _ rounding: FloatingPointRoundingRule = .down) -> Decimal12 {
        guard value.isFinite, value.magnitude < 1e15 else { return .zero }
        return Decimal12(units: Int128((value * 10_000).rounded(rounding)) * (Decimal12.one / 10_000))
    }
}
