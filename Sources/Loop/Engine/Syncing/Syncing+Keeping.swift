import Execution
import Governance
import Vocabulary

/// Slices of at most this many rows, so that no transaction holds the writer long.
private let slice = 50

/// What is above an ad that stands in an ad set: the platform names only the next.
struct Lineage: Sendable {
    private let above: [EntityRef: EntityRef]

    /// A lineage through these ad sets.
    init(_ adSets: [PlatformEntity]) {
        above = Dictionary(adSets.compactMap { set in set.parent.map { (set.ref, $0) } }) { first, _ in first }
    }

    /// Everything above an entity, the next first, without the account.
    func parents(of entity: PlatformEntity) -> [EntityFacts.Parent] {
        var parents: [EntityFacts.Parent] = []
        var next = entity.parent
        while let parent = next, parent.kind != .account, parents.count < 2 {
            parents.append(EntityFacts.Parent(parent))
            next = above[parent]
        }
        return parents
    }
}

extension Engine {
    /// Writes entities where they show anything new. What was read back after this look began is newer, and stays.
    func keep(_ entities: [PlatformEntity], _ lineage: Lineage, at now: Instant) async throws(ConnectorError) {
        for start in stride(from: 0, to: entities.count, by: slice) {
            let part = entities[start..<min(start + slice, entities.count)].map { Engine.facts($0, lineage) }
            try await unlessStorageFails {
                try await store.write { view in
                    for facts in part {
                        let known = try view.entity(facts.ref)
                        if let known, known.isNewer(than: now) || known.says(facts) { continue }
                        try view.put(EntityRecord(facts: facts, readAt: now))
                    }
                }
            }
        }
    }

    private static func facts(_ entity: PlatformEntity, _ lineage: Lineage) -> EntityFacts {
        var facts = EntityFacts(entity.ref)
        // An empty name is one too: it is known that nothing of it matches a pattern.
        facts.name = entity.name
        // What an import put below the campaign that it declared, another report may have placed since; the platform may not know.
        let parents = lineage.parents(of: entity)
        facts.parents = parents.contains { $0.ref == .unnamedCampaign } ? [] : parents
        facts.status = entity.status
        facts.dailyBudget = entity.dailyBudget
        facts.started = Zone.utc.startOfDay(entity.started)
        facts.inBundle = entity.inBundle
        facts.inExperiment = entity.inExperiment
        facts.targeting = entity.targeting
        return facts
    }

    /// Records what somebody else changed, in the log, as the entity's state, and where a window's start has to be known.
    /// - Returns: these changes.
    @discardableResult
    func keep(_ changes: [PlatformChange], by platform: ConnectedPlatform, at now: Instant)
        async throws(ConnectorError) -> [PlatformChange]
    {
        let others = changes.filter { $0.actor != platform.actor && $0.before != nil }
        var last: [FieldValue: Int64] = [:]
        for change in changes { last[change.place] = max(last[change.place] ?? 0, change.number) }
        for start in stride(from: 0, to: others.count, by: slice) {
            let part = others[start..<min(start + slice, others.count)].map { ($0, $0.number == last[$0.place]) }
            try await unlessStorageFails {
                try await store.write { view in
                    for (change, isLast) in part { try Engine.keep(change, isLast: isLast, at: now, view) }
                }
            }
        }
        return others
    }

    private static func keep(_ change: PlatformChange, isLast: Bool, at now: Instant, _ view: any EngineView) throws {
        let entity = change.after.entity
        var facts = EntityFacts(entity)
        facts.changedByOthers = change.at
        if isLast, let known = try view.entity(entity), !known.isNewer(than: now) {
            switch change.after.field {
            case "status": facts.status = EntityStatus(rawValue: change.after.value)
            case "daily_budget": facts.dailyBudget = Money.whole(change.after.value)
            case "targeting": facts.targeting = change.after.value
            default: break
            }
        }
        try view.put(EntityRecord(facts: facts))
        if change.after.field == "daily_budget", let was = change.before.flatMap({ Money.minor($0.value) }),
            let becomes = Money.minor(change.after.value)
        {
            try view.add(
                BudgetChange(entity: entity, number: change.number, at: change.at, was: was, becomes: becomes))
        }
        try view.append(
            AuditEntry(
                .externalChange, at: now, subject: entity.description, word: change.after.field,
                payload: change.payload))
    }

    /// Keeps counts of days. A day that an import tells as part of a longer period is billed, but not counted twice.
    func keep(_ rows: [MetricRecord]) async throws(ConnectorError) {
        for start in stride(from: 0, to: rows.count, by: slice) {
            let part = rows[start..<min(start + slice, rows.count)]
            try await unlessStorageFails {
                try await store.write { view in
                    let account = try view.account().map { [$0.ref] } ?? []
                    for row in part {
                        guard let entity = try view.entity(row.entity) else { continue }
                        _ = try view.add(row, under: entity.facts.parents.map(\.ref) + account)
                    }
                }
            }
        }
    }
}

extension PlatformChange {
    /// Which field of which entity it is about.
    fileprivate var place: FieldValue { FieldValue(after.entity, after.field, "") }
}

extension EntityRecord {
    /// Whether its state was read back after a look that began at `start`.
    func isNewer(than start: Instant) -> Bool { readAt.map { $0 > start } ?? false }

    /// Whether it was read before and holds everything that these facts know.
    fileprivate func says(_ new: EntityFacts) -> Bool {
        guard readAt != nil else { return false }
        var merged = facts
        merged.name = new.name ?? facts.name
        merged.parents = new.parents.isEmpty ? facts.parents : new.parents
        merged.status = new.status ?? facts.status
        merged.dailyBudget = new.dailyBudget ?? facts.dailyBudget
        merged.started = new.started ?? facts.started
        merged.inBundle = new.inBundle ?? facts.inBundle
        merged.inExperiment = new.inExperiment ?? facts.inExperiment
        merged.targeting = new.targeting ?? facts.targeting
        return merged == facts
    }
}

extension Money {
    /// An amount as a platform's history writes it; nil where it is none.
    fileprivate static func whole(_ text: String) -> Money? {
        do { return try Money(parsing: text) } catch { return nil }
    }
}
