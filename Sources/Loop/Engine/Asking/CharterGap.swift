import Execution
public import Governance
import Reasoning
public import Vocabulary

/// Something of a charter that the connected data cannot judge, or that is exceeded before it begins.
public enum CharterGap: Hashable, Sendable {
    /// Nothing is imported, so nothing can be judged.
    case noData
    /// The charter's money is not the account's.
    case currency(charter: Currency, account: Currency)
    /// The account is billed by days of another zone, and money caps count its days.
    case zone(charter: Zone, account: Zone)
    /// The baseline is measured over days that the data does not cover.
    case baseline(wanted: Period, has: Period)
    /// The baseline is measured over days that the data tells only together with others.
    case baselineCut(wanted: Period, told: Period)
    /// The goal cannot be measured over the days of its baseline, so that the agent stays in shadow.
    case unmeasured(BaselineGap)
    /// Nothing that is connected can do what a tool does, so that its limits judge nothing.
    case tool(clause: String, ToolName)
    /// The goal's value is reached by its baseline already.
    case targetMet(target: Charter.Quantity, baseline: Charter.Quantity)
    /// The goal's value is more than twenty times, or less than a twentieth, of its baseline.
    case targetFar(target: Charter.Quantity, baseline: Charter.Quantity)
    /// What is to be protected is outside its band by what was measured already.
    case bandBroken(Charter.Band, end: Charter.Quantity, measured: Charter.Quantity, days: Int)
    /// A metric of the goal, or of what it protects, needs counts that no report had.
    case metric(clause: String, MetricName, needs: [MetricName])
    /// A metric of the goal, or of what it protects, is not part of the reasoner's model: with it nothing is proposed.
    case unpursued(clause: String, MetricName)
    /// A rule of evidence stops what is part of a bundle or an experiment, and nothing here is known to be.
    case nothingInIt(clause: String, [Charter.EvidenceRule.State])
    /// What nothing may be done to is called as nothing here is, so that it protects nothing; whether anything of its kind has a name.
    case nothingCalled(clause: String, Charter.EntityPattern, areNamed: Bool)
    /// The worst case is over a cap already.
    case exceeded(CapStanding)
    /// The worst case comes over a cap within a week, while everything is billed as it stands: a run lowers budgets then.
    case exceededSoon(CapStanding, on: CalendarDate)
    /// A cap is more than ten times what everything that runs may bill at worst, so it stops nothing yet.
    case slackCap(CapStanding)
    /// The least budget that a campaign may have is billed more than a cap allows, at worst: none can be set at all.
    case floorOverCap(clause: String, floor: Money, CapStanding)
    /// No data comes from a source whose age a limit is about.
    case source(clause: String, SourceName)
    /// A trigger neither fires nor refuses, since what it needs is not there.
    case trigger(Charter.Trigger, needs: String)
    /// A condition reads what is known of no entity here.
    case condition(Rulebook.Condition, unknown: [ConditionFact])
}

