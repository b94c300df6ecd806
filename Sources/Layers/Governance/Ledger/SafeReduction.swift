public import Vocabulary

/// What brings an account back under its caps: every active campaign lowered by the same share, or paused.
public enum SafeReduction: Sendable {
    /// The new daily budgets, minor units, of the campaigns that have to shrink; 0 is a pause. Empty where every cap holds.
    /// A cap without facts, since its commitment does not fit into a number, pauses everything.
    /// - Parameter fixed: minor units a day of what nothing may be done to: the others make room for it.
    public static func budgets(
        _ caps: [(cap: Money, facts: CapFacts?)], _ campaigns: [(campaign: EntityRef, daily: Int64)], fixed: Int64 = 0
    ) -> [(campaign: EntityRef, daily: Int64)] {
        let total = campaigns.map { Int128($0.daily) }.reduce(0, +)
        let whole = total + Int128(fixed)
        let room =
            (caps.map { cap in cap.facts.map { most(under: cap.cap.minorUnits, $0) } ?? 0 }.min() ?? whole)
            - Int128(fixed)
        guard total > 0, total > room else { return [] }
        return campaigns.map { campaign, daily in
            (campaign, Int64(Rounding.down.divide(Int128(daily) * max(0, room), by: total)))
        }
    }

    /// The most daily budget with which a cap holds on every line: `billed + quarters x daily / 4 <= cap`.
    private static func most(under cap: Int64, _ facts: CapFacts) -> Int128 {
        facts.lines.filter { $0.quarters > 0 }.map { line in
            Rounding.down.divide((Int128(cap) - Int128(line.billed)) * 4, by: Int128(line.quarters))
        }.min() ?? Int128(Int64.max)
    }
}
