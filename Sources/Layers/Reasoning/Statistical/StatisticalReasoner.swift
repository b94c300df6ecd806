internal import Statistics
internal import Vocabulary

/// The default paid-media reasoner: local, without a key, deterministic.
///
/// It learns what every ad and campaign gets for its money, with partial pooling, weighs each permitted step against doing
/// nothing, and proposes what is likely to bring the goal closer without breaking a counter-metric. Where it does not know,
/// it leaves things running. Formulas and sources: docs/explanation/reasoning.md.
public struct StatisticalReasoner: Reasoner {
    /// Changes whenever the same brief can give another plan.
    public let name = "statistical 1"
    let settings: ReasonerSettings
    private let rules: RuleReasoner

    /// A reasoner with these assumptions, and these rules for an account without a purchase to learn from.
    public init(_ settings: ReasonerSettings = ReasonerSettings(), rules: RuleReasoner = RuleReasoner()) {
        self.settings = settings
        self.rules = rules
    }

    /// Raises of budgets and moves first, then lowerings, then pauses, surest first.
    public func propose(_ brief: ReasoningBrief) async -> ReasoningPlan { plan(brief) }

    /// As `propose`, for callers that do not suspend.
    public func plan(_ brief: ReasoningBrief) -> ReasoningPlan {
        guard Objective(brief.goal, brief.snapshot) != nil else { return StatisticalReasoner.cannotJudge(brief) }
        return Planner.plan(brief, settings) ?? rules.plan(brief)
    }

    /// Takes a smaller permitted step in the same direction where the size was the mistake; else withdraws. What the gate
    /// said about size is all it learns of a limit.
    public func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan {
        var drafts: [Draft] = []
        for refusal in refusals {
            guard refusal.isAboutSize, refusal.leavesRoom,
                let step = refusal.fittingStep(brief.permissions)
                    ?? brief.permissions.budgetSteps.last(where: { refusal.draft.change.isMore(than: $0) })
            else { continue }
            let narrowed = brief.permitting(only: step)
            drafts += plan(narrowed).drafts.filter {
                $0.entity == refusal.draft.entity && $0.tool == refusal.draft.tool
            }
        }
        let withdrawn = refusals.count - drafts.count
        return ReasoningPlan(
            drafts: drafts,
            nothing: DoNothing(
                counts: withdrawn > 0 ? [.refused: withdrawn] : [:],
                summary: "withdrawn after a refusal: \(withdrawn), tried smaller: \(drafts.count)"))
    }

    private static func cannotJudge(_ brief: ReasoningBrief) -> ReasoningPlan {
        let snapshot = brief.snapshot
        let count = snapshot.campaigns.count + snapshot.ads.count
        return ReasoningPlan(
            drafts: [],
            nothing: DoNothing(
                counts: count > 0 ? [.unsure: count] : [:],
                summary: "left alone: \(count), since \(why(brief.goal, snapshot))"))
    }

    private static func why(_ goal: PaidMediaGoal, _ snapshot: PaidMediaSnapshot) -> String {
        let totals = snapshot.totals
        let missing = goal.metrics.filter { PaidMetric($0)?.isCounted(in: snapshot, totals) != true }.map(\.text)
        guard !missing.isEmpty else { return "\(goal.improve) is better the other way, and is pursued that way only" }
        return
            "\(missing.joined(separator: " and ")) cannot be computed from the spend, enquiries, purchases and revenue "
            + "reported here; `mandate charter check FILE --against HOME` says what is missing"
    }
}

extension ReasoningBrief {
    /// The same brief with one step of budget alone permitted.
    func permitting(only step: Permissions.Step) -> ReasoningBrief {
        ReasoningBrief(
            snapshot: snapshot, goal: goal,
            permissions: Permissions(budgetSteps: [step], pause: nil, move: permissions.move), age: age)
    }
}

extension Refusal {
    /// Limits on what steps come to: a part of the step may fit where the whole did not.
    private static let gradual: Set<FindingCode> = [.cumulative, .share]
    private static let aboutSize: Set<FindingCode> = [.bound, .cap, .cumulative, .share]

    /// Whether nothing but its size was refused: a smaller step would meet every other reason again.
    fileprivate var isAboutSize: Bool {
        let codes = findings.filter { $0.verdict == .refuse }.map(\.code)
        return !codes.isEmpty && codes.allSatisfy(Refusal.aboutSize.contains)
    }

