import Engine
import Governance
import Sandbox
import Vocabulary

extension OpenHome {
    /// Makes the sandbox account from what was imported; what it has already stays as it is there. Page by page, so that memory
    /// does not grow with what was imported; of the counts only those of `days`, the file's own, are sent.
    func seedSandbox(_ days: Period?) async throws {
        guard let sandbox, let account = try await store.read({ view in try view.account() }) else { return }
        try await sandbox.open(
            SandboxAccount(
                ref: account.ref, name: account.ref.id, currency: account.currency, zone: account.zone, seed: 1,
                opened: now))
        for kind in [EntityKind.campaign, .adSet, .ad] {
            try await eachPage(of: kind) { page in
                // What is below no campaign has no place on a platform.
                let placed = page.filter { $0.facts.scope(.campaign) != nil }
                try await sandbox.seed(placed.map { SandboxEntity($0, account) })
                guard let days else { return }
                try await seedHistory(of: placed.map(\.facts.ref), days, account, sandbox)
            }
        }
    }

    /// Entities of a kind, a page at a time.
    func eachPage(of kind: EntityKind, _ work: ([EntityRecord]) async throws -> Void) async throws {
        var last: EntityRef?
        while true {
            let after = last
            let page = try await store.read { view in try view.entities(kind, after: after, limit: 200) }
            try await work(page)
            guard page.count == 200 else { return }
            last = page.last?.facts.ref
        }
    }

    /// Sends what was counted, one request on its way while the next is read; never more in memory than these two.
    private func seedHistory(
        of entities: [EntityRef], _ days: Period, _ account: AccountRecord, _ sandbox: SandboxClient
    ) async throws {
        let parts = days.parts(of: 100)
        try await withThrowingTaskGroup(of: Void.self) { sending in
            var history: [SandboxHistory] = []
            for entity in entities {
                for part in parts {
                    history += try await counted(of: entity, in: part, until: days.last, account)
                    guard history.count >= 2_000 else { continue }
                    try await sending.next()
                    let rows = history
                    sending.addTask { try await sandbox.seed([], rows) }
                    history.removeAll()
                }
            }
            try await sending.next()
            try await sandbox.seed([], history)
        }
    }

    /// What was counted of an entity in periods that begin in some days. Those of other days begin on others, so that none is cut.
    private func counted(
        of entity: EntityRef, in part: Period, until last: CalendarDate, _ account: AccountRecord
    ) async throws -> [SandboxHistory] {
        let rows = try await store.read { view in try view.metrics(of: entity, beginningIn: part) }
        var history: [SandboxHistory] = []
        for row in rows where row.period.last <= last && row.asOf <= account.asOf {
            guard let counted = SandboxHistory(row) else { continue }
            // Rows of one period that are split by a device or an age are one history.
            if let same = history.last, same.period == row.period {
                history[history.count - 1] = same.adding(counted)
            } else {
                history.append(counted)
            }
        }
        return history
    }

    /// The zone of the account's days; before there is one that of the first charter in force, nil where none is.
    func dayZone() async throws -> Zone? {
        try await store.read { view in
            if let account = try view.account() { return account.zone }
            guard let agent = try view.agents().first?.agent else { return nil }
            return try view.rulebook(of: agent)?.charter.constraints.zone
        }
    }
}

extension SandboxEntity {
    /// An entity as the import knows it, within the platform's bounds. A campaign whose budget is not known yet is paused at
    /// nothing.
    fileprivate init(_ record: EntityRecord, _ account: AccountRecord) {
        let facts = record.facts
        let started = facts.started ?? account.zone.startOfDay(account.period.first)
        let isCampaign = facts.ref.kind == .campaign
        let budget = isCampaign ? facts.dailyBudget?.minorUnits ?? 0 : nil
        let status = SandboxStatus(facts.status)
        self.init(
            ref: facts.ref, parent: facts.parents.first?.ref ?? account.ref,
            name: SandboxEntity.short(facts.name ?? ""), status: budget == 0 && status == .active ? .paused : status,
            dailyBudget: budget.map { Money(minorUnits: min(max(0, $0), 1_000_000_000_000), account.currency) },
            created: started, started: account.zone.date(at: started), inBundle: facts.inBundle ?? false,
            inExperiment: facts.inExperiment ?? false)
    }

    /// At most 256 bytes of a name.
    private static func short(_ name: String) -> String {
        guard name.utf8.count > 256 else { return name }
        var scalars = name.unicodeScalars
        while String(scalars).utf8.count > 256 { scalars.removeLast() }
        return String(scalars)
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
    /// A row of counts; corrections below zero count as nothing, since a platform's history has none.
    fileprivate init?(_ row: MetricRecord) {
        guard let spend = row.spend else { return nil }
        func count<Count: Comparable & ExpressibleByIntegerLiteral>(_ value: Count) -> Count {
            min(max(0, value), 1_000_000_000_000)
        }
        let most = Decimal12.one * 1_000_000_000_000_000
        self.init(
            entity: row.entity, period: row.period,
            metrics: SandboxMetrics(
                impressions: count(row.impressions ?? 0), clicks: count(row.clicks ?? 0),
                spend: Decimal12(units: min(max(0, spend.amount.units), most)),
                enquiries: row.enquiries.map(count), purchases: row.purchases.map(count),
                revenue: row.revenue.map { Decimal12(units: min(max(0, $0.amount.units), most)) }))
    }

    fileprivate func adding(_ other: SandboxHistory) -> SandboxHistory {
        var sum = metrics
        sum += other.metrics
        return SandboxHistory(entity: entity, period: period, metrics: sum)
    }
}
