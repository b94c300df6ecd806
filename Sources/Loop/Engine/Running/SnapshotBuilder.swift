import Governance
import Reasoning
import Vocabulary

/// What an agent is shown: the account as it was last read, with what is already under way marked.
struct SnapshotBuilder {
    let account: AccountRecord
    let entities: [EntityRecord]
    /// Entities whose proposals were refused on these same data.
    let refused: Set<EntityRef>
    /// Entities that a person decided about lately, or before newer data came.
    var decided: Set<EntityRef> = []
    /// Entities that we changed after the data's end: the change has to show first.
    let settling: Set<EntityRef>
    /// Entities that nothing may ever be done to.
    var forbidden: Set<EntityRef> = []
    let now: Instant
    /// What was spent under which budgets.
    var budgets: MeasuredBudgets?
    /// How the account did of late.
    var trend: Trend?
    /// Which fields the charter shows; nil for all.
    var data: Charter.DataRule?

    func snapshot() -> PaidMediaSnapshot {
        // Ads that are only known by name take nothing off what is counted of their campaign.
        let carriers = Set(
            entities.compactMap { record in
                record.facts.ref.kind == .ad && record.facts.totals != MetricTotals()
                    ? record.facts.scope(.campaign) : nil
            })
        return PaidMediaSnapshot(
            asOf: account.asOf, days: account.period.days, currency: account.currency, account: account.ref,
            source: SnapshotBuilder.source, trend: shows("metrics") ? trend : nil, uncounted: uncounted,
            entities: shows("metrics") ? entities.compactMap { entity($0, carriers) } : [])
    }

    /// Counts that no entity which spent has: the source does not report them.
    private var uncounted: Set<MetricName> {
        let facts = entities.map(\.facts).filter { $0.spend != nil && $0.ref.kind != .account }
        let counts = EntityFacts.counts.compactMap { MetricName($0) }
        return Set(counts.filter { count in !facts.contains { $0.holds(count) } })
    }

    private func shows(_ field: String) -> Bool { data?.shows(field) ?? true }

    /// The series that reports of ads are kept as.
    static let source = SourceName.adsMetrics

    /// An ad is shown with its campaign or not at all: by itself it would be judged as if the account had sold nothing.
    private func entity(_ record: EntityRecord, _ carriers: Set<EntityRef>) -> PaidMediaEntity? {
        let facts = record.facts
        guard facts.ref.kind == .ad || facts.ref.kind == .campaign, let campaign = facts.scope(.campaign),
            shows(EntityKind.campaign.rawValue), shows(facts.ref.kind.rawValue)
        else { return nil }
        let segment = PaidMediaEntity.Segment(
            age: shows("age_band") ? record.attributes["age"] : nil,
            gender: shows("gender") ? record.attributes["gender"] : nil,
            interest: shows("interest") ? record.attributes["interest"] : nil)
        return PaidMediaEntity(
            ref: facts.ref, campaign: campaign, segment: segment, status: facts.status ?? .active,
            dailyBudget: facts.dailyBudget, measuredBudget: budgets?.budget(of: facts), standing: standing(facts),
            totals: carriers.contains(facts.ref) ? MetricTotals() : facts.totals,
            daysRunning: facts.started.map { Int(max(0, now.since($0).wholeSeconds / 86_400)) })
    }

    private func standing(_ facts: EntityFacts) -> PaidMediaEntity.Standing {
        if facts.waiting != nil { return .waiting }
        if forbidden.contains(facts.ref) { return .forbidden }
        if settling.contains(facts.ref) { return .settling }
        if decided.contains(facts.ref) { return .decided }
        return refused.contains(facts.ref) ? .refused : .free
    }
}

extension EntityFacts {
    /// What was measured, nothing where it is not known.
    var totals: MetricTotals {
        MetricTotals(
            impressions: impressions ?? 0, clicks: clicks ?? 0, enquiries: enquiries ?? 0, purchases: purchases ?? 0,
            spend: spend?.amount ?? .zero, revenue: revenue?.amount)
    }
}
