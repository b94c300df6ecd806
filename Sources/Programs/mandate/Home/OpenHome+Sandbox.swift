import Engine
import Governance
import Sandbox
import Vocabulary

extension OpenHome {
    /// Makes the sandbox account from what was imported; what it has already stays as it is there.
    func seedSandbox() async throws {
        guard let sandbox, let account = try await store.read({ view in try view.account() }) else { return }
        let records = try await everyEntity().filter { $0.facts.ref.kind != .account }
        let opened = SandboxAccount(
            ref: account.ref, name: account.ref.id, currency: account.currency, zone: account.zone,
            seed: 1, opened: now)
        let entities = records.sorted { $0.facts.ref < $1.facts.ref }.map { SandboxEntity($0, account) }
        try await sandbox.seed(opened, entities, try await history(records, account))
    }

    /// Every entity, in order.
    func everyEntity() async throws -> [EntityRecord] {
        var records: [EntityRecord] = []
        while true {
            let last = records.last?.facts.ref
            let page = try await store.read { view in try view.entities(after: last, limit: 500) }
            records += page
            if page.count < 500 { return records }
        }
    }

    private func history(_ records: [EntityRecord], _ account: AccountRecord) async throws -> [SandboxHistory] {
        let ads = records.map(\.facts.ref).filter { $0.kind == .ad }
        var history: [SandboxHistory] = []
        for start in stride(from: 0, to: ads.count, by: 200) {
            let part = Array(ads[start..<min(start + 200, ads.count)])
            history += try await store.read { view in
                try part.flatMap { ad in
                    try view.metrics(of: ad, from: account.period.first).filter { $0.asOf <= account.asOf }
                        .compactMap(SandboxHistory.init)
                }
            }
        }
        return history
    }

    /// The zone of the first charter in force; nil where none is.
    func charterZone() async throws -> Zone? {
        try await store.read { view in
            guard let agent = try view.agents().first?.agent else { return nil }
            return try view.rulebook(of: agent)?.charter.constraints.zone
        }
    }
}

extension SandboxEntity {
    /// An entity as the import knows it.
    init(_ record: EntityRecord, _ account: AccountRecord) {
        let facts = record.facts
        let started = facts.started ?? account.zone.startOfDay(account.period.first)
        self.init(
            ref: facts.ref, parent: facts.parents.first?.ref ?? account.ref, name: facts.name ?? "",
            status: SandboxStatus(facts.status), dailyBudget: facts.ref.kind == .campaign ? facts.dailyBudget : nil,
            created: started, started: account.zone.date(at: started), inBundle: facts.inBundle ?? false,
            inExperiment: facts.inExperiment ?? false)
    }
}

extension SandboxStatus {
    fileprivate init(_ status: EntityStatus?) {
        switch status {
        case .paused: self = .paused
        case .deleted: self = .deleted
        case .active, nil: self = .active
        }
    }
}

extension SandboxHistory {
    fileprivate init?(_ row: MetricRecord) {
        guard let spend = row.spend else { return nil }
        self.init(
            ad: row.entity, period: row.period,
            metrics: SandboxMetrics(
                impressions: row.impressions ?? 0, clicks: row.clicks ?? 0, spend: spend.amount,
                enquiries: row.enquiries ?? 0, purchases: row.purchases ?? 0))
    }
}
