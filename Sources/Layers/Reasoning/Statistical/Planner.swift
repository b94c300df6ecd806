internal import Statistics
internal import Vocabulary

/// Builds a plan one change at a time: raises, then lowerings, then pauses, each judged with what is planned already.
struct Planner {
    let brief: ReasoningBrief
    let settings: ReasonerSettings
    let model: AccountModel
    let words: PlanWords
    private(set) var state: PlanState
    private(set) var drafts: [Draft] = []
    private(set) var counts: [DoNothing.Reason: Int] = [:]

    init?(_ brief: ReasoningBrief, _ settings: ReasonerSettings) {
        guard let model = AccountModel(brief, settings) else { return nil }
        self.brief = brief
        self.settings = settings
        self.model = model
        state = model.start
        words = PlanWords(brief, model.start.goal.metric)
    }

    /// The whole plan.
    static func plan(_ brief: ReasoningBrief, _ settings: ReasonerSettings) -> ReasoningPlan? {
        guard var planner = Planner(brief, settings) else { return nil }
        planner.planBudgets()
        planner.planPauses()
        planner.leaveSmall()
        return ReasoningPlan(
            drafts: planner.drafts, nothing: planner.words.nothing(planner.counts, proposed: planner.drafts.count))
    }

    private mutating func leave(_ reason: DoNothing.Reason) { counts[reason, default: 0] += 1 }

    // MARK: budgets

    private mutating func planBudgets() {
        let campaigns = brief.snapshot.campaigns.indices.filter { mayBudget($0) }
        var changed: Set<Int> = []
        for direction in [BudgetStep.Direction.up, .down] {
            let open = campaigns.filter { !changed.contains($0) }
            for index in ordered(open, direction) {
                let options = assessed(index, direction)
                guard let chosen = choose(options) else { continue }
                propose(chosen, among: options + assessed(index, direction.opposite))
                changed.insert(index)
            }
        }
        for index in campaigns where !changed.contains(index) { leave(reason(index)) }
    }

    private mutating func mayBudget(_ index: Int) -> Bool {
        let campaign = brief.snapshot.campaigns[index]
        if let standing = DoNothing.Reason(campaign.standing) {
            leave(standing)
            return false
        }
        guard campaign.status == .active, campaign.dailyBudget != nil, state.campaigns[index].spend > 0,
            !brief.permissions.budgetSteps.isEmpty
        else {
            leave(.notOurs)
            return false
        }
        return true
    }

    /// Campaigns with the most to gain first.
    private func ordered(_ campaigns: [Int], _ direction: BudgetStep.Direction) -> [Int] {
        let gains = campaigns.map { index in
            (index: index, gain: assessed(index, direction).map(\.assessment.monthlyGain).max() ?? 0)
        }
        return gains.sorted { $0.gain != $1.gain ? $0.gain > $1.gain : $0.index < $1.index }.map(\.index)
    }

    private func assessed(_ index: Int, _ direction: BudgetStep.Direction) -> [BudgetStep] {
        guard let budget = brief.snapshot.campaigns[index].dailyBudget else { return [] }
        return brief.permissions.budgetSteps.compactMap { step in
            guard let to = BudgetStep.amount(budget, step.change, direction), to != budget else { return nil }
            let ratio = Double(to.minorUnits) / Double(budget.minorUnits)
            let assessment = state.assess(
                state.campaigns[index].budgeted(ratio), at: index, days: brief.snapshot.days)
            return BudgetStep(
                campaign: index, direction: direction, step: step, from: budget, to: to, ratio: ratio,
                assessment: assessment)
        }
    }

    /// The best step that needs nobody, or a better one that is worth asking a person for.
    private func choose(_ options: [BudgetStep]) -> BudgetStep? {
        let good = options.filter(isGood)
        let alone = good.filter { $0.step.access == .alone }.max {
            $0.assessment.monthlyGain < $1.assessment.monthlyGain
        }
        let asked = good.filter { $0.step.access == .withApproval }
            .max { $0.assessment.monthlyGain < $1.assessment.monthlyGain }
        guard let asked else { return alone }
        let more = asked.assessment.monthlyGain - (alone?.assessment.monthlyGain ?? 0)
        return more >= settings.worthAsking ? asked : alone
    }

