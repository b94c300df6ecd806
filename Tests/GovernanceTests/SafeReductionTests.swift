import Governance
import TestKit
import Testing
import Vocabulary

@Suite struct SafeReductionTests {
    @Test(arguments: 0..<200) func `P2 what the runtime lowers to fits every cap, and no penny more would`(seed: Int)
        throws
    {
        var random = SeededNumbers(UInt64(seed))
        let gbp = try #require(Currency("GBP"))
        let lines = (0..<1 + random.below(4)).map { _ in
            CommitmentLine(billed: Int64(random.below(50_000)), quarters: Int64(1 + random.below(130)))
        }
        let facts = CapFacts(key: "constraints.money[0]", used: 0, lines: lines)
        let cap = Money(minorUnits: Int64(60_000 + random.below(200_000)), gbp)
        let campaigns = try Self.campaigns(&random)
        let budgets = SafeReduction.budgets([(cap, facts)], campaigns)
        let before = campaigns.map(\.daily).reduce(0, +)
        let after = budgets.isEmpty ? before : budgets.map(\.daily).reduce(0, +)
        #expect(try #require(facts.commitment(daily: after)) <= cap.minorUnits)
        if !budgets.isEmpty {
            #expect(try #require(facts.commitment(daily: after + Int64(campaigns.count))) > cap.minorUnits)
            #expect(zip(budgets, campaigns).allSatisfy { $0.daily <= $1.daily })
        }
    }

    @Test(arguments: 0..<200) func `P2 what somebody else raised goes back before anything else is lowered`(seed: Int)
        throws
    {
        var random = SeededNumbers(UInt64(seed) + 3_000)
        let gbp = try #require(Currency("GBP"))
        let facts = Self.oneLine(&random)
        let cap = Money(minorUnits: Int64(60_000 + random.below(200_000)), gbp)
        let campaigns = try Self.campaigns(&random)
        let former = Dictionary(
            uniqueKeysWithValues: campaigns.filter { _ in random.below(2) == 0 }.map {
                ($0.campaign, Int64(random.below(Int($0.daily) + 500)))
            })
        let budgets = SafeReduction.budgets([(cap, facts)], campaigns, former: former)
        guard !budgets.isEmpty else { return }
        let after = budgets.map(\.daily).reduce(0, +)
        #expect(try #require(facts.commitment(daily: after)) <= cap.minorUnits)
        #expect(try #require(facts.commitment(daily: after + Int64(2 * campaigns.count))) > cap.minorUnits)
        let base = campaigns.map { min($0.daily, former[$0.campaign] ?? $0.daily) }
        let isBelow = zip(budgets, base).contains { $0.daily < $1 }
        #expect(!isBelow || zip(budgets, base).allSatisfy { $0.daily <= $1 }, "first what came on top, all of it")
    }

    @Test(arguments: 0..<200) func `P2 what nothing may be done to is made room for by the others`(seed: Int) throws {
        var random = SeededNumbers(UInt64(seed) + 1_000)
        let gbp = try #require(Currency("GBP"))
        let facts = Self.oneLine(&random)
        let cap = Money(minorUnits: Int64(60_000 + random.below(200_000)), gbp)
        let fixed = Int64(random.below(9_000))
        let campaigns = try Self.campaigns(&random)
        let budgets = SafeReduction.budgets([(cap, facts)], campaigns, fixed: fixed)
        let after = (budgets.isEmpty ? campaigns : budgets).map(\.daily).reduce(fixed, +)
        let alone = try #require(facts.commitment(daily: fixed))
        // Where the fixed part alone is too much, everything else stops.
        #expect(try #require(facts.commitment(daily: after)) <= max(cap.minorUnits, alone))
        #expect(alone <= cap.minorUnits || budgets.allSatisfy { $0.daily == 0 } && !budgets.isEmpty)
    }

    @Test(arguments: 0..<200)
    func `P2 nothing is left with pennies, and what is paused for it leaves its room to the others`(
        seed: Int
    ) throws {
        var random = SeededNumbers(UInt64(seed) + 2_000)
        let gbp = try #require(Currency("GBP"))
        let facts = Self.oneLine(&random)
        let cap = Money(minorUnits: Int64(60_000 + random.below(60_000)), gbp)
        let campaigns = try Self.campaigns(&random)
        let least = Int64(1 + random.below(3_000))
        let budgets = SafeReduction.budgets([(cap, facts)], campaigns, least: least)
        guard !budgets.isEmpty else { return }
        #expect(try #require(facts.commitment(daily: budgets.map(\.daily).reduce(0, +))) <= cap.minorUnits)
        for (after, before) in zip(budgets, campaigns) {
            #expect(after.daily <= before.daily)
            #expect(after.daily == 0 || after.daily >= min(least, before.daily / 2), "\(after) of \(before)")
        }
        // With what is paused aside, the others have all the room there is.
        let room = Int128(SafeReduction.most(under: [(cap, facts)]))
        let kept = zip(budgets, campaigns).filter { $0.0.daily > 0 }
        let whole = kept.map { Int128($0.1.daily) }.reduce(0, +)
        #expect(kept.isEmpty || kept.map { Int128($0.0.daily) }.reduce(0, +) + Int128(kept.count) >= min(room, whole))
    }

    private static func oneLine(_ random: inout SeededNumbers) -> CapFacts {
        let line = CommitmentLine(billed: Int64(random.below(50_000)), quarters: Int64(1 + random.below(130)))
        return CapFacts(key: "k", used: 0, lines: [line])
    }

    private static func campaigns(_ random: inout SeededNumbers) throws -> [(campaign: EntityRef, daily: Int64)] {
        try (0..<1 + random.below(6)).map { index in
            (campaign: try #require(EntityRef(.campaign, "\(index)")), daily: Int64(1 + random.below(40_000)))
        }
    }

    @Test func `P5 a cap whose commitment fits no number pauses everything`() throws {
        let gbp = try #require(Currency("GBP"))
        let campaigns = [(campaign: try #require(EntityRef(.campaign, "1")), daily: Int64(500))]
        let roomy = CapFacts(key: "k", used: 0, lines: [CommitmentLine(billed: 0, quarters: 7)])
        let cap = Money(minorUnits: 100_000, gbp)
        #expect(SafeReduction.budgets([(cap, roomy)], campaigns).isEmpty)
        #expect(SafeReduction.budgets([(cap, roomy), (cap, nil)], campaigns).map(\.daily) == [0])
    }
}

/// A tiny generator, so that a seed repeats a case.
private struct SeededNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
