import Vocabulary

/// The charter's reasons to stop and ask. A trigger without data is inactive; an error on data that is there fires.
struct TriggerRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead, subject.isOwn || subject.isApproved else { return [] }
        return rulebook.charter.escalation.triggers.compactMap { finding($0, subject, facts, rulebook) }
    }

    private func finding(_ trigger: Charter.Trigger, _ subject: Subject, _ facts: Facts, _ rulebook: Rulebook)
        -> Finding?
    {
        let key = trigger.clause.key
        switch trigger.cause {
        case .confidenceBelow(let least):
            let confidence = subject.proposal.confidence
            guard confidence.percentage < least else { return nil }
            return Finding(
                .confidence, .escalate, limit: key, actual: confidence.description, allowed: least.description,
                message: "confidence is `\(confidence)`, below `\(least)`; a person has to look")
        case .budgetUsedAbove(let most): return subject.raises ? used(most, key, facts, rulebook) : nil
        case .condition(let source):
            let entities: [EntityRef?] = subject.call.touched.isEmpty ? [nil] : subject.call.touched
            let firing = entities.first { entity in
                // Without revenue, what rests on it is inactive; an error on data that is there fires.
                if source.contains(ConditionFact.entityRevenue.rawValue), entity.flatMap({ facts[$0] })?.revenue == nil
                {
                    return false
                }
                return rulebook.conditions.holds(source, rulebook.conditions.frame(subject, entity, facts)) ?? true
            }
            guard let entity = firing else { return nil }
            let conditions = rulebook.conditions
            let figures = conditions.figures(source, subject, entity, facts)
            let isKnown = conditions.holds(source, conditions.frame(subject, entity, facts)) != nil
            return Finding(
                .trigger, .escalate, limit: key, actual: figures ?? "", allowed: figures == nil ? "" : source,
                message: "`\(source)` \(isKnown ? "holds" : "cannot be evaluated on what is known")"
                    + (figures.map { ": \($0)" } ?? ""))
        // What is about the whole account stops no pause or lowering in it: those go on while a person looks.
        case .moved where subject.narrows: return nil
        default:
            guard let state = facts.triggers.first(where: { $0.key == key }), let fired = state.fired else {
                return nil
            }
            return Finding(.trigger, .escalate, limit: key, actual: fired, message: fired)
        }
    }

    /// Billed and not yet reported money against each cap, exactly.
    private func used(_ most: Percentage, _ key: String, _ facts: Facts, _ rulebook: Rulebook) -> Finding? {
        for cap in rulebook.charter.constraints.money {
            guard let known = facts.account?.caps.first(where: { $0.key == cap.clause.key }) else { continue }
            guard known.used >= 0 else { return .unknown("what is used of `\(cap.cap)` \(cap.window)", limit: key) }
            guard most.isExceeded(by: known.used, of: cap.cap.minorUnits) else { continue }
            let shown = Money(minorUnits: known.used, cap.cap.currency)
            return Finding(
                .trigger, .escalate, limit: key, actual: shown.description, allowed: "\(most) of \(cap.cap)",
                message: "`\(shown)` is used, above `\(most)` of `\(cap.cap)` \(cap.window); only lowering goes on")
        }
        return nil
    }
}
