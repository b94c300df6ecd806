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
        var rows: [PlatformReport.Row] = []
        var until: Instant?
        // By day half a year is more than an answer may hold; a month at a time is not, however many ads there are.
        for part in byDay ? period.parts(of: 31) : [period] {
            let report = try await client.reads.report(kind, over: part, byDay: byDay)
            rows += report.rows.map { PlatformReport.Row($0, report.currency) }
            until = until.map { min($0, report.completeUntil) } ?? report.completeUntil
        }
        guard let until else { throw ConnectorError(.giveUp, .invalid, "a report over no days was asked for") }
        return PlatformReport(rows: rows, completeUntil: until)
    }

    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] {
        try await client.reads.changes(after: number).map { PlatformChange($0) }
    }

    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        try await client.reads.answer(ofKey: key) == nil ? .neverSeen : .happened
    }
}

extension PlatformReport.Row {
    fileprivate init(_ row: SandboxReport.Row, _ currency: Currency) {
        self.init(
            entity: row.entity, day: row.day, spend: MetricMoney(row.metrics.spend, currency),
            counts: (row.metrics.impressions, row.metrics.clicks, row.metrics.enquiries, row.metrics.purchases),
            revenue: row.metrics.revenue.map { MetricMoney($0, currency) }, unknown: row.unknown)
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
