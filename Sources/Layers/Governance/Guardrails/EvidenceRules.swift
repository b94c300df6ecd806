import Vocabulary

/// How new the data has to be; a source that is not known counts as too old.
struct FreshnessRule: Guardrail {
    /// Data of a day that is still running may speak of its end, in the zone that is furthest ahead; no further.
    static let ahead = Duration.seconds(38 * 3_600)

    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead, !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.evidence.compactMap { rule -> Finding? in
            guard case .freshness(let limit, let source, let answer) = rule.rule else { return nil }
            guard let known = facts.sources.first(where: { $0.name == source }) else {
                return .unknown("the age of `\(source)`", limit: rule.clause.key)
            }
            let age = facts.now.since(known.asOf)
            guard age >= .zero - FreshnessRule.ahead else {
                return .unknown("the age of `\(source)`, which speaks of `\(known.asOf)`,", limit: rule.clause.key)
            }
            guard age > limit else { return nil }
            return Finding(
                .freshness, answer, limit: rule.clause.key, actual: age.inHours.brief, allowed: limit.brief,
                message:
                    "`\(source)` is `\(age.inHours.brief)` old, over the limit of `\(limit.brief)`; newer counts come first, from "
                    + "the platform or by an import")
        }
    }
}

/// How old an entity has to be and how much it has to have spent before a tool is used on it.
struct EvidenceRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.evidence.flatMap { rule -> [Finding] in
            guard case .minimum(let age, let spend, let tools) = rule.rule,
                subject.tools.contains(where: tools.contains)
            else { return [] }
            return subject.call.touched.flatMap { entity in
                [
                    age.flatMap { self.age($0, entity, facts, rule.clause.key) },
                    spend.flatMap { self.spend($0, entity, facts, rule.clause.key) },
                ].compactMap { $0 }
            }
        }
    }

    private func age(_ least: Duration, _ entity: EntityRef, _ facts: Facts, _ key: String) -> Finding? {
        guard let started = facts[entity]?.started else { return .unknown("the start of `\(entity)`", limit: key) }
        let age = facts.now.since(started)
        guard age < least else { return nil }
        let days = Duration.seconds(max(0, age.wholeSeconds) / 86_400 * 86_400)
        return Finding(
            .evidence, .refuse, limit: key, actual: days.brief, allowed: least.brief,
            message: "`\(entity)` is `\(days.brief)` old; wait until it is `\(least.brief)`")
    }

    private func spend(_ least: Money, _ entity: EntityRef, _ facts: Facts, _ key: String) -> Finding? {
        guard let spend = facts[entity]?.spend, spend.currency == least.currency else {
            return .unknown("the spend of `\(entity)` in `\(least.currency)`", limit: key)
        }
        guard spend.amount < MetricMoney(least).amount else { return nil }
        let shown = spend.shown
        return Finding(
            .evidence, .refuse, limit: key, actual: shown, allowed: least.description,
            message: "`\(entity)` has spent `\(shown)`, less than the `\(least)` needed to judge it")
    }
}

/// Entities that do better than the goal, or belong to a bundle or an experiment, are not stopped.
struct ProtectionRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.evidence.flatMap { rule -> [Finding] in
            guard case .notWhile(let states, let tools) = rule.rule, subject.tools.contains(where: tools.contains)
            else { return [] }
            return subject.call.touched.flatMap { entity in
                states.compactMap { finding($0, entity, facts, rulebook, rule.clause.key) }
            }
        }
    }

    private func finding(
        _ state: Charter.EvidenceRule.State, _ entity: EntityRef, _ facts: Facts, _ rulebook: Rulebook, _ key: String
    ) -> Finding? {
        guard let known = facts[entity] else { return .unknown("`\(entity)`", limit: key) }
        switch state {
        case .inBundle: return flag(known.inBundle, "is part of a bundle", entity, key)
        case .inExperiment: return flag(known.inExperiment, "is part of an experiment", entity, key)
        case .aboveTarget:
            return aboveTarget(known, rulebook, key)
        }
    }

    private func aboveTarget(_ known: EntityFacts, _ rulebook: Rulebook, _ key: String) -> Finding? {
        guard let target = rulebook.target else { return .unknown("the goal's target", limit: key) }
        let goal = rulebook.charter.goal
        guard goal.direction == .down, let cost = CostResult(rulebook.charter.metric(goal.improve)),
            let result = known.results(cost),
            let spend = known.spend,
            result.count >= 0, spend.amount >= .zero, spend.currency == target.currency
        else { return .unknown("the \(goal.improve) of `\(known.ref)`", limit: key) }
        guard result.count > 0 else { return nil }
        guard let cost = spend.amount.divided(by: result.count.exact, rounding: .up) else {
            return .unknown("the \(goal.improve) of `\(known.ref)`", limit: key)
        }
        guard cost <= target.amount else { return nil }
        let shown = MetricMoney(cost, spend.currency).shown
        return Finding(
            .protected, .refuse, limit: key, actual: shown, allowed: target.shown,
            message: "`\(known.ref)` costs `\(shown)` \(result.each), within the target of `\(target.shown)`")
    }

    private func flag(_ isSo: Bool?, _ what: String, _ entity: EntityRef, _ key: String) -> Finding? {
        guard let isSo else { return .unknown("whether `\(entity)` \(what)", limit: key) }
        guard isSo else { return nil }
        return Finding(
            .protected, .refuse, limit: key, actual: what, message: "`\(entity)` \(what); leave it as it is")
    }
}

extension EntityFacts {
    /// What a cost is divided by, and its words; nil where it is not known.
    fileprivate func results(_ cost: CostResult) -> (count: AttributedCount, each: String)? {
        switch cost {
        case .purchase: purchases.map { ($0, "a purchase") }
        case .enquiry: enquiries.map { ($0, "an enquiry") }
        case .click: clicks.map { (AttributedCount($0), "a click") }
        }
    }
}

extension MetricMoney {
    /// For a finding: whole minor units, rounded to the nearest.
    var shown: String {
        do { return try rounded(.nearest).description } catch { return description }
    }
}
