package import Statistics
package import Vocabulary

/// One change that was weighed, proposed or not; for calibration and for comparing options.
package struct Weighed: Sendable {
    /// The campaign or ad.
    package let entity: EntityRef
    /// The planned budget as a multiple of today's; nil for a pause.
    package let ratio: Double?
    /// Probability that the goal improves without breaking a counter-metric.
    package let confidence: Double
    /// The goal's metric with the change.
    package let after: Interval
}

extension StatisticalReasoner {
    /// Every permitted change of the account, each on its own and nothing else planned.
    package func weigh(_ brief: ReasoningBrief) -> [Weighed] {
        guard let model = AccountModel(brief, settings) else { return [] }
        let days = brief.snapshot.days
        let ratios = brief.permissions.budgetSteps.flatMap { step -> [Double] in
            let change = Double(step.change.partsPerMillion) / 1e6
            return [1 - change, 1 + change]
        }
        let budgets = brief.snapshot.campaigns.indices.flatMap { index in
            ratios.map { ratio in
                let judged = model.start.assess(model.start.campaigns[index].budgeted(ratio), at: index, days: days)
                return Weighed(
                    entity: brief.snapshot.campaigns[index].ref, ratio: ratio, confidence: judged.confidence,
                    after: judged.after)
            }
        }
        let pauses = model.ads.map { ad in
            let judged = model.start.assess(pausing: ad, days: days)
            return Weighed(entity: ad.entity.ref, ratio: nil, confidence: judged.confidence, after: judged.after)
        }
        return budgets + pauses
    }
}
