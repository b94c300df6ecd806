import Governance
import Schemas
import Signals
import Vocabulary

/// What one row says of the entities it names, before anything is made of it: hardly a row says anything new.
struct SaidOfEntities: Sendable {
    /// From the home's account down to the row's own entity.
    private let lineage: [NamedEntity]
    private let facts: Signals.EntityFacts
    private let breakdown: [String]
    /// The first day it speaks of.
    private let start: CalendarDate?
    /// Whether its row says this and nothing else, since it has no counts.
    var isAll = false
    /// When its entity was last changed, as a history of versions says; nil where the row does not say.
    let updated: Instant?

    init(
        _ lineage: [NamedEntity], _ facts: Signals.EntityFacts, _ key: MetricKey?, _ plan: ImportPlan,
        updated: Instant? = nil
    ) {
        self.updated = updated
        self.lineage = lineage
        self.facts = facts
        breakdown = key.map(\.breakdown) ?? []
        start = key?.period.first ?? plan.period?.first
    }

    /// The row's own entity.
    var own: EntityRef? { lineage.last?.ref }

    /// Whether it says something of its own entity as a whole, beyond its place and not of one segment of it.
    var isOfWholeEntity: Bool { facts != Signals.EntityFacts() && breakdown.isEmpty }

    /// Whether an earlier row of the same entity said all of this: the same of later days is nothing new.
    func isSaid(by earlier: SaidOfEntities) -> Bool {
        guard let start, let known = earlier.start, start >= known, !isAll || earlier.isAll else { return false }
        return lineage == earlier.lineage && facts == earlier.facts && breakdown == earlier.breakdown
    }

    /// What it says of its own entity and where that stands, as canonical JSON.
    private var words: String {
        let content: JSON = .object(
            JSONObject(present: [
                "budget": facts.dailyBudget?.json, "in_bundle": facts.inBundle.map(JSON.bool),
                "in_experiment": facts.inExperiment.map(JSON.bool), "name": lineage.last?.name.map(JSON.string),
                "parents": lineage.dropLast().map(\.ref.description).json, "start": facts.start?.json,
                "status": facts.status.map { .string($0.rawValue) },
            ]))
        return String(decoding: content.canonicalBytes, as: UTF8.self)
    }

    /// A record for each entity, the highest first.
    func records(_ plan: ImportPlan) -> [EntityRecord] {
        let started = start.map(plan.zone.startOfDay)
        return lineage.indices.map { index in
            var record = EntityRecord(facts: placed(index, started))
            if index == lineage.count - 1 { tell(of: &record, plan) }
            return record
        }
    }

    /// An entity of the lineage below everything that is above it.
    private func placed(_ index: Int, _ started: Instant?) -> Governance.EntityFacts {
        let named = lineage[index]
        var placed = Governance.EntityFacts(named.ref)
        placed.name = named.name
        placed.parents = lineage[..<index].reversed().filter { $0.ref.kind != .account }.map {
            Governance.EntityFacts.Parent($0.ref)
        }
        if named.ref.kind != .account { placed.started = started }
        if named.ref.kind == .campaign, index < lineage.count - 1 {
            placed.status = facts.campaignStatus
            placed.dailyBudget = facts.campaignBudget
        }
        return placed
    }

    /// What the row says of its own entity beyond its place.
    private func tell(of record: inout EntityRecord, _ plan: ImportPlan) {
        record.saidAt = updated
        if isAll { record.said = words }
        record.facts.status = facts.status
        record.facts.dailyBudget = facts.dailyBudget
        record.facts.inBundle = facts.inBundle
        record.facts.inExperiment = facts.inExperiment
        if let start = facts.start { record.facts.started = plan.zone.startOfDay(start) }
        if breakdown.count == plan.dimensions.count {
            for (name, value) in zip(plan.dimensions, breakdown) { record.attributes[name] = value }
        }
    }
}

