internal import Statistics
internal import Vocabulary

/// Builds a plan one change at a time: raises and moves, then lowerings, then pauses, each judged with what is planned already.
struct Planner {
    let brief: ReasoningBrief
    let settings: ReasonerSettings
    let model: AccountModel
    let words: PlanWords
    var state: PlanState
    var drafts: [Draft] = []
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

    /// Whether a change is worth its price: while the target is met, only what has none is.
    func isNeeded(_ assessment: Assessment) -> Bool { !brief.goal.isMet || assessment.isFree }

    mutating func leave(_ reason: DoNothing.Reason) { counts[reason, default: 0] += 1 }

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
            leave(reason(against: first))
            return
        }
        let assessment = state.assess(pausing: ad, days: brief.snapshot.days)
        guard assessment.confidence >= settings.sureOfPause, assessment.isProtected,
            let draft = words.draft(pausing: ad, assessment, after: drafts.count)
        else {
            leave(assessment.improves >= settings.sureOfPause ? .protected : .unsure)
            return
        }
        guard isNeeded(assessment) else {
            leave(.met)
            return
        }
        drafts.append(draft)
        state.adopt(state.campaigns[ad.campaign].pausing(ad), at: ad.campaign)
    }

    private func reason(against pause: Assessment) -> DoNothing.Reason {
        if pause.improves >= settings.sureOfPause { return .protected }
        return pause.confidence > 1 - settings.sureOfPause ? .unsure : .asGoodAsItGets
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

extension DoNothing.Reason {
    /// Nil where an entity is free.
    init?(_ standing: PaidMediaEntity.Standing) {
        switch standing {
        case .free: return nil
        case .waiting: self = .waiting
        case .settling: self = .settling
        case .refused: self = .refused
        case .decided: self = .decided
        case .forbidden: self = .notOurs
        }
    }
}