extension Engine {
    /// What the connected data cannot judge of a charter, and which caps are exceeded; judged on the data as it is, by the same
    /// functions as a run.
    public func gaps(of charter: Charter) async throws -> [CharterGap] {
        let stored = try await store.read { view in
            (
                sources: try view.sources().map(\.name),
                measured: try view.measured(for: charter)
            )
        }
        guard let account = try await shownAccount().account else { return [.noData] }
        let counted = try await store.read { view in try view.entity(account.ref)?.facts } ?? EntityFacts(account.ref)
        var gaps: [CharterGap] = []
        if account.currency != charter.constraints.currency {
            gaps.append(.currency(charter: charter.constraints.currency, account: account.currency))
        }
        if account.zone != charter.constraints.zone {
            gaps.append(.zone(charter: charter.constraints.zone, account: account.zone))
        }
        if case .measured(let wanted) = charter.goal.baseline,
            wanted.first < account.period.first || wanted.last > account.period.last
        {
            gaps.append(.baseline(wanted: wanted, has: account.period))
        } else if case .measured(let wanted) = charter.goal.baseline, let told = stored.measured?.cut {
            gaps.append(.baselineCut(wanted: wanted, told: told))
        }
        gaps += Engine.metricGaps(charter, counted) + Engine.unpursued(charter)
        gaps += try await bundleGaps(charter) + protectionGaps(charter)
        let frozen = stored.measured.map {
            Baseline.freeze(charter, version: 1, $0, period: account.period, at: surroundings.now())
        }
        if case .failure(let gap)? = frozen, case .nothingCounted = gap { gaps.append(.unmeasured(gap)) }
        gaps += Engine.reachedGoal(charter, stored.measured).map { [$0] } ?? []
        gaps += Engine.brokenBands(charter, stored.measured, account.period)
        if let platform {
            let standing = account.standings(of: charter.constraints.money, at: surroundings.now(), platform.rule)
            gaps += standing.filter { $0.left.minorUnits < 0 }.map(CharterGap.exceeded)
            gaps += charter.constraints.money.compactMap {
                account.exceeding($0, now: surroundings.now(), platform.rule)
            }
            gaps += standing.filter(Engine.isSlack).map(CharterGap.slackCap)
            gaps += floorGap(charter, on: account.zone.date(at: surroundings.now()), platform.rule).map { [$0] } ?? []
        }
        for rule in charter.constraints.evidence {
            guard case .freshness(_, let source, _) = rule.rule, !stored.sources.contains(source) else { continue }
            gaps.append(.source(clause: rule.clause.key, source))
        }
        gaps += Engine.toolGaps(charter)
        gaps += try await triggerGaps(charter, frozen)
        return try await gaps + conditionGaps(charter)
    }

    private static func isSlack(_ standing: CapStanding) -> Bool {
        standing.worstCase.minorUnits > 0 && standing.cap.cap.minorUnits / 10 > standing.worstCase.minorUnits
    }

    /// The highest floor of budgets, where the platform's worst case carries it over a cap; the file alone knows what is set, not
    /// what is billed.
    private func floorGap(_ charter: Charter, on today: CalendarDate, _ rule: BillingRule) -> CharterGap? {
        let floors = charter.actions.permissions.compactMap { permission in
            permission.tool == .setDailyBudget ? permission.bounds.floor.map { (permission.clause.key, $0) } : nil
        }
        // Entries share the floor of those before them; the first with the highest says it.
        guard let (clause, floor) = floors.max(by: { $0.1.minorUnits < $1.1.minorUnits }) else { return nil }
        let (now, unbilled) = (surroundings.now(), BilledDays(billed: [:], reportedTo: today))
        let alone = charter.constraints.money.filter { $0.cap.currency == floor.currency }.map {
            CapStanding($0, on: today, at: now, unbilled, rule, standing: floor.minorUnits, reserved: 0)
        }
        return alone.first { $0.left.minorUnits < 0 }.map { .floorOverCap(clause: clause, floor: floor, $0) }
    }

    /// A goal that is a value, and that the days it is measured against reach already, or that is out of all reach; a given baseline is judged in the file.
    private static func reachedGoal(_ charter: Charter, _ measured: MeasuredDays?) -> CharterGap? {
        let goal = charter.goal
        guard case .absolute(let target) = goal.target, case .measured = goal.baseline, let measured,
            measured.cut == nil,
            let value = charter.value(of: goal.improve, measured.totals)
        else { return nil }
        let isMet =
            goal.direction == .up ? value.magnitude >= target.magnitude : value.magnitude <= target.magnitude
        if isMet { return .targetMet(target: target, baseline: value) }
        let (aim, base) = (target.magnitude.approximate, value.magnitude.approximate)
        return base > 0 && !(base / 20...base * 20).contains(aim) ? .targetFar(target: target, baseline: value) : nil
    }

