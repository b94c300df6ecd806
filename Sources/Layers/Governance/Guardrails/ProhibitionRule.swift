import Expressions
import Vocabulary

/// `never` beats everything: tools, entities with all below them, topics. A condition that cannot be evaluated applies.
struct ProhibitionRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        rulebook.charter.actions.prohibitions.compactMap { prohibition in
            guard let what = concerns(prohibition.subject, subject, facts),
                applies(prohibition, subject, facts, rulebook)
            else { return nil }
            return Finding(
                .never, .refuse, limit: prohibition.clause.key, actual: what,
                message: "the charter never allows \(what); change the charter if that is wrong")
        }
    }

    private func concerns(_ forbidden: Charter.Prohibition.Subject, _ subject: Subject, _ facts: Facts) -> String? {
        switch forbidden {
        case .tool(let tool): return subject.tools.contains(tool) ? "`\(tool)`" : nil
        case .topics(let topics):
            let platform = subject.proposal.tool.text.prefix { $0 != "." }
            return topics.contains(String(platform)) ? "`\(platform)`" : nil
        case .entities(let pattern):
            guard !subject.isRead else { return nil }
            return subject.call.touched.first { matches(pattern, $0, facts) }.map { "anything on `\($0)` (\(pattern))" }
        }
    }

    /// Names and identifiers of the entity and all above it; an entity whose name is not known is matched by identifier.
    private func matches(_ pattern: Charter.EntityPattern, _ entity: EntityRef, _ facts: Facts) -> Bool {
        let known = facts[entity]
        let own = EntityFacts.Parent(entity, name: known?.name)
        return ([own] + (known?.parents ?? [])).contains { candidate in
            candidate.ref.kind == pattern.kind
                && ([candidate.ref.id, candidate.name].compactMap { $0 }).contains(where: pattern.matches)
        }
    }

    private func applies(
        _ prohibition: Charter.Prohibition, _ subject: Subject, _ facts: Facts, _ rulebook: Rulebook
    ) -> Bool {
        guard let condition = prohibition.condition else { return true }
        let entities: [EntityRef?] = subject.call.touched.isEmpty ? [nil] : subject.call.touched
        return entities.contains { entity in
            rulebook.conditions.holds(condition, rulebook.conditions.frame(subject, entity, facts)) ?? true
        }
    }
}
