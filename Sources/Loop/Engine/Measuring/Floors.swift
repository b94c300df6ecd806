import Governance
import Reasoning
import Vocabulary

/// What fell below a floor of the charter, with its figures.
struct Fallen: Hashable, Sendable {
    /// What was measured: a campaign, an ad set, an ad or the account.
    let entity: EntityRef
    /// The metric's value, exact, with its unit.
    let value: String
    /// What it spent for that.
    let spend: MetricMoney
    /// What was counted.
    let totals: MetricTotals
}

extension TriggerReading {
    /// What a floor needs that is not there; nil where it can be judged. What falls below it is paused and asked about by itself.
    func gap(under floor: Charter.Trigger.Floor) -> String? {
        if let stale { return stale }
        let parts = charter.metric(floor.metric)?.parts ?? [floor.metric]
        if let missing = parts.first(where: { counted?.holds($0) != true }) { return "`\(missing)`" }
        // A count that one source no longer reports would make a ratio fall that did not.
        if let last = days.last, let missing = parts.first(where: { !last.holds($0) }) {
            return "`\(missing)` of \(last.period.last)"
        }
        guard let within = floor.within, days.count < TriggerReading.days(within) else { return nil }
        return "counts of `\(TriggerReading.days(within))` single days, of which the data has `\(days.count)`"
    }

    /// Data that are new enough, where these are too old for the charter: nothing is stopped on what may long be otherwise.
    private var stale: String? {
        let age = now.since(account.asOf)
        let limits = charter.constraints.evidence.compactMap { rule -> Duration? in
            guard case .freshness(let limit, of: .adsMetrics, otherwise: _) = rule.rule else { return nil }
            return limit
        }
        guard let limit = limits.min(), age > limit else { return nil }
        return
            "newer data: at most `\(limit.brief)` old, and `\(SourceName.adsMetrics)` is `\(age.inHours.brief)` old"
    }
}

extension Engine {
    /// What runs and is below a floor, each entity once for the same data: where a person let it run on, newer data has to come
    /// before it is stopped again. What has not spent what the charter asks for before a pause is left alone.
    func fallen(
        under floor: Charter.Trigger.Floor, _ rulebook: Rulebook, _ account: AccountRecord
    ) async throws -> [Fallen] {
        guard let metric = rulebook.charter.metric(floor.metric) else { return [] }
        let least = rulebook.charter.constraints.leastSpend(before: .pause)
        var fallen: [Fallen] = []
        for (entity, totals) in try await totals(under: floor, account) {
            let spend = MetricMoney(totals.spend, account.currency)
            guard let value = MeasuredMetric.value(of: metric, totals, account.currency), totals.spend > .zero,
                floor.least.magnitude > value.magnitude, least.map({ MetricMoney($0).amount <= totals.spend }) ?? true
            else { continue }
            guard try await !wasStopped(entity, account) else { continue }
            fallen.append(Fallen(entity: entity, value: value.description, spend: spend, totals: totals))
        }
        return fallen
    }

    private func totals(under floor: Charter.Trigger.Floor, _ account: AccountRecord) async throws -> [(
        entity: EntityRef, totals: MetricTotals
    )] {
        let known = try await store.read { view in try view.entities(after: nil, limit: 100_000) }
        let running = known.filter {
            $0.facts.ref.kind == floor.over && ($0.facts.status == .active || floor.over == .account)
        }
        guard let within = floor.within else { return running.map { ($0.facts.ref, $0.facts.totals) } }
        let first = account.period.last.adding(days: 1 - TriggerReading.days(within))
        let sums = try await store.read { view in try view.totals(of: floor.over, from: first) }
        return running.compactMap { entity in sums[entity.facts.ref].map { (entity.facts.ref, $0.totals) } }
    }

    /// Whether the runtime paused it for its safety on these same data.
    private func wasStopped(_ entity: EntityRef, _ account: AccountRecord) async throws -> Bool {
        try await store.read { view in
            let came = try view.dataCame(account)
            return try view.decisions(on: entity, rehearsed: false, limit: 20).contains { id in
                guard let record = try view.record(of: id), record.entry >= came.position,
                    let decision = record.decision
                else { return false }
                return decision.authority == .safety && decision.proposal?.call == .pause(entity)
            }
        }
    }
}

