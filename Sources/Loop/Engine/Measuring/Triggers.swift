import Governance
import Reasoning
import Schemas
import Vocabulary

extension Engine {
    /// Evaluates the charter's triggers that rest on data, and keeps what they say for the gate. A trigger without a series is
    /// inactive: it is left out, and its key is returned.
    func evaluateTriggers(_ rulebook: Rulebook, at now: Instant) async throws -> [String] {
        let agent = rulebook.charter.agent
        let baseline = try await store.read { view in try view.baseline(agent, version: rulebook.version) }
        guard let reading = try await triggerReading(rulebook.charter, baseline) else {
            return rulebook.charter.escalation.triggers.map(\.clause.key)
        }
        var states: [TriggerFacts] = []
        var inactive: [String] = []
        for trigger in rulebook.charter.escalation.triggers {
            switch reading.state(of: trigger.cause) {
            case .inactive: inactive.append(trigger.clause.key)
            case .quiet: states.append(TriggerFacts(key: trigger.clause.key, fired: nil))
            case .fired(let words): states.append(TriggerFacts(key: trigger.clause.key, fired: words))
            }
        }
        let kept = states.json.description
        try await store.write { view in
            guard try view.setting("triggers \(agent)") != kept else { return }
            try view.set("triggers \(agent)", to: kept)
        }
        return inactive
    }

    /// What the triggers of a charter are read off; nil where nothing is imported.
    func triggerReading(_ charter: Charter, _ baseline: FrozenBaseline?) async throws -> TriggerReading? {
        guard let account = try await store.read({ view in try view.account() }) else { return nil }
        let longest = TriggerReading.longest(charter)
        let (days, counted) = try await store.read { view in
            (
                try view.totalsByDay(from: account.period.last.adding(days: 1 - longest)),
                try view.entity(account.ref)?.facts
            )
        }
        return TriggerReading(
            account: account, counted: counted, baseline: baseline, days: days, charter: charter,
            now: surroundings.now())
    }
}

/// Reads triggers off measured days.
struct TriggerReading {
    let account: AccountRecord
    /// What is counted of the account in the measured period.
    let counted: EntityFacts?
    let baseline: FrozenBaseline?
    let days: [MetricRecord]
    let charter: Charter
    let now: Instant
    private var goal: Charter.Goal { charter.goal }

    enum State {
        /// What it needs is not there, in words.
        case inactive(needs: String)
        case quiet
        case fired(String)
    }

    /// How many days the longest trigger looks back.
    static func longest(_ charter: Charter) -> Int {
        charter.escalation.triggers.map { trigger in
            switch trigger.cause {
            case .moved(_, _, let within): TriggerReading.days(within)
            case .below(let floor): floor.within.map(TriggerReading.days) ?? 1
            default: 1
            }
        }.max() ?? 1
    }

    func state(of cause: Charter.Trigger.Cause) -> State {
        switch cause {
        case .moved(let metric, let most, let within): moved(metric, most, TriggerReading.days(within))
        case .missingGoalMetric:
            isGoalMeasured
                ? .quiet : .fired("`\(goal.improve)` has no \(baseline == nil ? "frozen baseline yet" : "data")")
        case .confidenceBelow, .budgetUsedAbove, .condition: .quiet
        case .below(let floor): gap(under: floor).map { .inactive(needs: $0) } ?? .quiet
        case .negativeSentiment: .inactive(needs: "replies")
        case .askedForHuman, .askedByOnePerson: .inactive(needs: "messages from contacts")
        case .concern: .inactive(needs: "topics of proposals")
        }
    }

    /// Whether the goal has a value before and now: what its formula takes is counted in the measured period.
    private var isGoalMeasured: Bool {
        guard baseline?.values[goal.improve] != nil, let metric = charter.metric(goal.improve), let counted else {
            return false
        }
        return metric.parts.allSatisfy(counted.holds)
    }

    static func days(_ length: Duration) -> Int { max(1, Int((length.wholeSeconds + 86_399) / 86_400)) }

    private func moved(_ metric: MetricName?, _ most: Percentage, _ count: Int) -> State {
        guard days.count >= count else {
            return .inactive(needs: "counts of `\(count)` single days, of which the data has `\(days.count)`")
        }
        guard let baseline, let period = baseline.period else {
            return .inactive(needs: "a baseline that is measured over days")
        }
        let recent = days.suffix(count).totals
        let names = metric.map { [$0] } ?? ([goal.improve] + goal.protect.map(\.metric))
        var isMeasured = false
        for name in names {
            guard let before = baseline.level(of: name),
                let metric = charter.metric(name),
                let measured = MeasuredMetric.value(of: metric, recent, account.currency)
            else { continue }
            let now = measured.magnitude
            isMeasured = true
            let isSum = metric.formula == .observed
            let days = isSum ? (recent: Int128(count), all: Int128(period.days)) : (recent: 1, all: 1)
            guard before.units > 0, passes(most, now.units, before.units, days) else { continue }
            let usual = Decimal12(units: before.units / days.all * days.recent)
            let unit = measured.description.split(separator: " ", maxSplits: 1).dropFirst().first.map { " \($0)" } ?? ""
            return .fired(
                "`\(name)` is `\(Figure.short("\(now)\(unit)"))` in \(numbered(count, "day")), from "
                    + "`\(Figure.short("\(usual)\(unit)"))`: moved by more than `\(most)`")
        }
        let wanted = names.map { "`\($0)`" }.joined(separator: " or ")
        return isMeasured ? .quiet : .inactive(needs: "\(wanted), measured before and now")
    }
}

extension TriggerReading {
    /// Whether a level moved by more than a share of what was usual, sums by the day. Without a division: a quotient that is cut off
    /// would pass what is just met. What does not fit in 128 bits is no account's.
    private func passes(
        _ most: Percentage, _ now: Int128, _ before: Int128, _ days: (recent: Int128, all: Int128)
    ) -> Bool {
        let (told, first) = now.multipliedReportingOverflow(by: days.all)
        let (usual, second) = before.multipliedReportingOverflow(by: days.recent)
        let (moved, third) = (told - usual).magnitude.multipliedReportingOverflow(by: 1_000_000)
        let (allowed, fourth) = usual.magnitude.multipliedReportingOverflow(by: UInt128(most.partsPerMillion.magnitude))
        return ![first, second, third, fourth].contains(true) && moved > allowed
    }
}