    /// Bands that end at a value and that the measured days are outside of; a sum is compared by the day. Shares of the baseline,
    /// and values that the file itself gives, are judged in the file.
    private static func brokenBands(_ charter: Charter, _ measured: MeasuredDays?, _ known: Period) -> [CharterGap] {
        guard let measured, measured.cut == nil else { return [] }
        let period = if case .measured(let wanted) = charter.goal.baseline { wanted } else { known }
        return charter.goal.protect.flatMap { band -> [CharterGap] in
            guard let value = charter.value(of: band.metric, measured.totals) else { return [] }
            let isSum = charter.metric(band.metric)?.formula == .observed
            let length = isSum ? (band.per?.meanDays ?? Double(period.days)) / Double(period.days) : 1
            let level = value.magnitude.approximate * length
            return [(band.floor, true), (band.ceiling, false)].compactMap { end, isFloor in
                guard case .absolute(let end)? = end,
                    isFloor ? level < end.magnitude.approximate : level > end.magnitude.approximate
                else { return nil }
                return .bandBroken(band, end: end, measured: value, days: period.days)
            }
        }
    }

    /// Tools that are granted and that no connector has, each once.
    private static func toolGaps(_ charter: Charter) -> [CharterGap] {
        let known = Set(ToolCatalogue.tools.map(\.name))
        var told: Set<ToolName> = []
        return charter.actions.permissions.compactMap { permission in
            guard !known.contains(permission.tool), told.insert(permission.tool).inserted else { return nil }
            return .tool(clause: permission.clause.key, permission.tool)
        }
    }

    private static func unpursued(_ charter: Charter) -> [CharterGap] {
        let beyond = PaidMediaGoal(charter).beyondModel
        return charter.goal.named.filter { beyond.contains(charter.catalogue.builtInName(of: $0.1)) }.map(
            CharterGap.unpursued)
    }

    /// Rules against touching what is part of a bundle or an experiment, where no entity is known to be.
    private func bundleGaps(_ charter: Charter) async throws -> [CharterGap] {
        let rules = charter.constraints.evidence.compactMap { rule -> (String, [Charter.EvidenceRule.State])? in
            guard case .notWhile(let states, _) = rule.rule else { return nil }
            let asked = states.filter { $0 != .aboveTarget }
            return asked.isEmpty ? nil : (rule.clause.key, asked)
        }
        guard !rules.isEmpty else { return [] }
        var known: Set<Charter.EvidenceRule.State> = []
        try await eachPage { page in
            if page.contains(where: { $0.facts.inBundle == true }) { known.insert(.inBundle) }
            if page.contains(where: { $0.facts.inExperiment == true }) { known.insert(.inExperiment) }
            return known.count < 2
        }
        return rules.compactMap { clause, states in
            let nothing = states.filter { !known.contains($0) }
            return nothing.isEmpty ? nil : .nothingInIt(clause: clause, nothing)
        }
    }

    /// Patterns of what nothing may be done to that match nothing of their kind, where there is something of it.
    private func protectionGaps(_ charter: Charter) async throws -> [CharterGap] {
        let patterns = charter.actions.prohibitions.compactMap { prohibition -> (String, Charter.EntityPattern)? in
            guard case .entities(let pattern) = prohibition.subject else { return nil }
            return (prohibition.clause.key, pattern)
        }
        guard !patterns.isEmpty else { return [] }
        var (kinds, named, matched) = (Set<EntityKind>(), Set<EntityKind>(), Set<Charter.EntityPattern>())
        try await eachPage { page in
            for facts in page.map(\.facts) {
                kinds.insert(facts.ref.kind)
                if facts.name?.isEmpty == false { named.insert(facts.ref.kind) }
                let own = EntityFacts.Parent(facts.ref, name: facts.name)
                matched.formUnion(patterns.map(\.1).filter { $0.kind == facts.ref.kind && $0.match(own) == true })
            }
            return true
        }
        return patterns.compactMap { clause, pattern in
            guard kinds.contains(pattern.kind), !matched.contains(pattern) else { return nil }
            return .nothingCalled(clause: clause, pattern, areNamed: named.contains(pattern.kind))
        }
    }

