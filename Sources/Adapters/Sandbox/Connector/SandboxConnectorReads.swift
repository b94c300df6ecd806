import Execution
import Schemas
import Vocabulary

/// The reading half: the sandbox's entities, reports and history in the words that every platform shares.
struct SandboxConnectorReads: ConnectorReads {
    let client: SandboxClient

    func now() async throws(ConnectorError) -> Instant {
        guard let now = try await client.reads.now() else {
            throw ConnectorError(.giveUp, .notFound, "the sandbox has no account yet; import one first")
        }
        return now
    }

    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        PlatformEntity(try await client.reads.entity(ref))
    }

    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] {
        try await client.reads.list(kind).map { PlatformEntity($0) }
    }

    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        let report = try await client.reads.report(kind, over: period, byDay: byDay)
        let rows = report.rows.map { row in
            PlatformReport.Row(
                entity: row.entity, day: row.day, spend: MetricMoney(row.metrics.spend, report.currency),
                counts: (row.metrics.impressions, row.metrics.clicks, row.metrics.enquiries, row.metrics.purchases),
                revenue: row.metrics.revenue.map { MetricMoney($0, report.currency) }, unknown: row.unknown)
        }
        return PlatformReport(rows: rows, completeUntil: report.completeUntil)
    }

    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] {
        try await client.reads.changes(after: number).map { PlatformChange($0) }
    }

    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        try await client.reads.answer(ofKey: key) == nil ? .neverSeen : .happened
    }
}

extension PlatformEntity {
    init(_ entity: SandboxEntity) {
        self.init(
            ref: entity.ref, parent: entity.parent, name: entity.name, status: EntityStatus(entity.status),
            dailyBudget: entity.dailyBudget, targeting: entity.targeting.description, created: entity.created,
            started: entity.started, inBundle: entity.inBundle, inExperiment: entity.inExperiment,
            version: entity.version)
    }
}

extension EntityStatus {
    init(_ status: SandboxStatus) {
        switch status {
        case .active: self = .active
        case .paused: self = .paused
        case .deleted: self = .deleted
        }
    }
}

extension PlatformChange {
    init(_ change: SandboxChange) {
        func text(_ json: JSON) -> String { json.stringValue ?? json.description }
        self.init(
            number: change.number, at: change.at, actor: change.actor,
            before: change.before.isNull ? nil : FieldValue(change.entity, change.field, text(change.before)),
            after: FieldValue(change.entity, change.field, text(change.after)))
    }
}