extension AgentRun {
    /// Pauses what is below a floor of the charter, through the same gate, and asks whom the trigger names (R168). The pause can
    /// be taken back; until the answer the agent leaves it alone.
    func stopFallen(_ rulebook: Rulebook, inactive: [String], _ pass: inout Pass) async throws {
        guard let account = try await engine.store.read({ view in try view.account() }) else { return }
        for trigger in rulebook.charter.escalation.triggers where !inactive.contains(trigger.clause.key) {
            guard case .below(let floor) = trigger.cause else { continue }
            for fallen in try await engine.fallen(under: floor, rulebook, account) {
                for entity in try await stoppable(fallen.entity) {
                    try await stop(entity, for: fallen, floor, trigger, (rulebook, account.asOf), &pass)
                }
            }
        }
    }

    /// The entity itself; of an account every running campaign, since an account cannot be paused.
    private func stoppable(_ entity: EntityRef) async throws -> [EntityRef] {
        guard entity.kind == .account else { return [entity] }
        return try await engine.store.read { view in
            try view.entities(after: nil, limit: 100_000).filter {
                $0.facts.ref.kind == .campaign && $0.facts.status == .active
            }.map(\.facts.ref)
        }
    }

    private func stop(
        _ entity: EntityRef, for fallen: Fallen, _ floor: Charter.Trigger.Floor, _ trigger: Charter.Trigger,
        _ under: (rulebook: Rulebook, asOf: Instant), _ pass: inout Pass
    ) async throws {
        let window = floor.within.map { "the last \($0.brief)" } ?? "the measured period"
        let call = Call.pause(entity)
        let proposal = Proposal(
            agent: agent, tool: .pause, arguments: call.arguments,
            reason:
                "\(floor.metric) of \(fallen.entity) is \(Figure.short(fallen.value)) over \(window), below the floor of "
                + "\(floor.least): to be paused at once, and a person asked",
            evidence: evidence(fallen, floor, under.asOf), confidence: .certain)
        let decision = try await judgeForSafety(proposal, &pass)
        guard !isShadow else { return }
        // Nobody is asked about a stop that was not made; that it was not is said, and stands in the log.
        let isStopped = decision.ruling.verdict == .authorise
        if !isStopped { pass.unstopped.append(decision) }
        let asked = Asked(
            cause: "\(FindingCode.trigger.rawValue) \(trigger.clause.key)",
            question: Question(ask: [trigger.to], within: trigger.answerWithin), objects: [entity])
        try await raise(
            "floor", about: decision.id, under: under.rulebook.version, because: proposal.reason,
            asking: isStopped ? asked : nil)
    }

    private func evidence(_ fallen: Fallen, _ floor: Charter.Trigger.Floor, _ asOf: Instant) -> [Evidence] {
        let values: [(metric: String, value: String?)] = [
            (floor.metric.text, fallen.value), ("spend", fallen.spend.description),
            ("revenue", fallen.totals.revenue.map { "\($0) \(fallen.spend.currency)" }),
            ("purchases", fallen.totals.purchases.description),
        ]
        // What the last days count is another figure than what the whole period does, and is cited under another name.
        let prefix = floor.within == nil ? "" : "recent_"
        return values.compactMap { metric, value in
            guard let metric = MetricName(prefix + metric), let value else { return nil }
            return Evidence(
                entity: fallen.entity, metric: metric, value: value, source: SnapshotBuilder.source, asOf: asOf)
        }
    }
}

extension Charter.Constraints {
    /// The most that any rule of evidence asks to be spent before a tool; nil where none does.
    func leastSpend(before tool: ToolName) -> Money? {
        evidence.compactMap { rule -> Money? in
            guard case .minimum(_, let spend, let tools) = rule.rule, tools.contains(tool) else { return nil }
            return spend
        }.max { $0.minorUnits < $1.minorUnits }
    }
}

extension EntityFacts {
    /// Whether a count is known of it.
    func holds(_ part: MetricName) -> Bool { EntityFacts.counts.contains(part.text) && value(of: part.text) != nil }
}

extension MetricRecord {
    /// Whether it holds a count.
    func holds(_ part: MetricName) -> Bool {
        switch part.text {
        case "spend": spend != nil
        case "impressions": impressions != nil
        case "clicks": clicks != nil
        case "enquiries": enquiries != nil
        case "purchases": purchases != nil
        case "revenue": revenue != nil
        default: false
        }
    }
}
