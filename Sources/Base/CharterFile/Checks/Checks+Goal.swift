import Schemas
import Vocabulary

extension Checks {
    /// Is the goal an outcome that can be measured, reached, and not gamed?
    mutating func checkGoal() {
        checkMetricNames()
        checkKind()
        guard let goal, let metric = values.metrics[goal.improve] else { return }
        checkDirection(goal, metric)
        checkTarget(goal, metric)
        checkDeadline(goal)
        if metric.isProxy, goal.kind == .outcome {
            findings.note(
                .proxyAsOutcome, at: draft.place("goal", "improve"),
                "`\(metric.name)` (\(metric.meaning)) stands for something else that matters",
                fix: "write `kind: { proxy_for: \"what it stands for\" }` with your own words")
        }
    }

    /// Every metric that is named anywhere has to be in the catalogue.
    private mutating func checkMetricNames() {
        var named: [(YAMLNode, String)] = []
        if let improve = draft.root["goal"]?["improve"] { named.append((improve, Leaf.metric.example)) }
        let counter = draft.root["goal"]?.text("improve").flatMap { MetricName($0) }.flatMap { values.metrics[$0] }?
            .counterMetrics.first?.text
        named +=
            draft.root["goal"]?["protect"]?.items.compactMap { $0["metric"] }.map { ($0, counter ?? "purchases") } ?? []
        named += draft.root["escalation"]?["when"]?.items.compactMap { $0["moved"] }.map { ($0, "any_metric") } ?? []
        named += draft.root["escalation"]?["when"]?.items.compactMap { $0["metric"] }.map { ($0, "roas") } ?? []
        for (node, usual) in named {
            guard let text = node.text, text != "any_metric", let name = MetricName(text), values.metrics[name] == nil
            else { continue }
            let known = values.metrics.sorted.map(\.name.text)
            let near =
                CharterWords.usualMetrics[text] ?? Nearest.name(to: text, among: known) ?? nearByWord(text, known)
            findings.note(
                .unknownMetric, at: node.position, "no metric is called \(quoted(text))",
                fix: near.map { "did you mean `\($0)`?" }
                    ?? "write `\(usual)`, or another of `mandate metric list`")
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
            var turned = ""
            if case .relative(let share) = goal.target {
                // A share of nothing has no sign to turn, and one that points the metric's way already keeps its own.
                let size = share.partsPerMillion == 0 ? 100_000 : abs(share.partsPerMillion)
                let right = Percentage(partsPerMillion: metric.better == .up ? size : -size)
                turned = ", target: \(Charter.Target.relative(right).text)"
            }
            findings.note(
                .directionAgainstMetric, at: draft.place("goal", "direction"),
                "`\(metric.name)` is better when it goes `\(metric.better.rawValue)`, the goal says `\(goal.direction.rawValue)`",
                fix: "write `direction: \(metric.better.rawValue)\(turned)`, or keep it if this is meant")
        }
        guard case .relative(let share) = goal.target else { return }
        let isUp = goal.direction == .up
        if share.partsPerMillion == 0 || share.partsPerMillion <= -950_000 {
            findings.note(
                .targetOutOfReach, at: place,
                "a change of `\(goal.target.text)` \(share.partsPerMillion == 0 ? "is none" : "leaves next to nothing")",
                fix:
                    "write `\(isUp ? "+20 %" : "-15 %")`, or another share \(isUp ? "above 0 %" : "between -95 % and 0 %")"
            )
        } else if (share.partsPerMillion > 0) != isUp {
            findings.note(
                .targetAgainstDirection, at: place,
                "the direction is `\(goal.direction.rawValue)` and the target `\(goal.target.text)`",
                fix:
                    "write `\(Charter.Target.relative(Percentage(partsPerMillion: -share.partsPerMillion)).text)`, or `direction: \(isUp ? "down" : "up")`"
            )
        }
    }

