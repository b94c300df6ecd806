internal import Vocabulary

/// Budgets: raises with the most to gain first, then lowerings.
///
/// A raise may take its money from a campaign that no step of its own is proposed for. Where a lowering is good by itself, the two
/// stay apart: each can then be agreed to, held or refused without the other.
extension Planner {
    mutating func planBudgets() {
        let campaigns = brief.snapshot.campaigns.indices.filter { mayBudget($0) }
        var alone = self
        let steps = alone.planBudgets(campaigns, besides: nil)
        let changed = brief.permissions.move == nil ? steps : planBudgets(campaigns, besides: steps)
        if brief.permissions.move == nil { self = alone }
        for index in campaigns where changed[index] == nil { leave(reason(index)) }
    }

    /// Plans every campaign's budget; gives back those that were changed. Where it is known which of them change by `steps` of
    /// their own, raises may take money from the others.
    private mutating func planBudgets(
        _ campaigns: [Int], besides steps: [Int: BudgetStep.Direction]?
    ) -> [Int: BudgetStep.Direction] {
        var changed: [Int: BudgetStep.Direction] = [:]
        let givers = steps.map { steps in campaigns.filter { steps[$0] == nil } } ?? []
        let lowered = steps.map { steps in campaigns.filter { steps[$0] == .down } } ?? []
        for direction in [BudgetStep.Direction.up, .down] {
            let open = campaigns.filter { changed[$0] == nil }
            for index in ordered(open, direction) where changed[index] == nil {
                let own = assessed(index, direction)
                let given = direction == .up ? moves(to: index, givers.filter { changed[$0] == nil }) : []
                guard let chosen = choose(own + given) else { continue }
                propose(
                    chosen, among: own + given + assessed(index, direction.opposite),
                    apart: direction == .up ? best(moves(to: index, lowered), like: chosen) : nil)
                changed[index] = direction
                if let giver = chosen.giver { changed[giver.campaign] = .down }
            }
        }
        return changed
    }

    /// The move that would raise a campaign as a step of its own does, as far as the giver's step allows.
    private func best(_ moves: [BudgetStep], like chosen: BudgetStep) -> BudgetStep? {
        moves.filter { chosen.giver == nil && $0.change == chosen.change }.max { $0.gain < $1.gain }
    }

    private mutating func mayBudget(_ index: Int) -> Bool {
        let campaign = brief.snapshot.campaigns[index]
        if let standing = DoNothing.Reason(campaign.standing) {
            leave(standing)
            return false
        }
        guard campaign.status == .active, campaign.dailyBudget != nil, state.campaigns[index].isRunning,
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
            (index: index, gain: assessed(index, direction).map(\.gain).max() ?? 0)
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
                campaign: index, direction: direction, change: step.change, access: step.access, from: budget, to: to,
                ratio: ratio, giver: nil, assessment: assessment)
        }
    }

    // MARK: moves

    /// How many campaigns a raise is tried with as its giver, so that a large account is planned in time that grows with its
    /// campaigns and not with their pairs.
    private static let mostGivers = 3

    /// Raises of a campaign with money of another: those first whose lowering saves most for what it loses.
    private func moves(to index: Int, _ givers: [Int]) -> [BudgetStep] {
        guard let access = brief.permissions.move else { return [] }
        let cheapest = ordered(givers.filter { $0 != index }, .down).prefix(Planner.mostGivers)
        return cheapest.flatMap { giver in
            brief.permissions.budgetSteps.compactMap { move(to: index, from: giver, $0, access) }
        }
    }

    private func move(
        to index: Int, from giver: Int, _ step: Permissions.Step, _ access: Permissions.Access
    ) -> BudgetStep? {
        let (source, target) = (brief.snapshot.campaigns[giver], brief.snapshot.campaigns[index])
        guard let had = source.dailyBudget, let has = target.dailyBudget,
            let amount = BudgetMove.amount(step.change, from: had, to: has),
            let move = BudgetMove(amount, from: (source.ref, had), to: (target.ref, has)),
            let to = BudgetStep.after(move, target.ref), let left = BudgetStep.after(move, source.ref)
        else { return nil }
        let raised = Double(to.minorUnits) / Double(has.minorUnits)
        let lowered = Double(left.minorUnits) / Double(had.minorUnits)
        let assessment = state.assess(
            [giver: state.campaigns[giver].budgeted(lowered), index: state.campaigns[index].budgeted(raised)],
            days: brief.snapshot.days)
        return BudgetStep(
            campaign: index, direction: .up, change: step.change,
            access: access == .withApproval ? .withApproval : step.access, from: has, to: to, ratio: raised,
            giver: .init(campaign: giver, ratio: lowered, move: move), assessment: assessment)
    }

    // MARK: choosing

    /// The best step that needs nobody, or a better one that is worth asking a person for.
    private func choose(_ options: [BudgetStep]) -> BudgetStep? {
        let good = options.filter(isGood)
        let alone = good.filter { $0.access == .alone }.max { $0.gain < $1.gain }
        let asked = good.filter { $0.access == .withApproval }.max { $0.gain < $1.gain }
        guard let asked else { return alone }
        return asked.gain - (alone?.gain ?? 0) >= settings.worthAsking ? asked : alone
    }

    private func isGood(_ step: BudgetStep) -> Bool { isWorthwhile(step) && isNeeded(step.assessment) }

    private func isWorthwhile(_ step: BudgetStep) -> Bool {
        step.assessment.confidence >= settings.sureOfStep && step.gain > 0 && step.assessment.isProtected
    }

    private mutating func propose(_ chosen: BudgetStep, among options: [BudgetStep], apart: BudgetStep?) {
        let tied = apart.map { [RejectedOption(option: words.name($0), because: words.apart($0))] } ?? []
        let others = options.filter { !$0.isSame(as: chosen) }.map { option in
            RejectedOption(option: words.name(option), because: words.against(option, chosen, settings))
        }
        let nothing = words.doNothing(chosen.assessment, after: drafts.count)
        guard let draft = words.draft(chosen, rejected: [nothing] + tied + others.prefix(7 - tied.count)) else {
            return
        }
        drafts.append(draft)
        state.adopt(state.campaigns[chosen.campaign].budgeted(chosen.ratio), at: chosen.campaign)
        guard let giver = chosen.giver else { return }
        state.adopt(state.campaigns[giver.campaign].budgeted(giver.ratio), at: giver.campaign)
    }

    private func reason(_ index: Int) -> DoNothing.Reason {
        let steps = assessed(index, .up) + assessed(index, .down)
        if let step = steps.first(where: isWorthwhile) { return isNeeded(step.assessment) ? .asGoodAsItGets : .met }
        let isGood = steps.contains { $0.assessment.improves >= settings.sureOfStep && $0.gain > 0 }
        if isGood { return .protected }
        let best = steps.map(\.assessment.confidence).max() ?? 0
        return best > 1 - settings.sureOfStep ? .unsure : .asGoodAsItGets
    }
}

extension BudgetStep {
    /// What a move leaves a campaign with.
    fileprivate static func after(_ move: BudgetMove, _ campaign: EntityRef) -> Money? {
        for part in move.parts where part.entity == campaign {
            if case .dailyBudget(_, let to) = part.change { return to }
        }
        return nil
    }
}