    private func isGood(_ step: BudgetStep) -> Bool {
        step.assessment.confidence >= settings.sureOfStep && step.assessment.monthlyGain > 0
            && step.assessment.isProtected
    }

    private mutating func propose(_ chosen: BudgetStep, among options: [BudgetStep]) {
        let others = options.filter { $0.to != chosen.to }.map { option in
            RejectedOption(option: words.name(option), because: words.against(option, chosen, settings))
        }
        let nothing = words.doNothing(chosen.assessment)
        guard let draft = words.draft(chosen, rejected: [nothing] + others.prefix(7)) else { return }
        drafts.append(draft)
        state.adopt(state.campaigns[chosen.campaign].budgeted(chosen.ratio), at: chosen.campaign)
    }

    private func reason(_ index: Int) -> DoNothing.Reason {
        let best = (assessed(index, .up) + assessed(index, .down)).map(\.assessment.confidence).max() ?? 0
        return best > 1 - settings.sureOfStep ? .unsure : .asGoodAsItGets
    }

    // MARK: pauses

    private mutating func planPauses() {
        guard brief.permissions.pause != nil else {
            counts[.notOurs, default: 0] += model.ads.count
            return
        }
        let judged = model.ads.compactMap { ad -> (ad: AdBelief, first: Assessment)? in
            if let standing = DoNothing.Reason(ad.entity.standing) {
                counts[standing, default: 0] += 1
                return nil
            }
            return (ad, state.assess(pausing: ad, days: brief.snapshot.days))
        }
        let surest = judged.sorted {
            $0.first.confidence != $1.first.confidence
                ? $0.first.confidence > $1.first.confidence : $0.ad.entity.ref < $1.ad.entity.ref
        }
        for (ad, first) in surest { planPause(ad, first) }
    }

    private mutating func planPause(_ ad: AdBelief, _ first: Assessment) {
        guard first.confidence >= settings.sureOfPause else {
            leave(first.confidence > 1 - settings.sureOfPause ? .unsure : .asGoodAsItGets)
            return
        }
        let assessment = state.assess(pausing: ad, days: brief.snapshot.days)
        guard assessment.confidence >= settings.sureOfPause, assessment.isProtected,
            let draft = words.draft(pausing: ad, assessment)
        else {
            leave(.unsure)
            return
        }
        drafts.append(draft)
        state.adopt(state.campaigns[ad.campaign].pausing(ad), at: ad.campaign)
    }

    // MARK: what is not worth statistics

    /// The rule of the second tier: an ad that spent less than a purchase costs is left alone, whatever it sold. No
    /// purchase is what a good ad shows too at that point.
    private mutating func leaveSmall() {
        for ad in model.small { leave(DoNothing.Reason(ad.standing) ?? .tooLittleData) }
        let running = model.ads.count + model.small.count
        counts[.notOurs, default: 0] += brief.snapshot.ads.count - running
    }
}

/// One step a budget may take, with what it is expected to do.
struct BudgetStep: Sendable {
    enum Direction: Sendable {
        case up, down
        var opposite: Direction { self == .up ? .down : .up }
    }

    let campaign: Int
    let direction: Direction
    let step: Permissions.Step
    let from: Money
    let to: Money
    let ratio: Double
    let assessment: Assessment

    var gain: Double { assessment.monthlyGain }

    /// The budget after a step of at most `change`: rounded towards the present budget, so that it is never more.
    static func amount(_ budget: Money, _ change: Percentage, _ direction: Direction) -> Money? {
        let signed = direction == .up ? change.partsPerMillion : -change.partsPerMillion
        let share = Percentage(partsPerMillion: 1_000_000 + signed)
        guard share.partsPerMillion > 0 else { return nil }
        do { return try budget.scaled(by: share, rounding: direction == .up ? .down : .up) } catch { return nil }
    }
}

extension DoNothing.Reason {
    /// Nil where an entity is free.
    init?(_ standing: PaidMediaEntity.Standing) {
        switch standing {
        case .free: return nil
        case .waiting: self = .waiting
        case .settling: self = .settling
        case .refused: self = .refused
        }
    }
}