    private mutating func checkTarget(_ goal: Charter.Goal, _ metric: Metric) {
        let place = draft.place("goal", "target")
        if case .absolute(let target) = goal.target {
            if case .ratio = target, metric.unit != .ratio {
                // A change by nothing would be the next finding.
                let share = target.magnitude == .zero ? "10 %" : "\(target)"
                findings.note(
                    .targetWithoutSign, at: place, "`\(target)` does not say whether it is by or to",
                    fix: "write `\(goal.direction == .up ? "+" : "-")\(share)` for a change by that share")
                return
            }
            guard checkUnit(target, metric, "target", at: place) else { return }
            if case .money(let amount) = target, goal.direction == .down, amount.roundsToNothing {
                findings.note(
                    .targetOutOfReach, at: place,
                    "`\(metric.name)` does not come down to `\(target)`, which is nothing",
                    fix: "write `-15 %`, or the amount that is to be reached")
                return
            }
            if case .ratio(let share) = target, share.partsPerMillion > 1_000_000 {
                findings.note(
                    .targetOutOfReach, at: place, "`\(target)` is more than the whole of `\(metric.name)`",
                    fix: "write `100 %` or less")
            }
        }
        guard case .value(let baseline, _) = goal.baseline,
            checkUnit(baseline, metric, "value", at: draft.place("goal", "baseline", "value")),
            case .absolute(let target) = goal.target
        else { return }
        let isMet =
            goal.direction == .up ? baseline.magnitude >= target.magnitude : baseline.magnitude <= target.magnitude
        guard isMet else { return }
        findings.note(
            .targetAlreadyMet, at: place, "the baseline of `\(baseline)` meets the target of `\(target)` already",
            fix:
                "write `\(goal.direction == .up ? "+" : "-")10 %`, or a value \(goal.direction == .up ? "above" : "below") the baseline"
        )
    }

    /// Whether a value is in a metric's unit; notes it where not.
    @discardableResult
    mutating func checkUnit(
        _ quantity: Charter.Quantity, _ metric: Metric, _ key: String, at place: SourcePosition
    ) -> Bool {
        let fits: Bool =
            switch (quantity, metric.unit) {
            case (.money, .money), (.ratio, .ratio), (.count, .count), (.number, .number), (.days, .days): true
            default: false
            }
        if fits { return true }
        let wanted: String =
            switch metric.unit {
            case .money: "45 \(values.currency)"
            case .ratio: "35 %"
            case .count: "1200 count"
            case .number: "4 points"
            case .days: "90 d"
            }
        findings.note(
            .wrongUnit, at: place,
            "`\(metric.name)` is measured in \(metric.unit.rawValue), not in the unit of `\(quantity)`",
            fix: "write `\(key): \(wanted)` with the number that is meant")
        return false
    }

    private mutating func checkDeadline(_ goal: Charter.Goal) {
        let place = draft.place("goal", "by")
        let later = values.value(.date)
        if case .measured(let period) = goal.baseline, goal.by <= period.last {
            findings.note(
                .deadlineTooEarly, at: place,
                "the deadline `\(goal.by)` is not after the baseline, which ends on `\(period.last)`",
                fix: "write `\(later)` or another day after `\(period.last)`, or measure the baseline earlier")
        }
        guard let today = context.today, goal.by < today else { return }
        // Old data is worked on in a home whose clock stands where the data ends.
        var start = goal.by
        if case .measured(let period) = goal.baseline, period.last < goal.by { start = period.last.adding(days: 1) }
        findings.note(
            .deadlinePassed, at: place, "the deadline `\(goal.by)` is over; today is `\(today)`",
            fix: "write `\(later)` or another day that is still to come"
                + (context.isSandbox
                    ? "; to work on old data make a second home, whose clock stands there: "
                        + "`mandate init --sandbox --home DIR --clock \(start)T06:00:00Z`"
                    : ""))
    }
}

extension MetricMoney {
    /// Whether there is no whole minor unit in it.
    fileprivate var roundsToNothing: Bool {
        do { return try rounded(.nearest).minorUnits <= 0 } catch { return false }
    }
}
