import Expressions
public import Vocabulary

/// `never` beats everything: tools, entities with all below them, topics. A condition that cannot be evaluated applies, and so
/// does a pattern that cannot be compared, since a name or what is above is not known.
struct ProhibitionRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        rulebook.charter.actions.prohibitions.compactMap { prohibition in
            guard let finding = finding(prohibition, subject, facts) else { return nil }
            guard let condition = prohibition.condition else { return finding }
            guard let narrowing = narrowing(condition, subject, facts, rulebook) else { return nil }
            return finding.code == .never ? never(finding.actual + narrowing, prohibition) : finding
        }
    }

    private func finding(_ prohibition: Charter.Prohibition, _ subject: Subject, _ facts: Facts) -> Finding? {
        switch prohibition.subject {
        case .tool(let tool): return subject.tools.contains(tool) ? never("`\(tool)`", prohibition) : nil
        case .topics(let topics):
            let platform = subject.proposal.tool.text.prefix { $0 != "." }
            return topics.contains(String(platform)) ? never("`\(platform)`", prohibition) : nil
        case .entities(let pattern):
            guard !subject.isRead else { return nil }
            if case .createCampaign(let new) = subject.call { return making(new, prohibition, pattern, facts) }
            let touched = subject.call.touched
            let below = touched.flatMap { facts[$0]?.protected ?? [] }.filter { $0.ref.kind == pattern.kind }
            func finding(_ entity: EntityRef, _ isMeant: Bool?, _ how: String = "") -> Finding? {
                guard let isMeant else {
                    let what = "whether `\(entity)` is one that nothing may be done to (\(pattern))"
                    return .unknown(what, limit: prohibition.clause.key)
                }
                return isMeant ? never("anything on `\(entity)` (\(pattern))\(how)", prohibition) : nil
            }
            let how = ", which this stops or starts with what is above it"
            return below.lazy.compactMap { finding($0.ref, pattern.match($0), how) }.first
                ?? touched.lazy.compactMap { finding($0, match(pattern, $0, facts)) }.first
        }
    }

    /// A campaign yet to be made is one by its name, and belongs to the account.
    private func making(
        _ new: NewCampaign, _ prohibition: Charter.Prohibition, _ pattern: Charter.EntityPattern, _ facts: Facts
    ) -> Finding? {
        switch pattern.kind {
        case .campaign:
            pattern.matches(new.name) ? never("a campaign named `\(new.name)` (\(pattern))", prohibition) : nil
        case .account:
            switch facts.account.map({ pattern.match(EntityFacts.Parent($0.ref, name: $0.name)) }) {
            case true??: never("anything in the account (\(pattern))", prohibition)
            case false??: nil
            default: .unknown("whether the account is one in which nothing may be done (\(pattern))")
            }
        case .adSet, .ad: nil
        }
    }

    private func never(_ what: String, _ prohibition: Charter.Prohibition) -> Finding {
        Finding(
            .never, .refuse, limit: prohibition.clause.key, actual: what,
            message: Organisation.hasClause(prohibition.clause.key)
                ? "the organisation never allows \(what); its limits say so for every agent"
                : "the charter never allows \(what); change the charter if that is wrong")
    }

    /// Compares names and identifiers of the entity and all above it; nil where one that counts is not known.
    private func match(_ pattern: Charter.EntityPattern, _ entity: EntityRef, _ facts: Facts) -> Bool? {
        let known = facts[entity]
        let own = EntityFacts.Parent(entity, name: known?.name)
        let account = facts.account.map { EntityFacts.Parent($0.ref, name: $0.name) }
        let line = [own] + (known?.parents ?? []) + (account.map { [$0] } ?? [])
        let candidates = line.filter { $0.ref.kind == pattern.kind }
        if candidates.contains(where: { pattern.match($0) == true }) { return true }
        if candidates.contains(where: { pattern.match($0) == nil }) { return nil }
        // Below the kind that is meant, and what is above it is not known up to its campaign, or to the account that is meant.
        let isWhole = line.contains { $0.ref.kind == min(pattern.kind, .campaign) }
        return candidates.isEmpty && entity.kind > pattern.kind && !isWhole ? nil : false
    }

    /// The condition that a prohibition stands under with what it reads; nil where it does not hold.
    private func narrowing(_ condition: String, _ subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> String? {
        let conditions = rulebook.conditions
        let entities: [EntityRef?] = subject.call.touched.isEmpty ? [nil] : subject.call.touched
        for entity in entities {
            switch conditions.holds(condition, conditions.frame(subject, entity, facts)) {
            case true?:
                let figures = conditions.figures(condition, subject, entity, facts)
                return " while `\(condition)`" + (figures.map { " (\($0))" } ?? "")
            case nil: return " while `\(condition)`, which cannot be evaluated on what is known"
            case false?: continue
            }
        }
        return nil
    }
}

extension Charter.EntityPattern {
    /// Whether something is meant, by its name or identifier; nil where its name would decide and is not known.
    public func match(_ entity: EntityFacts.Parent) -> Bool? {
        if matches(entity.ref.id) { return true }
        return entity.name.map(matches)
    }
}
