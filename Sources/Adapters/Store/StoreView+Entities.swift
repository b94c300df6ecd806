import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func entities(after: EntityRef?, limit: Int) throws -> [EntityRecord] {
        try session.query(
            """
            SELECT ref, name, parents, status, daily_budget, started, currency, spend, impressions, clicks, enquiries,
            purchases, in_bundle, in_experiment, targeting, changed_by_others, hold, escalation, attributes, read_at, revenue,
            decided_by_person, said, counted FROM entity WHERE org = $1 AND ref > $2 ORDER BY ref LIMIT $3
            """, [.text(after?.description ?? ""), .integer(Int64(limit))], entityRow)
    }

    func entities(_ kind: EntityKind, after: EntityRef?, limit: Int) throws -> [EntityRecord] {
        // References of a kind begin with its name and a slash, after which `0` is the next character.
        try session.query(
            """
            SELECT ref, name, parents, status, daily_budget, started, currency, spend, impressions, clicks, enquiries,
            purchases, in_bundle, in_experiment, targeting, changed_by_others, hold, escalation, attributes, read_at, revenue,
            decided_by_person, said, counted FROM entity WHERE org = $1 AND ref > $2 AND ref < $3 ORDER BY ref LIMIT $4
            """,
            [
                .text(after?.description ?? "\(kind.rawValue)/"), .text("\(kind.rawValue)0"), .integer(Int64(limit)),
            ], entityRow)
    }

    func entity(_ ref: EntityRef) throws -> EntityRecord? {
        try session.first(
            """
            SELECT ref, name, parents, status, daily_budget, started, currency, spend, impressions, clicks, enquiries,
            purchases, in_bundle, in_experiment, targeting, changed_by_others, hold, escalation, attributes, read_at, revenue,
            decided_by_person, said, counted FROM entity WHERE org = $1 AND ref = $2
            """, [.text(ref.description)], entityRow)
    }

    func put(_ entity: EntityRecord) throws {
        let facts = entity.facts
        if facts.ref.kind == .account { forgetAccount() }
        let attributes = JSON.object(JSONObject(entity.attributes.map { ($0.key, JSON.string($0.value)) }))
        try session.execute(
            """
            INSERT INTO entity (org, ref, name, parents, status, daily_budget, started, in_bundle, in_experiment, targeting,
            changed_by_others, attributes, read_at, said_at, said)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (org, ref) DO UPDATE SET
            name = CASE WHEN excluded.said_at < entity.said_at THEN COALESCE(entity.name, excluded.name)
            ELSE COALESCE(excluded.name, entity.name) END,
            parents = CASE WHEN excluded.parents = '' OR entity.parents <> '' AND excluded.said_at < entity.said_at
            THEN entity.parents ELSE excluded.parents END,
            status = CASE WHEN excluded.said_at < entity.said_at THEN COALESCE(entity.status, excluded.status)
            ELSE COALESCE(excluded.status, entity.status) END,
            daily_budget = CASE WHEN excluded.said_at < entity.said_at
            THEN COALESCE(entity.daily_budget, excluded.daily_budget)
            ELSE COALESCE(excluded.daily_budget, entity.daily_budget) END,
            started = CASE WHEN entity.started IS NULL OR excluded.read_at IS NOT NULL OR excluded.started < entity.started
            THEN COALESCE(excluded.started, entity.started) ELSE entity.started END,
            in_bundle = COALESCE(excluded.in_bundle, entity.in_bundle),
            in_experiment = COALESCE(excluded.in_experiment, entity.in_experiment),
            targeting = COALESCE(excluded.targeting, entity.targeting),
            changed_by_others = COALESCE(excluded.changed_by_others, entity.changed_by_others),
            attributes = CASE WHEN excluded.attributes = '{}' THEN entity.attributes ELSE excluded.attributes END,
            read_at = COALESCE(excluded.read_at, entity.read_at),
            said_at = CASE WHEN excluded.said_at < entity.said_at THEN entity.said_at
            ELSE COALESCE(excluded.said_at, entity.said_at) END,
            said = CASE WHEN excluded.said_at < entity.said_at THEN entity.said ELSE COALESCE(excluded.said, entity.said) END
            """,
            [
                .text(facts.ref.description), .text(ifPresent: facts.name), .text(parents(facts.parents.map(\.ref))),
                .text(ifPresent: facts.status?.rawValue), .text(ifPresent: facts.dailyBudget?.description),
                .integer(ifPresent: facts.started?.milliseconds), flag(facts.inBundle), flag(facts.inExperiment),
                .text(ifPresent: facts.targeting), .integer(ifPresent: facts.changedByOthers?.milliseconds),
                .text(attributes.description), .integer(ifPresent: entity.readAt?.milliseconds),
                .integer(ifPresent: entity.saidAt?.milliseconds), .text(ifPresent: entity.said),
            ])
    }

    func countedBudgets() throws -> [EntityRef: CountedBudget] {
        let rows = try session.query(
            """
            SELECT ref, counted, counted_on FROM entity WHERE org = $1 AND ref > $2 AND ref < $3 AND counted IS NOT NULL
            """, [.text("campaign/"), .text("campaign0")]
        ) { (try $0.entity(0), CountedBudget(daily: try $0.integer(1), day: try $0.date(2))) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    func count(_ budgets: [EntityRef: CountedBudget]) throws {
        for (campaign, budget) in budgets {
            try session.execute(
                "UPDATE entity SET counted = $3, counted_on = $4 WHERE org = $1 AND ref = $2",
                [.text(campaign.description), .integer(budget.daily), budget.day.stored])
        }
    }

    func decided(_ entities: [EntityRef], at now: Instant) throws {
        for entity in entities {
            try session.execute(
                "UPDATE entity SET decided_by_person = $3 WHERE org = $1 AND ref = $2",
                [.text(entity.description), now.stored])
        }
    }

    /// What is written between parents in one column; no identifier holds it, since control characters are refused.
    private static let separator = "\n"

    private func parents(_ refs: [EntityRef]) -> String {
        refs.map(\.description).joined(separator: StoreView.separator)
    }

    private func flag(_ value: Bool?) -> SQLValue { value.map(SQLValue.flag) ?? .null }

    private func entityRow(_ row: any SQLRow) throws -> EntityRecord {
        var facts = EntityFacts(try row.entity(0))
        facts.name = try row.textIfPresent(1)
        facts.parents = try row.text(2).utf8.split(separator: 0x0A).map {
            guard let parent = EntityRef(parsing: String(Substring($0))) else { throw Damage.value("a parent") }
            return EntityFacts.Parent(parent)
        }
        facts.status = try row.textIfPresent(3).flatMap(EntityStatus.init(rawValue:))
        facts.dailyBudget = try row.textIfPresent(4).map(Money.init(parsing:))
        facts.started = try row.instantIfPresent(5)
        if let code = try row.textIfPresent(6), let currency = Currency(code), let text = try row.textIfPresent(7) {
            guard let amount = Decimal12(parsing: text) else { throw Damage.value("an amount") }
            facts.spend = MetricMoney(amount, currency)
            let revenue = try row.textIfPresent(20).flatMap { Decimal12(parsing: $0) }
            facts.revenue = revenue.map { MetricMoney($0, currency) }
        }
        facts.impressions = try row.integerIfPresent(8)
        facts.clicks = try row.integerIfPresent(9)
        facts.enquiries = try row.integerIfPresent(10).map(AttributedCount.init(millionths:))
        facts.purchases = try row.integerIfPresent(11).map(AttributedCount.init(millionths:))
        facts.inBundle = try row.integerIfPresent(12).map { $0 != 0 }
        facts.inExperiment = try row.integerIfPresent(13).map { $0 != 0 }
        facts.targeting = try row.textIfPresent(14)
        facts.changedByOthers = try row.instantIfPresent(15)
        facts.decidedByPerson = try row.instantIfPresent(21)
        facts.waiting = try waiting(row)
        var record = EntityRecord(
            facts: facts, attributes: try attributes(try row.text(18)), readAt: try row.instantIfPresent(19))
        record.said = try row.textIfPresent(22)
        record.facts.countedDaily = try row.integerIfPresent(23)
        return record
    }

    private func waiting(_ row: any SQLRow) throws -> EntityFacts.Waiting? {
        if let escalation = try row.idIfPresent(17, Identified.Escalation.self) { return .escalation(escalation) }
        return try row.idIfPresent(16, Identified.Decision.self).map(EntityFacts.Waiting.hold)
    }

    private func attributes(_ text: String) throws -> [String: String] {
        guard text != "{}" else { return [:] }
        let members = try JSON(parsing: Array(text.utf8)).objectValue?.members ?? []
        return Dictionary(members.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { $1 })
    }
}
