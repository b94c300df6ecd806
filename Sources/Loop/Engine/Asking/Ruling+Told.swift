public import Governance
public import Schemas
public import Vocabulary

extension Ruling {
    /// What an agent is told of it, and who reads a replay: the verdict with its findings, what would change, whom it would ask,
    /// and how much money a day more would stand or be moved. Amounts have their currency, and are left out where none is known.
    public func told(in currency: Currency?) -> JSON {
        func money(_ minorUnits: Int64) -> JSON? { currency.map { Money(minorUnits: minorUnits, $0).json } }
        return .object(
            JSONObject(present: [
                "asks": question.map { $0.ask.map(\.description).json },
                "changes": .array(
                    effects.changes.map { change in
                        [
                            "after": .string(change.after), "before": .string(change.before),
                            "entity": change.entity.json, "field": .string(change.field),
                        ]
                    }),
                "findings": findings.json, "permission": permission.map(JSON.string),
                "raise_a_day": money(effects.raise), "share_of_spend": money(effects.share), "verdict": verdict.json,
                "within": question.map { .string($0.within.brief) },
                "worst_case": money(effects.worstCase),
            ]))
    }
}
