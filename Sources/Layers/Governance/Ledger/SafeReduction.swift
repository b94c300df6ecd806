public import Vocabulary

/// What brings an account back under its caps: every active campaign lowered by the same share, or paused.
public enum SafeReduction: Sendable {
    /// The new daily budgets, minor units, of the campaigns that have to shrink; 0 is a pause. Empty where every cap holds.
    /// A cap without facts, since its commitment does not fit into a number, pauses everything.
    /// - Parameters:
    ///   - fixed: minor units a day of what nothing may be done to: the others make room for it.
    ///   - least: the least budget that is worth running; a campaign that would have less, and less than half of what it has, is
    ///     paused, the smallest first, and the others have the room.
    ///   - former: minor units a day that campaigns had before somebody else raised them: what came on top goes first.
    public static func budgets(
        _ caps: [(cap: Money, facts: CapFacts?)], _ campaigns: [(campaign: EntityRef, daily: Int64)], fixed: Int64 = 0,
        least: Int64 = 0, former: [EntityRef: Int64] = [:]
    ) -> [(campaign: EntityRef, daily: Int64)] {
        let total = campaigns.map { Int128($0.daily) }.reduce(0, +)
        let room = Int128(most(under: caps)) - Int128(fixed)
        guard total > 0, total > room else { return [] }
        let before = campaigns.map { ($0.campaign, daily: min($0.daily, max(0, former[$0.campaign] ?? $0.daily))) }
        let left = room - before.map { Int128($0.daily) }.reduce(0, +)
        guard left > 0 else { return shares(of: before, room: room, least: least) }
        let onTop = zip(campaigns, before).map { ($0.campaign, daily: $0.daily - $1.daily) }
        return zip(before, shares(of: onTop, room: left, least: 0)).map { ($0.0, $0.daily + $1.daily) }
    }

    /// What is left to each campaign where all of them together may have `room` minor units a day: as large a part of what it has
    /// as each other has, and never more than that; 0 for what `least` pauses.
    public static func shares(
        of campaigns: [(campaign: EntityRef, daily: Int64)], room: Int128, least: Int64
    ) -> [(campaign: EntityRef, daily: Int64)] {
        var kept = campaigns.indices.sorted { campaigns[$0].daily > campaigns[$1].daily }
        var whole = campaigns.map { Int128($0.daily) }.reduce(0, +)
        func share(of index: Int) -> Int64 {
            guard whole > 0 else { return 0 }
            let share = Rounding.down.divide(Int128(campaigns[index].daily) * max(0, room), by: whole)
            return min(campaigns[index].daily, Int64(clamping: share))
        }
        while let last = kept.last, share(of: last) < min(least, campaigns[last].daily / 2) {
            whole -= Int128(campaigns[last].daily)
            kept.removeLast()
        }
        let shares = Dictionary(uniqueKeysWithValues: kept.map { ($0, share(of: $0)) })
        return campaigns.indices.map { (campaigns[$0].campaign, shares[$0] ?? 0) }
    }

    /// The most daily budget with which every cap holds on every line, `billed + quarters x daily / 4 <= cap`: minor units a
    /// day, below zero where what was billed is above a cap already. A cap without facts leaves nothing.
    public static func most(under caps: [(cap: Money, facts: CapFacts?)]) -> Int64 {
        caps.map { cap in cap.facts.map { most($0) { line in cap.cap.minorUnits - line.billed } } ?? 0 }.min() ?? .max
    }

    /// The same where nothing is billed yet: what the caps allow in windows that are still empty.
    public static func mostOfAll(under caps: [(cap: Money, facts: CapFacts?)]) -> Int64 {
        caps.map { cap in cap.facts.map { most($0) { _ in cap.cap.minorUnits } } ?? 0 }.min() ?? .max
    }

    private static func most(_ facts: CapFacts, _ left: (CommitmentLine) -> Int64) -> Int64 {
        facts.lines.filter { $0.quarters > 0 }.map { line in
            Int64(clamping: Rounding.down.divide(Int128(left(line)) * 4, by: Int128(line.quarters)))
        }.min() ?? .max
    }
}