    private static func metricGaps(_ charter: Charter, _ counted: EntityFacts) -> [CharterGap] {
        charter.goal.named.compactMap { clause, metric in
            let missing = charter.catalogue.counts(behind: metric).filter { !counted.holds($0) }
            return missing.isEmpty ? nil : .metric(clause: clause, metric, needs: missing)
        }
    }

    private func triggerGaps(_ charter: Charter, _ frozen: Result<FrozenBaseline, BaselineGap>?) async throws
        -> [CharterGap]
    {
        let baseline: FrozenBaseline? = if case .success(let baseline)? = frozen { baseline } else { nil }
        guard let reading = try await triggerReading(charter, baseline) else { return [] }
        return charter.escalation.triggers.compactMap { trigger in
            guard case .inactive(let needs) = reading.state(of: trigger.cause) else { return nil }
            return .trigger(trigger, needs: needs)
        }
    }

    /// Conditions of which no entity knows a fact. What is read of the account or of a proposal is there in every run.
    private func conditionGaps(_ charter: Charter) async throws -> [CharterGap] {
        let conditions = Rulebook(charter, version: 1, target: nil).readConditions
        let wanted = Set(conditions.flatMap(\.reads).filter { $0.rawValue.hasPrefix("entity.") })
        var unknown = wanted
        let now = surroundings.now()
        try await eachPage { page in
            for entity in page where entity.facts.ref.kind != .account { unknown.subtract(entity.facts.known(at: now)) }
            return !unknown.isEmpty
        }
        return conditions.compactMap { condition in
            let missing = condition.reads.filter(unknown.contains)
            return missing.isEmpty ? nil : .condition(condition, unknown: missing)
        }
    }
}

extension Charter.Goal {
    /// The goal's metric and those that it protects, each with the key of its place.
    fileprivate var named: [(key: String, metric: MetricName)] {
        [(clause.key + ".improve", improve)] + protect.map { ($0.clause.key, $0.metric) }
    }
}

extension Engine {
    /// Every entity in pages, for as long as `work` says that it wants the next one.
    private func eachPage(_ work: ([EntityRecord]) throws -> Bool) async throws {
        var last: EntityRef?
        while true {
            let after = last
            let page = try await store.read { view in try view.entities(after: after, limit: 500) }
            guard try work(page), page.count == 500 else { return }
            last = page.last?.facts.ref
        }
    }
}

extension MetricCatalogue {
    /// The observed metrics that a metric is made of; itself where it is observed or not in the catalogue.
    fileprivate func counts(behind name: MetricName) -> [MetricName] {
        guard case .ratio(let top, let bottom)? = self[name]?.formula else { return [name] }
        return counts(behind: top) + counts(behind: bottom)
    }
}

extension AccountRecord {
    /// The first of the next seven days on which the worst case is over a cap that holds today, where each day until then bills
    /// what stands. What the present week has billed is not taken off the worst case, so it rises within a week.
    fileprivate func exceeding(_ cap: Charter.MoneyCap, now: Instant, _ rule: BillingRule) -> CharterGap? {
        let today = zone.date(at: now)
        func after(_ days: Int) -> CapStanding {
            var bills = bills
            let day = today.adding(days: days)
            for open in 0..<max(0, day.days(since: bills.reportedTo)) {
                bills.billed[bills.reportedTo.adding(days: open)] = standing
            }
            bills.reportedTo = max(bills.reportedTo, day)
            return CapStanding(
                cap, on: day, at: now.advanced(by: .seconds(Int64(days) * 86_400)), bills, rule, standing: standing,
                reserved: reserved)
        }
        guard after(0).left.minorUnits >= 0 else { return nil }
        return (1...7).lazy.map { (day: today.adding(days: $0), standing: after($0)) }
            .first { $0.standing.left.minorUnits < 0 }.map { .exceededSoon($0.standing, on: $0.day) }
    }
}