/// What rows say of entities that is new, and what was known of these before, so that it can be taken back.
struct EntityNews: Sendable {
    /// Each entity once.
    fileprivate(set) var records: [EntityRecord] = []
    fileprivate var said: [(ref: EntityRef, before: EntityRecord?)] = []
    fileprivate var last: [(ref: EntityRef, before: (row: SaidOfEntities, contradictions: Int)?)] = []
    fileprivate var contradictions = 0
}

/// What an import has said of entities so far, so that each is written when it is new or something new is said of it.
struct ImportedEntities {
    /// Beyond this many it forgets and writes again, so that memory stays constant.
    private static let limit = 50_000
    private var said: [EntityRef: EntityRecord] = [:]
    /// The last row that was looked at, by its own entity, and how many contradictions there were before it.
    private var last: [EntityRef: (row: SaidOfEntities, contradictions: Int)] = [:]
    /// How often a row said something else of an entity than a row before; then no earlier row is known to say it all.
    private var contradictions = 0
    /// The latest version of each entity that a history has told.
    private var latest: [EntityRef: Instant] = [:]

    /// The next rows, with what they say that is new.
    mutating func slice(of records: [ImportedRecord], _ plan: ImportPlan) -> ImportSlice {
        ImportSlice(of: records, news(in: records, plan))
    }

    /// Makes the two newest slices again, the first without what does not fit. What refused rows said is unsaid, so that a later row
    /// that says the same is the one that tells it.
    mutating func leaveOut(
        _ unfit: UnfitRows, of slice: inout ImportSlice, before next: inout ImportSlice, _ plan: ImportPlan
    ) {
        takeBack(next.news)
        takeBack(slice.news)
        slice = self.slice(of: unfit.rest(of: slice.records), plan)
        next = self.slice(of: next.records, plan)
    }

    private mutating func news(in records: [ImportedRecord], _ plan: ImportPlan) -> EntityNews {
        if said.count > Self.limit {
            said.removeAll(keepingCapacity: true)
            last.removeAll(keepingCapacity: true)
            latest.removeAll(keepingCapacity: true)
        }
        var news = EntityNews()
        news.contradictions = contradictions
        var places: [EntityRef: Int] = [:]
        for row in records.lazy.map(\.said) where isLatest(row) {
            if let own = row.own, let earlier = last[own], earlier.contradictions == contradictions,
                row.isSaid(by: earlier.row)
            {
                continue
            }
            for record in row.records(plan) {
                guard let record = newer(record) else { continue }
                let ref = record.facts.ref
                news.said.append((ref, said.updateValue(record, forKey: ref)))
                if let place = places[ref] {
                    news.records[place] = record
                } else {
                    places[ref] = news.records.count
                    news.records.append(record)
                }
            }
            if let own = row.own {
                news.last.append((own, last.updateValue((row, contradictions), forKey: own)))
            }
        }
        return news
    }

    /// Whether no later version of the row's entity was told, in whatever order a history has its rows.
    private mutating func isLatest(_ row: SaidOfEntities) -> Bool {
        guard let own = row.own, let updated = row.updated else { return true }
        if let known = latest[own], known > updated { return false }
        latest[own] = updated
        return true
    }

    /// Knows again what was known before the newest news that were not taken back yet.
    private mutating func takeBack(_ news: EntityNews) {
        for (ref, before) in news.said.reversed() { said[ref] = before }
        for (ref, before) in news.last.reversed() { last[ref] = before }
        contradictions = news.contradictions
    }

    /// A record with what was said of its entity before; nil where it says nothing new.
    private mutating func newer(_ record: EntityRecord) -> EntityRecord? {
        var record = record
        if let known = said[record.facts.ref] {
            // Rows may come in any order; an entity started on its first day.
            if let start = known.facts.started { record.facts.started = min(start, record.facts.started ?? start) }
            // What one row places, another that names no campaign does not take away.
            if record.facts.parents.last?.ref == .unnamedCampaign { record.facts.parents = known.facts.parents }
            guard record != known else { return nil }
            contradictions += 1
        }
        return record
    }
}
