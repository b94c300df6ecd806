import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func facts(_ need: FactsNeeded) throws -> Facts {
        var facts = Facts(now: need.now, standing: try standing(need))
        facts.entities = try need.call.touched.compactMap { try known($0, need.excluding) }
        if need.call.reachesBelow {
            for index in facts.entities.indices {
                let kind = facts.entities[index].ref.kind
                facts.entities[index].protected = try below(
                    facts.entities[index].ref, need.rulebook.protected(below: kind))
            }
        }
        facts.sources = try sources()
        facts.account = try accountFacts(need)
        facts.usage = try usage(need, facts)
        facts.triggers = try triggers(need, facts)
        return facts
    }

    private func standing(_ need: FactsNeeded) throws -> Standing {
        let stage = try lowestStage(need)
        let agent = try knownAgent(need.agent)
        return Standing(
            stage: need.rulebook.isMeasured ? stage?.stage ?? .shadow : .shadow, approvedSoFar: stage?.approved ?? 0,
            draw: need.draw, openHolds: agent?.openHolds ?? 0, stops: try stops(agent, need))
    }

    /// A move of budget is also what its parts are: the lowest of its tools' stages is its own.
    private func lowestStage(_ need: FactsNeeded) throws -> KnownStage? {
        var lowest: KnownStage?
        for tool in need.tools {
            guard let stage = try knownStage(of: tool, need.agent) else { return nil }
            if let known = lowest, (known.stage, known.approved) <= (stage.stage, stage.approved) { continue }
            lowest = stage
        }
        return lowest
    }

    /// A pause of the agent stops what the agent wants, not the runtime getting back under a cap.
    private func stops(_ agent: KnownAgent?, _ need: FactsNeeded) throws -> [String] {
        var stops: [String] = []
        if let reason = agent?.pausedBecause, need.heedsPause { stops.append("`\(need.agent)` is paused: \(reason)") }
        return stops
    }

    /// An entity with the names of what it belongs to.
    private func known(_ ref: EntityRef, _ own: DecisionID?) throws -> EntityFacts? {
        guard var facts = try entity(ref)?.facts else { return nil }
        if facts.waiting == nil { facts.waiting = try underWay(ref, own) }
        for index in facts.parents.indices {
            facts.parents[index].name = try session.first(
                "SELECT name FROM entity WHERE org = $1 AND ref = $2", [.text("\(facts.parents[index].ref)")]
            ) { try $0.textIfPresent(0) }.flatMap { $0 }
        }
        return facts
    }

    /// What is below an entity and meant by one of these patterns, or may be: its name is not known.
    private func below(_ ref: EntityRef, _ patterns: [Charter.EntityPattern]) throws -> [EntityFacts.Parent] {
        let wanted = Substring(ref.description)
        var found: [EntityFacts.Parent] = []
        for kind in Set(patterns.map(\.kind)).sorted() {
            let own = patterns.filter { $0.kind == kind }
            try session.rows(
                "SELECT ref, name, parents FROM entity WHERE org = $1 AND ref > $2 AND ref < $3 ORDER BY ref",
                [.text("\(kind.rawValue)/"), .text("\(kind.rawValue)0")]
            ) { row in
                guard try row.text(2).split(separator: "\n").contains(wanted) else { return true }
                let entity = EntityFacts.Parent(try row.entity(0), name: try row.textIfPresent(1))
                if own.contains(where: { $0.match(entity) ?? true }) { found.append(entity) }
                return found.count < 10
            }
        }
        return found
    }

    func isUnderWay(_ entity: EntityRef) throws -> Bool { try underWay(entity, nil) != nil }

    /// A decision on an entity whose effect is not confirmed yet, whoever carries it out; `own` is the one that is judged.
    private func underWay(_ ref: EntityRef, _ own: DecisionID?) throws -> EntityFacts.Waiting? {
        try session.first(
            """
            SELECT id FROM decision WHERE org = $1 AND entity = $2 AND shadow = 0 AND state IN ('authorised', 'in_doubt')
            AND id <> $3
            UNION ALL SELECT id FROM decision WHERE org = $1 AND other = $2 AND shadow = 0
            AND state IN ('authorised', 'in_doubt') AND id <> $3 LIMIT 1
            """, [.text(ref.description), own?.stored ?? .blob([])]
        ) { EntityFacts.Waiting.underWay(try $0.id(0)) }
    }

    private func accountFacts(_ need: FactsNeeded) throws -> AccountFacts? {
        guard let known = try knownAccount() else { return nil }
        let account = known.record
        let own = try need.excluding.map(raise) ?? 0
        let windows = capWindows(need.rulebook, on: account.zone.date(at: need.now), account.bills)
        return AccountFacts(
            ref: account.ref, name: known.name, currency: account.currency, spend: known.spend,
            days: account.period.days, standing: account.uncounted > 0 ? -1 : account.standing,
            reserved: known.reserved - own,
            caps: windows.compactMap { $0.facts(standing: account.standing, at: need.now) },
            counted: need.citesAccount ? try counted(of: account.ref) : nil)
    }

    /// What was counted of an entity in the measured period, and nothing else of it.
    private func counted(of ref: EntityRef) throws -> EntityFacts {
        var counted = EntityFacts(ref)
        guard let known = try entity(ref)?.facts else { return counted }
        counted.spend = known.spend
        counted.impressions = known.impressions
        counted.clicks = known.clicks
        counted.enquiries = known.enquiries
        counted.purchases = known.purchases
        counted.revenue = known.revenue
        return counted
    }

    func nameAndSpend(of ref: EntityRef) throws -> (String?, MetricMoney?) {
        try session.first(
            "SELECT name, currency, spend FROM entity WHERE org = $1 AND ref = $2", [.text(ref.description)]
        ) { row -> (String?, MetricMoney?) in
            let name = try row.textIfPresent(0)
            guard let code = try row.textIfPresent(1), let currency = Currency(code),
                let text = try row.textIfPresent(2)
            else { return (name, nil) }
            guard let amount = Decimal12(parsing: text) else { throw Damage.value("an amount") }
            return (name, MetricMoney(amount, currency))
        } ?? (nil, nil)
    }

    private func raise(of decision: DecisionID) throws -> Int64 {
        try session.first(
            "SELECT raised FROM decision WHERE org = $1 AND id = $2 AND state IN ('held', 'authorised', 'in_doubt')",
            [decision.stored]
        ) { try $0.integer(0) } ?? 0
    }

    private func usage(_ need: FactsNeeded, _ facts: Facts) throws -> [Usage] {
        try need.rulebook.charter.constraints.change.flatMap { limit -> [Usage] in
            let key = limit.clause.key
            switch limit.rule {
            case .count(_, let tool, let window, let over):
                return try scopes(over, need, facts).map { scope in
                    Usage(key: key, scope: scope, used: try count(tool, window, over, scope, need))
                }
            case .cumulative(_, let tool, let window, _):
                return try need.call.touched.filter { $0.kind == .campaign }.map { entity in
                    Usage(
                        key: key, scope: entity.description, used: 0,
                        base: try base(of: entity, tool, window, need) ?? facts[entity]?.dailyBudget?.minorUnits)
                }
            case .shareOfSpend(_, let window, _):
                guard let account = facts.account else { return [] }
                return [Usage(key: key, scope: account.ref.description, used: try used(window, need))]
            case .leaveAloneAfterOthers: return []
            }
        }
    }

    private func scopes(_ over: Charter.Scope, _ need: FactsNeeded, _ facts: Facts) -> [String] {
        switch over {
        case .agent: ["agent"]
        case .account: facts.account.map { [$0.ref.description] } ?? []
        case .campaign: refs(.campaign, need, facts)
        case .adSet: refs(.adSet, need, facts)
        case .ad: refs(.ad, need, facts)
        }
    }

    private func refs(_ kind: EntityKind, _ need: FactsNeeded, _ facts: Facts) -> [String] {
        Array(Set(need.call.touched.compactMap { facts[$0]?.scope(kind)?.description })).sorted()
    }

    private func count(
        _ tool: ToolName, _ window: Window, _ over: Charter.Scope, _ scope: String, _ need: FactsNeeded
    ) throws -> Int64 {
        let since = window.bounds(at: need.now, in: need.rulebook.charter.constraints.zone).start
        let own = need.excluding?.stored ?? .blob([])
        let values: [SQLValue] = [.text(tool.text), since.stored, own, .text(scope)]
        switch over {
        case .agent, .account:
            let agent: SQLValue = .text(over == .agent ? need.agent.text : "")
            return try session.first(
                """
                SELECT COUNT(*) FROM (SELECT DISTINCT decision, part FROM change WHERE org = $1 AND tool = $2 AND at >= $3
                AND decision <> $4 AND ($5 = '' OR agent = $5)) AS once
                """, [.text(tool.text), since.stored, own, agent]
            ) { try $0.integer(0) } ?? 0
        case .campaign:
            return try session.first(
                "SELECT COUNT(*) FROM change WHERE org = $1 AND campaign = $5 AND tool = $2 AND at >= $3 AND decision <> $4",
                values
            ) { try $0.integer(0) } ?? 0
        case .adSet:
            return try session.first(
                "SELECT COUNT(*) FROM change WHERE org = $1 AND tool = $2 AND at >= $3 AND decision <> $4 AND ad_set = $5",
                values
            ) { try $0.integer(0) } ?? 0
        case .ad:
            return try session.first(
                "SELECT COUNT(*) FROM change WHERE org = $1 AND tool = $2 AND at >= $3 AND decision <> $4 AND entity = $5",
                values
            ) { try $0.integer(0) } ?? 0
        }
    }

    /// What the value was at the window's start: before the first change in it, ours or somebody else's; nil where nothing
    /// changed.
    private func base(of entity: EntityRef, _ tool: ToolName, _ window: Window, _ need: FactsNeeded) throws -> Int64? {
        let since = window.bounds(at: need.now, in: need.rulebook.charter.constraints.zone).start
        let own = try firstChange(of: entity, tool, since: since, except: need.excluding)
        guard tool == .setDailyBudget, let others = try changedByOthers(entity, since: since) else { return own?.was }
        guard let own, own.at < others.at else { return others.was }
        return own.was
    }

    /// The first change of ours since then, and the value before it.
    private func firstChange(of entity: EntityRef, _ tool: ToolName, since: Instant, except own: DecisionID?) throws
        -> (was: Int64, at: Instant)?
    {
        let values: [SQLValue] = [.text(entity.description), .text(tool.text), own?.stored ?? .blob([])]
        let earliest = try session.query(
            """
            SELECT was, at FROM change WHERE org = $1 AND campaign = $2 AND tool = $3 AND decision <> $4 AND at >= $5
            AND was IS NOT NULL ORDER BY at LIMIT 2
            """, values + [since.stored]
        ) { (was: try $0.integer(0), at: try $0.instant(1)) }
        guard let first = earliest.first, earliest.count > 1, earliest[1].at == first.at else { return earliest.first }
        // Several changes of one instant, as in one run of a home whose clock stands, count from the one that was ruled first.
        return try session.first(
            """
            SELECT c.was FROM change c LEFT JOIN decision d ON d.org = c.org AND d.id = c.decision
            WHERE c.org = $1 AND c.campaign = $2 AND c.tool = $3 AND c.decision <> $4 AND c.at = $5 AND c.was IS NOT NULL
            ORDER BY d.leaf, c.part LIMIT 1
            """, values + [first.at.stored]
        ) { (was: try $0.integer(0), at: first.at) }
    }

    private func changedByOthers(_ entity: EntityRef, since: Instant) throws -> (was: Int64, at: Instant)? {
        try session.first(
            """
            SELECT was, at FROM change_by_others WHERE org = $1 AND entity = $2 AND at >= $3 ORDER BY number LIMIT 1
            """, [.text(entity.description), since.stored]
        ) { (try $0.integer(0), try $0.instant(1)) }
    }

    /// A bucket counts until it has wholly left its window; so does the decision's own share, which is taken out.
    private func used(_ window: Window, _ need: FactsNeeded) throws -> Int64 {
        let first = Bucket.holding(window.bounds(at: need.now, in: need.rulebook.charter.constraints.zone).start)
        let total =
            try session.first(
                "SELECT COALESCE(SUM(amount), 0) FROM used WHERE org = $1 AND key = $2 AND bucket >= $3",
                [.text(StoreView.share), .integer(first)]
            ) { try $0.integer(0) } ?? 0
        guard let own = need.excluding, let taken = try takenAt(own), Bucket.holding(taken) >= first else {
            return total
        }
        let mine =
            try session.first(
                """
                SELECT share FROM decision WHERE org = $1 AND id = $2
                AND state IN ('held', 'authorised', 'in_doubt', 'done', 'partly_done')
                """, [own.stored]
            ) { try $0.integer(0) } ?? 0
        return total - mine
    }

    private func triggers(_ need: FactsNeeded, _ facts: Facts) throws -> [TriggerFacts] {
        guard let text = try setting("triggers \(need.agent)") else { return [] }
        return try [TriggerFacts](json: .init(parsing: Array(text.utf8)))
    }
}

/// Hours since 1970-01-01: what a rolling sum is counted in.
enum Bucket {
    static func holding(_ instant: Instant) -> Int64 { instant.milliseconds / 3_600_000 }
}
