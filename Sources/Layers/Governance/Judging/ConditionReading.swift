public import Vocabulary

extension EntityFacts {
    /// What a condition reads of the entity itself as text; nil where it is not known, or the fact is none of an entity's texts.
    func text(_ fact: ConditionFact) -> String? {
        switch fact {
        case .entityKind: ref.kind.rawValue
        case .entityID: ref.id
        case .entityName: name
        case .entityStatus: status?.rawValue
        default: nil
        }
    }

    /// What a condition reads of the entity itself as a number; nil where it is not known, or the fact is none of its numbers.
    func number(_ fact: ConditionFact, at now: Instant) -> Int64? {
        switch fact {
        case .entityAgeDays: started.map { max(0, now.since($0).wholeSeconds / 86_400) }
        case .entityDailyBudget: dailyBudget?.minorUnits
        case .entitySpend: spend.flatMap { Conditions.minor($0, .down) }
        case .entityRevenue: revenue.flatMap { Conditions.minor($0, .down) }
        case .entityImpressions: impressions
        case .entityClicks: clicks
        case .entityEnquiries: enquiries?.whole
        case .entityPurchases: purchases?.whole
        case .entityCostPerPurchase: costPerPurchase.flatMap { Conditions.minor($0, .up) }
        default: nil
        }
    }

    /// The facts about entities that are known of this one: a condition that reads another has no value here.
    public func known(at now: Instant) -> Set<ConditionFact> {
        Set(ConditionFact.allCases.filter { text($0) != nil || number($0, at: now) != nil })
    }
}

extension Rulebook {
    /// A condition of the charter with the facts it reads.
    public struct Condition: Hashable, Sendable {
        /// Where it stands: `actions.may[0]`.
        public let clause: String
        /// Its text.
        public let source: String
        /// What it reads, or asks for with `has`, in the order of the first appearance.
        public let reads: [ConditionFact]
    }

    /// Every condition of the charter that compiles, in the charter's order.
    public var readConditions: [Condition] {
        let actions = charter.actions
        let written: [(String, String?)] =
            actions.permissions.map { ($0.clause.key, $0.condition) }
            + actions.prohibitions.map { ($0.clause.key, $0.condition) }
            + charter.escalation.triggers.map { trigger in
                if case .condition(let source) = trigger.cause {
                    (trigger.clause.key, source)
                } else {
                    (trigger.clause.key, nil)
                }
            }
        return written.compactMap { clause, source in
            guard let source, let names = conditions.reads(source) else { return nil }
            return Condition(clause: clause, source: source, reads: names.compactMap(ConditionFact.init(rawValue:)))
        }
    }
}
