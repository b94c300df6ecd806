import Schemas
import Vocabulary

extension Checks {
    /// Is the goal an outcome that can be measured, reached, and not gamed?
    mutating func checkGoal() {
        checkMetricNames()
        checkKind()
        guard let goal, let metric = context.metrics[goal.improve] else { return }
        checkDirection(goal, metric)
        checkTarget(goal, metric)
        checkDeadline(goal)
        if metric.isProxy, goal.kind == .outcome {
            findings.note(
                .proxyAsOutcome, at: draft.place("goal", "improve"),
                "`\(metric.name)` (\(metric.meaning)) stands for something else that matters",
                fix: "say what: `kind: { proxy_for: \"…\" }`")
        }
    }

    /// Every metric that is named anywhere has to be in the catalogue.
    private mutating func checkMetricNames() {
        var named: [YAMLNode] = []
        if let improve = draft.root["goal"]?["improve"] { named.append(improve) }
        named += draft.root["goal"]?["protect"]?.items.compactMap { $0["metric"] } ?? []
        named += draft.root["escalation"]?["when"]?.items.compactMap { $0["moved"] } ?? []
        for node in named {
            guard let text = node.text, text != "any_metric", let name = MetricName(text), context.metrics[name] == nil
            else { continue }
            let known = context.metrics.sorted.map(\.name.text)
            let near = Nearest.name(to: text, among: known) ?? nearByWord(text, known)
            findings.note(
                .unknownMetric, at: node.position, "no metric is called \(quoted(text))",
                fix: near.map { "did you mean `\($0)`?" }
                    ?? "choose one of `mandate metric list`, or add your own to it")
        }
    }

    /// The known name that shares most words with a text; for names that are long and differ in one word.
    private func nearByWord(_ text: String, _ known: [String]) -> String? {
        let words = Set(text.split(separator: "_"))
        let ranked = known.map { (name: $0, common: words.intersection($0.split(separator: "_")).count) }
        let best = ranked.max { ($0.common, $1.name) < ($1.common, $0.name) }
        return best.flatMap { $0.common * 2 > words.count ? $0.name : nil }
    }

    private mutating func checkKind() {
        guard let kind = draft.root["goal"]?["kind"], kind.text == "proxy" else { return }
        findings.note(
            .unnamedProxy, at: kind.position, "the goal is a proxy, and nothing says for what",
            fix: "write `kind: { proxy_for: \"what really matters\" }`")
    }

    private mutating func checkDirection(_ goal: Charter.Goal, _ metric: Metric) {
        let place = draft.place("goal", "target")
        if goal.direction != metric.better {
            findings.note(
                .directionAgainstMetric, at: draft.place("goal", "direction"),
                "`\(metric.name)` is better when it goes `\(metric.better.rawValue)`, the goal says `\(goal.direction.rawValue)`",
                fix: "write `direction: \(metric.better.rawValue)`, or keep it if this is meant")
        }
        guard case .relative(let share) = goal.target else { return }
        let isUp = goal.direction == .up
        if share.partsPerMillion == 0 || (share.partsPerMillion <= -1_000_000) {
            findings.note(
                .targetOutOfReach, at: place,
                "a change of `\(goal.target.text)` \(share.partsPerMillion == 0 ? "is none" : "leaves nothing")",
                fix: "write a share between 0 % and 100 %, such as `\(isUp ? "+20 %" : "-15 %")`")
        } else if (share.partsPerMillion > 0) != isUp {
            findings.note(
                .targetAgainstDirection, at: place,
                "the direction is `\(goal.direction.rawValue)` and the target `\(goal.target.text)`",
                fix: "write `direction: \(isUp ? "down" : "up")`, or turn the target's sign round")
        }
    }

    private mutating func checkTarget(_ goal: Charter.Goal, _ metric: Metric) {
        let place = draft.place("goal", "target")
        if case .absolute(let target) = goal.target {
            if case .ratio = target, metric.unit != .ratio {
                findings.note(
                    .targetWithoutSign, at: place, "`\(target)` does not say whether it is by or to",
                    fix: "write `\(goal.direction == .up ? "+" : "-")\(target)` for a change by that share")
                return
            }
            guard checkUnit(target, metric, at: place) else { return }
            if case .ratio(let share) = target, share.partsPerMillion > 1_000_000 {
                findings.note(
                    .targetOutOfReach, at: place, "`\(target)` is more than the whole of `\(metric.name)`",
                    fix: "write at most `100 %`")
            }
        }
        guard case .value(let baseline, _) = goal.baseline,
            checkUnit(baseline, metric, at: draft.place("goal", "baseline", "value")),
            case .absolute(let target) = goal.target
        else { return }
        let isMet =
            goal.direction == .up ? baseline.magnitude >= target.magnitude : baseline.magnitude <= target.magnitude
        guard isMet else { return }
        findings.note(
            .targetAlreadyMet, at: place, "the baseline of `\(baseline)` meets the target of `\(target)` already",
            fix: "write a target that is \(goal.direction == .up ? "above" : "below") the baseline")
    }

    /// Whether a value is in a metric's unit; notes it where not.
    @discardableResult
    mutating func checkUnit(_ quantity: Charter.Quantity, _ metric: Metric, at place: SourcePosition) -> Bool {
        let fits: Bool =
            switch (quantity, metric.unit) {
            case (.money, .money), (.ratio, .ratio), (.count, .count), (.number, .number), (.days, .days): true
            default: false
            }
        if fits { return true }
        let wanted: [MetricUnit: String] = [
            .money: "an amount, such as `45 GBP`", .ratio: "a share, such as `3.5 %`",
            .count: "a count, such as `1200 count`", .number: "a number, such as `4 points`",
            .days: "days, such as `90 d`",
        ]
        findings.note(
            .wrongUnit, at: place,
            "`\(metric.name)` is measured in \(metric.unit.rawValue), not in the unit of `\(quantity)`",
            fix: "write \(wanted[metric.unit] ?? "its unit")")
        return false
    }

    private mutating func checkDeadline(_ goal: Charter.Goal) {
        let place = draft.place("goal", "by")
        if case .measured(let period) = goal.baseline, goal.by <= period.last {
            findings.note(
                .deadlineTooEarly, at: place,
                "the deadline `\(goal.by)` is not after the baseline, which ends on `\(period.last)`",
                fix: "write a date after `\(period.last)`, or measure the baseline earlier")
        }
        if let today = context.today, goal.by < today {
            findings.note(
                .deadlinePassed, at: place, "the deadline `\(goal.by)` is over; today is `\(today)`",
                fix: "write a date that is still to come")
        }
    }
}
