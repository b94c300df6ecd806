import Vocabulary

extension Checks {
    /// Can the goal be reached with the steps, the pace and the evidence that are allowed?
    mutating func checkReach() {
        checkSteps()
        checkEvidence()
        checkSpendTarget()
    }

    /// The whole time an entity can be known for: from the baseline's first day to the deadline.
    private var knownTime: Duration? {
        guard let goal, case .measured(let period) = goal.baseline, goal.by > period.first else { return nil }
        return .seconds(Int64(goal.by.days(since: period.first) + 1) * 86_400)
    }

    /// The time in which changes count: from the baseline's end, or from today, to the deadline.
    private var workingTime: Duration? {
        guard let goal else { return nil }
        var start = context.today
        if case .measured(let period) = goal.baseline { start = max(start ?? period.last, period.last) }
        guard let start, goal.by > start else { return nil }
        return .seconds(Int64(goal.by.days(since: start)) * 86_400)
    }

    private mutating func checkSteps() {
        for permission in permissions {
            guard let step = permission.bounds.change else { continue }
            for limit in limits.change {
                guard case .cumulative(let sum, of: permission.tool, let window, _) = limit.rule, step > sum else {
                    continue
                }
                findings.note(
                    .changeBeyondCumulative, at: permission.clause.position,
                    "one step of `\(step)` is more than the `\(sum)` that all steps may add up to \(window)",
                    fix:
                        "write `\(text(permission) { $0.change = sum })`, or raise the sum on line `\(limit.clause.position.line)`"
                )
            }
        }
    }

    private mutating func checkEvidence() {
        guard let time = knownTime else { return }
        for rule in limits.evidence {
            guard case .minimum(let age, let spend, let tools) = rule.rule else { continue }
            if let age, age >= time {
                findings.note(
                    .evidenceNeverReached, at: rule.clause.position,
                    "an age of `\(age.brief)` is not reached between the baseline and the deadline, which is `\(time.brief)`",
                    fix:
                        "write `min_age: \(max(1, time.wholeSeconds / 172_800)) d` or less; nothing newer than the baseline could ever use `\(tools[0])`"
                )
            }
            guard let spend else { continue }
            let through = spendable.compactMap { cap -> (Charter.MoneyCap, Int64)? in
                guard cap.cap.currency == spend.currency else { return nil }
                let count = WindowSize(cap.window).windows(in: time)
                let (most, overflow) = cap.cap.minorUnits.multipliedReportingOverflow(by: count)
                return overflow ? nil : (cap, most)
            }
            guard let (cap, most) = through.min(by: { $0.1 < $1.1 }), most < spend.minorUnits else { continue }
            let bought = Money(minorUnits: most, spend.currency)
            findings.note(
                .evidenceNeverReached, at: rule.clause.position,
                "a spend of `\(spend)` is never reached: `\(cap.cap)` \(cap.window) lets `\(bought)` through until the deadline",
                fix: "write `min_spend: \(bought)` or less, or raise the cap on line `\(cap.clause.position.line)`")
        }
    }

    /// A goal on spend itself, worked towards by budgets alone: how far do all allowed steps together go?
    private mutating func checkSpendTarget() {
        guard let goal, goal.improve.text == "spend", case .relative(let wanted) = goal.target, let time = workingTime,
            grantedTools.allSatisfy({ $0.isReadOnly || $0.name == .setDailyBudget })
        else { return }
        let isUp = goal.direction == .up
        for limit in limits.change {
            guard let (step, count) = pace(limit, in: time) else { continue }
            let factor = 1 + (isUp ? 1 : -1) * Double(step.partsPerMillion) / 1_000_000
            var reached = 1.0
            for _ in 0..<min(count, 10_000) { reached *= max(0, factor) }
            let needed = 1 + Double(wanted.partsPerMillion) / 1_000_000
            guard isUp ? reached < needed : reached > needed else { continue }
            let percent = Percentage(partsPerMillion: Int64((reached - 1) * 1_000_000))
            // Towards zero, in whole per cent where there are any: what is suggested can be reached.
            let target =
                abs(percent.partsPerMillion) < 10_000
                ? percent.partsPerMillion : percent.partsPerMillion / 10_000 * 10_000
            findings.note(
                .targetBeyondChange, at: limit.clause.position,
                "`\(count)` steps of `\(step)` until the deadline change spend by `\(percent.brief)`, the target is `\(goal.target.text)`",
                fix: target == 0
                    ? "remove this entry, or allow larger or more frequent steps"
                    : "write `goal.target: \(isUp ? "+" : "")\(Percentage(partsPerMillion: target))`, or allow larger or more frequent steps, or a later deadline"
            )
        }
    }

    /// The step and how often it can be taken in a time, for a limit on daily budgets.
    private func pace(_ limit: Charter.ChangeLimit, in time: Duration) -> (Percentage, Int64)? {
        switch limit.rule {
        case .cumulative(let share, of: .setDailyBudget, let window, _):
            return (share, WindowSize(window).windows(in: time))
        case .count(let count, of: .setDailyBudget, let window, _):
            let steps = permissions.compactMap { $0.tool == .setDailyBudget ? $0.bounds.change : nil }
            guard let widest = steps.max(), count > 0 else { return nil }
            return (widest, WindowSize(window).windows(in: time) * Int64(count))
        default: return nil
        }
    }
}
