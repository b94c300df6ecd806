import Governance
import Reasoning
import Vocabulary

extension Engine {
    /// What a reasoner is shown of the account for an agent; `before` gives the state that some entities had earlier, for a look at
    /// the account as it was before they were changed.
    func brief(_ rulebook: Rulebook, at now: Instant, as before: [EntityRef: StateBefore] = [:]) async throws
        -> ReasoningBrief
    {
        guard let account = try await store.read({ view in try view.account() }) else { throw EngineError.noAccount }
        var entities: [EntityRecord] = []
        while true {
            let last = entities.last?.facts.ref
            let page = try await store.read { view in try view.entities(after: last, limit: 500) }
            entities += page
            if page.count < 500 { break }
        }
        for index in entities.indices { entities[index].facts.set(before[entities[index].facts.ref]) }
        let agent = rulebook.charter.agent
        let (refused, settling, baseline, budgets) = try await store.read { view in
            return (
                try view.refusedEntities(of: agent, under: rulebook.version, since: view.dataCame(account)),
                try view.changedEntities(since: account.asOf),
                try view.baseline(agent, version: rulebook.version), try view.measuredBudgets(account)
            )
        }
        // What may be forbidden is for the gate to say, with the reason.
        let forbidden = entities.map(\.facts).filter { rulebook.charter.forbidsAnything(on: $0) == true }.map(\.ref)
        let builder = SnapshotBuilder(
            account: account, entities: entities, refused: Set(refused), settling: Set(settling),
            forbidden: Set(forbidden), now: now, budgets: budgets, trend: try await trend(account),
            data: rulebook.charter.constraints.data)
        return ReasoningBrief(
            snapshot: builder.snapshot(), goal: PaidMediaGoal(rulebook.charter, baseline: baseline?.levels),
            permissions: Permissions(rulebook.charter.actions), age: now.since(account.asOf))
    }
}

extension Engine {
    /// The account's last seven days beside up to 21 before them; nil where fewer than 14 days are reported one by one.
    private func trend(_ account: AccountRecord) async throws -> Trend? {
        let days = try await store.read { view in try view.totalsByDay(from: account.period.last.adding(days: -27)) }
        guard days.count >= 14 else { return nil }
        return Trend(recent: days.suffix(7).totals, before: days.dropLast(7).totals)
    }
}

extension EngineView {
    /// Notes that newer counts came in.
    func noteData(at now: Instant) throws { try set("data_changed_at", to: now.description) }

    /// When the newest counts came in. That is hours after the end of the days they speak of: what was decided in between was decided
    /// on older ones.
    func dataCame(_ account: AccountRecord) throws -> Instant {
        try setting("data_changed_at").flatMap(Instant.init(parsing:)) ?? account.asOf
    }
}

extension EntityFacts {
    /// Goes back to an earlier state, as far as it is known.
    fileprivate mutating func set(_ before: StateBefore?) {
        status = before?.status ?? status
        dailyBudget = before?.dailyBudget ?? dailyBudget
    }
}
