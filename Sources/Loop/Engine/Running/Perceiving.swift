import Governance
import Reasoning
import Vocabulary

extension Engine {
    /// What a reasoner is shown of the account for an agent, and of its goal by where that stands; `before` gives the state that some
    /// entities had earlier, for a look at the account as it was before they were changed.
    func brief(
        _ rulebook: Rulebook, _ standing: GoalStanding? = nil, at now: Instant,
        as before: [EntityRef: StateBefore] = [:]
    ) async throws -> ReasoningBrief {
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
        let (came, refused, settling, baseline, budgets) = try await store.read { view in
            let came = try view.dataCame(account)
            return (
                came,
                try view.refusedEntities(of: agent, under: rulebook.version, since: came.at, after: came.position),
                try view.changedEntities(since: account.asOf),
                try view.baseline(agent, version: rulebook.version), try view.measuredBudgets(account)
            )
        }
        // What a person decided stands for a week, whatever counts come in: the same question a day later is no new one.
        let week = now.advanced(by: .seconds(-7 * 86_400))
        let decided = entities.map(\.facts).filter { facts in
            facts.decidedByPerson.map { $0 > min(week, came.at) } ?? false
        }.map(\.ref)
        entities.nameParents()
        // What may be forbidden is for the gate to say, with the reason.
        let forbidden = entities.map(\.facts).filter { rulebook.charter.forbidsAnything(on: $0) == true }.map(\.ref)
        let builder = SnapshotBuilder(
            account: account, entities: entities, refused: Set(refused), decided: Set(decided), settling: Set(settling),
            forbidden: Set(forbidden), now: now, budgets: budgets, trend: try await trend(account),
            data: rulebook.charter.constraints.data)
        var goal = PaidMediaGoal(rulebook.charter, baseline: baseline?.levels)
        goal.isMet = standing?.isMet ?? false
        return ReasoningBrief(
            snapshot: builder.snapshot(), goal: goal,
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

extension [EntityRecord] {
    /// Gives what is above each entity the name that it is known by, which a pattern of the charter may mean.
    fileprivate mutating func nameParents() {
        let names = Dictionary(compactMap { record in record.facts.name.map { (record.facts.ref, $0) } }) { first, _ in
            first
        }
        for index in indices {
            for place in self[index].facts.parents.indices {
                let parent = self[index].facts.parents[place]
                self[index].facts.parents[place].name = parent.name ?? names[parent.ref]
            }
        }
    }
}

extension EntityFacts {
    /// Goes back to an earlier state, as far as it is known.
    fileprivate mutating func set(_ before: StateBefore?) {
        status = before?.status ?? status
        dailyBudget = before?.dailyBudget ?? dailyBudget
    }
}
