import Vocabulary

extension Checks {
    /// Is each limit one that something comes near to? What is written as a limit and lets everything through in practice is
    /// delegation without a limit.
    mutating func checkSlack() {
        for trigger in draft.escalation?.triggers ?? [] { checkSlack(trigger) }
        for rule in limits.evidence { checkSlack(rule) }
        checkGenerosity()
        for permission in permissions where permission.bounds.change == nil && permission.grant == .may {
            checkStep(permission)
        }
        checkAge()
        checkGoalSlack()
    }

    private mutating func noteSlack(_ message: String, at place: SourcePosition, fix: String) {
        findings.note(.hardlyALimit, at: place, message, fix: fix)
    }

    private mutating func checkSlack(_ trigger: Charter.Trigger) {
        let place = trigger.clause.position
        switch trigger.cause {
        case .confidenceBelow(let share) where (1..<50_000).contains(share.partsPerMillion):
            noteSlack(
                "an agent that is `\(share)` sure is hardly ever less sure, so it never asks", at: place,
                fix: "write `confidence_below: 70 %`, or another share from 5 %")
        case .moved(_, let share, _) where share > Percentage(percent: 500):
            noteSlack(
                "a metric that moves by `\(share)` moved long before, and nobody was asked", at: place,
                fix: "write `by_more_than: 30 %`, or another share up to 500 %")
        case .budgetUsedAbove(let share) where share > Percentage(percent: 99) && share < .whole:
            noteSlack(
                "at `\(share)` a cap is used up before anybody is asked", at: place,
                fix: "write `budget_used_above: 80 %`, or another share up to 99 %")
        default: break
        }
    }

    /// What asks for hours where there are days of data, or for cents, asks for nothing.
    private mutating func checkSlack(_ rule: Charter.EvidenceRule) {
        let place = rule.clause.position
        switch rule.rule {
        case .minimum(let age, let spend, _):
            let isYoung = age.map { $0 > .zero && $0 < .seconds(86_400) }
            let isCheap = spend.map { $0.minorUnits > 0 && $0.minorUnits < $0.currency.minorPerMajor }
            guard isYoung ?? true, isCheap ?? true, isYoung != nil || isCheap != nil else { return }
            noteSlack(
                "everything is older and dearer than `\([age?.brief, spend?.description].compactMap { $0 }.joined(separator: ", "))` at once",
                at: place, fix: "write `min_age: 7 d, min_spend: 100 \(values.currency)`, or what a judgement needs")
        case .freshness(let age, let source, _):
            guard age > .seconds(92 * 86_400), age <= .seconds(366 * 86_400) else { return }
            noteSlack(
                "data of `\(source)` that is `\(age.brief)` old says nothing of today", at: place,
                fix: "write `freshness: 24 h`, or another age up to 92 d")
        case .notWhile: break
        }
    }

    private mutating func checkGenerosity() {
        let discount = draft.place("constraints", "offers", "discount")
        for share in [limits.offers?.discountAlone, limits.offers?.discountAtMost] where share == .whole {
            noteSlack(
                "a discount of `100 %` gives it away", at: discount,
                fix: "write `alone: 15 %, at_most: 20 %`, or other shares below 100 %")
            break
        }
        let sampling = draft.autonomy.sampling
        guard (1..<10_000).contains(sampling.partsPerMillion) else { return }
        noteSlack(
            "of a hundred decisions `\(sampling)` are not one that a person sees",
            at: draft.place("autonomy", "then_sample"), fix: "write `then_sample: 10 %`, or another share from 1 %")
    }

    /// An amount whose steps nothing bounds, and whose ceiling no cap lets it come to.
    private mutating func checkStep(_ permission: Charter.Permission) {
        guard let tool = context.tools[permission.tool], tool.concerns.contains(.setsAmount),
            !tool.concerns.contains(.makes), sums(of: tool.name).isEmpty
        else { return }
        let ceiling = permission.bounds.ceiling
        if let ceiling {
            let daily = spendable.filter { $0.cap.currency == ceiling.currency }.map {
                $0.cap.minorUnits / WindowSize($0.window).mostDays
            }
            guard let least = daily.min(), ceiling.minorUnits > least, tool.name == .setDailyBudget else { return }
        }
        findings.note(
            .unlimitedStep, at: permission.clause.position,
            "one step of `\(tool.name)` may go from any amount to \(ceiling.map { "`\($0)`, which the caps do not even allow" } ?? "any other")",
            fix: "add `{ tool: \(tool.name), by: 30 %, in_any: 7 d, over: campaign }` to `constraints.change`"
        )
    }

    /// What acts on ads by data of any age.
    private mutating func checkAge() {
        let source = SourceName.adsMetrics
        let others = Set(values.metrics.sorted.map(\.source)).subtracting([source.text])
        // A source that is misspelt has a finding of its own.
        let isLimited = limits.evidence.contains { rule in
            guard case .freshness(_, let named, _) = rule.rule else { return false }
            return !others.contains(named.text)
        }
        guard !isLimited,
            let tool = grantedTools.first(where: { !$0.isReadOnly && $0.name.text.hasPrefix("ads.") })
        else { return }
        findings.note(
            .noFreshness, at: permissions.first { $0.tool == tool.name }?.clause.position ?? .start,
            "`\(tool.name)` may act on data of any age",
            fix: "add `{ freshness: 24 h, of: \(source), else: refuse }` to `constraints.evidence`")
    }

    private mutating func checkGoalSlack() {
        guard let goal else { return }
        if case .relative(let share) = goal.target, (1..<10_000).contains(abs(share.partsPerMillion)) {
            findings.note(
                .targetTooSmall, at: draft.place("goal", "target"),
                "a change of `\(goal.target.text)` is less than what chance alone makes of a metric",
                fix: "write `\(share.partsPerMillion > 0 ? "+" : "-")10 %`, or another share from 1 %")
        }
        var start = context.today
        if case .measured(let period) = goal.baseline { start = max(start ?? period.last, period.last) }
        guard let start, goal.by.days(since: start) > 3 * 366 else { return }
        findings.note(
            .deadlineTooFar, at: draft.place("goal", "by"),
            "until `\(goal.by)` nobody can say that the goal was missed",
            fix: "write `\(start.adding(days: 180))`, or another day within three years")
    }
}