    /// Whether a budget may go further in the same direction at all, as far as that was said.
    fileprivate var leavesRoom: Bool {
        findings.filter { $0.verdict == .refuse }.allSatisfy { finding in
            // Which of a move's budgets it is about is not said: there is room only where there is for either.
            draft.change.budgets.allSatisfy { from, to in
                switch finding.code {
                case .cumulative: Refusal.room(finding, from, to).map { $0 >= 10_000 } ?? true
                case .bound: draft.change.budgets.count > 1 || Refusal.isBetween(finding, from, to)
                default: true
                }
            }
        }
    }

    /// Whether a floor or ceiling lies between a budget and what it was to become; true where it is no amount.
    private static func isBetween(_ finding: Finding, _ from: Money, _ to: Money) -> Bool {
        guard let end = Money.read(finding.allowed), end.currency == from.currency else { return true }
        if to.minorUnits < from.minorUnits { return end.minorUnits < from.minorUnits }
        return from.minorUnits < end.minorUnits && end.minorUnits < to.minorUnits
    }

    /// Millionths of the present budget that a limit on how far it goes from where it stood leaves: where it stood follows from what
    /// the step came to. Below zero where it is beyond already; nil where nothing was said of that.
    private static func room(_ finding: Finding, _ from: Money, _ to: Money) -> Int64? {
        guard let actual = share(finding.actual), let allowed = share(finding.allowed), from.minorUnits > 0 else {
            return nil
        }
        let sign: Double = to.minorUnits > from.minorUnits ? 1 : -1
        let origin = 1 + sign * Double(actual) / 1e6
        guard origin > 0 else { return nil }
        let end = Double(to.minorUnits) / origin * (1 + sign * Double(allowed) / 1e6)
        return Int64((sign * (end / Double(from.minorUnits) - 1) * 1_000).rounded(.down)) * 1_000
    }

    /// A smaller step of the same budget that what was said of the limit leaves room for, as far as that can be told, in whole tenths
    /// of a per cent: of a share of spend the step times what is allowed over what it came to. Nil where nothing was said of that, or
    /// 1 % is too much.
    fileprivate func fittingStep(_ permissions: Permissions) -> Permissions.Step? {
        guard case .dailyBudget(let from, let to) = draft.change, from.minorUnits > 0,
            let own = Percentage.of(
                Int64(clamping: (to.minorUnits - from.minorUnits).magnitude), in: from.minorUnits, rounding: .up)?
                .partsPerMillion
        else { return nil }
        let parts = findings.filter { $0.verdict == .refuse && Refusal.gradual.contains($0.code) }.compactMap {
            finding -> Int64? in
            if finding.code == .cumulative { return Refusal.room(finding, from, to) }
            guard let actual = Refusal.share(finding.actual), let allowed = Refusal.share(finding.allowed), actual > 0
            else { return nil }
            return Int64(Rounding.down.divide(Int128(own) * Int128(allowed), by: Int128(actual) * 1_000)) * 1_000
        }
        guard let most = parts.min(), most >= 10_000, most < own else { return nil }
        let change = Percentage(partsPerMillion: most)
        let access = permissions.budgetSteps.first { $0.change >= change }?.access
        return access.map { Permissions.Step(change, $0) }
    }

    /// Millionths of what a finding names as `8 % in any 7 d`; nil for another figure.
    private static func share(_ text: String) -> Int64? {
        Percentage(parsing: text.split(separator: " ").prefix(2).joined(separator: " "))?.partsPerMillion
    }
}

extension Draft.Change {
    /// The budgets that it changes, from and to; none for a pause.
    fileprivate var budgets: [(from: Money, to: Money)] {
        switch self {
        case .pause: return []
        case .dailyBudget(let from, let to): return [(from, to)]
        case .move(let move):
            return move.parts.compactMap { part in
                if case .dailyBudget(let from, let to) = part.change { (from, to) } else { nil }
            }
        }
    }

    /// Whether a step of the same kind would be smaller; a pause has no size.
    fileprivate func isMore(than step: Permissions.Step) -> Bool {
        switch self {
        case .pause: return false
        case .dailyBudget(let from, let to):
            let direction = to.minorUnits > from.minorUnits ? BudgetStep.Direction.up : .down
            guard let amount = BudgetStep.amount(from, step.change, direction) else { return false }
            return (amount.minorUnits - from.minorUnits).magnitude < (to.minorUnits - from.minorUnits).magnitude
        case .move(let move):
            let budgets = budgets.map(\.from)
            guard budgets.count == 2, let amount = BudgetMove.amount(step.change, from: budgets[0], to: budgets[1])
            else { return false }
            return amount.minorUnits < move.amount.minorUnits
        }
    }
}
