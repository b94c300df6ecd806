import Vocabulary

extension PlatformState {
    /// The entries that take over part of an import. What the platform has already stays as it is: from its first sight on the
    /// platform is the truth for budget, status and age. Only what nobody touched since it was taken over gets another budget or
    /// name that became known, or is stopped, or put in a bundle or experiment, where that became known: rows of counts say of
    /// everything that it is active and in neither. Histories
    /// of the same entity and period are replaced; one of days on which the platform was there already is left aside, since the
    /// platform tells these itself.
    func take(_ seed: SeedCall) throws(Refusal) -> [Entry] {
        var entries: [Entry] = []
        var fresh: [EntityRef: SandboxEntity] = [:]
        if let opened = seed.account {
            if let account, account.ref != opened.ref || account.currency != opened.currency {
                throw .conflict("account", "this platform holds the account `\(account.ref)` in `\(account.currency)`")
            }
            if account == nil {
                entries.append(.account(opened))
                fresh[opened.ref] = SandboxEntity(
                    ref: opened.ref, parent: nil, name: opened.name, created: opened.opened,
                    started: opened.zone.date(at: opened.opened))
            }
        }
        guard let opening = account ?? seed.account else { throw .invalid("the account comes first") }
        var new = Array(fresh.values)
        for told in seed.entities where fresh[told.ref] == nil {
            guard let entity = missing(told) else { continue }
            guard let parent = entity.parent, entities[parent] != nil || fresh[parent] != nil else {
                throw .unknown(entity.parent?.description ?? "parent of \(entity.ref)")
            }
            try PlatformState.checkPlace(
                entity.ref, below: parent, budget: entity.dailyBudget, isTakenOver: true)
            if let budget = entity.dailyBudget, budget.currency != opening.currency {
                throw .invalid("budgets are in `\(opening.currency)`")
            }
            fresh[entity.ref] = entity
            new.append(entity)
        }
        guard entities.count + new.count <= Limits.entities else { throw .invalid("the account is full") }
        for row in seed.history
        where entities[row.entity] == nil && fresh[row.entity] == nil || row.entity.kind == .account {
            throw .unknown(row.entity.description)
        }
        if !new.isEmpty { entries.append(.entities(new)) }
        let firstDay = opening.zone.date(at: opening.opened)
        let rows = seed.history.filter { $0.period.last < firstDay && !history.contains($0) }
        if !rows.isEmpty { entries.append(.history(rows)) }
        return entries
    }

    /// What is taken over of an entity; nil where the platform has it.
    private func missing(_ told: SandboxEntity) -> SandboxEntity? {
        guard var known = entities[told.ref] else { return told }
        guard known.version == 1, told.parent == known.parent else { return nil }
        if let budget = told.dailyBudget, budget.minorUnits > 0, budget != known.dailyBudget {
            // One that had none was paused for that alone.
            if known.dailyBudget?.minorUnits == 0 { return told }
            known.dailyBudget = budget
        }
        if told.status != .active { known.status = told.status }
        known.inBundle = known.inBundle || told.inBundle
        known.inExperiment = known.inExperiment || told.inExperiment
        if !told.name.isEmpty { known.name = told.name }
        return known == entities[told.ref] ? nil : known
    }
}
