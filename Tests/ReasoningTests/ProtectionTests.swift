import Reasoning
import Testing
import Vocabulary

/// Where a counter-metric's band ends: at a share of the baseline, or at a value.
struct ProtectionTests {
    private static func plan(
        _ world: World, _ ends: [PaidMediaGoal.Protection], baseline: PaidMediaGoal.Baseline? = nil
    ) throws -> ReasoningPlan {
        let goal = PaidMediaGoal(
            improve: try ReferenceAccount.name("cost_per_purchase"), .down, protections: ends, baseline: baseline)
        return StatisticalReasoner().plan(
            ReasoningBrief(snapshot: world.snapshot, goal: goal, permissions: ReferenceAccount.permissions))
    }

    private static func purchases(_ world: World, times percent: Int64) throws -> Decimal12 {
        let count = world.snapshot.totals.purchases.exact
        return Decimal12(units: count.units * Int128(percent) / 100)
    }

    @Test(arguments: UInt64(0)..<4)
    func `a floor as a value, for whatever length, protects as the share that it is`(seed: UInt64) throws {
        let world = try World(seed: seed)
        let name = try ReferenceAccount.name("purchases")
        let whole = try Self.purchases(world, times: 95)
        let week = Decimal12(units: whole.units * 7 / 92)
        let byShare = try Self.plan(world, [.init(name, at: Percentage(percent: 95))])
        #expect(!byShare.drafts.isEmpty)
        for end in [PaidMediaGoal.End.value(.count(whole), per: nil), .value(.count(week), per: .week)] {
            let byValue = try Self.plan(world, [.init(name, .floor, at: end)])
            #expect(byValue.drafts.map(\.change) == byShare.drafts.map(\.change), "\(end)")
        }
        let rate = try ReferenceAccount.name("enquiry_to_purchase_rate")
        let totals = world.snapshot.totals
        let level = totals.purchases.approximate / totals.enquiries.approximate
        let share = Percentage(partsPerMillion: Int64(level * 0.9 * 1e6))
        let byRate = try Self.plan(world, [.init(rate, .floor, at: .value(.ratio(share), per: nil))])
        let rateByShare = try Self.plan(world, [.init(rate, at: Percentage(percent: 90))])
        #expect(byRate.drafts.map(\.change) == rateByShare.drafts.map(\.change))
    }

    @Test(arguments: UInt64(0)..<4)
    func `what fell since the baseline is protected by the baseline and not by what is left`(seed: UInt64) throws {
        let world = try World(seed: seed)
        let name = try ReferenceAccount.name("purchases")
        let floor = [PaidMediaGoal.Protection(name, at: Percentage(percent: 95))]
        func drafts(then percent: Int64) throws -> [Draft.Change] {
            let level = try Self.purchases(world, times: percent)
            // Twice the days with twice the purchases are the same level.
            let baseline = PaidMediaGoal.Baseline([name: Decimal12(units: level.units * 2)], days: 184)
            return try Self.plan(world, floor, baseline: baseline).drafts.map(\.change)
        }
        let now = try Self.plan(world, floor).drafts.map(\.change)
        #expect(try drafts(then: 100) == now)
        // The floor is above what is left: nothing that takes purchases away is proposed.
        let fallen = try drafts(then: 130)
        #expect(fallen.count < now.count, "\(fallen.count) of \(now.count)")
        // A value that somebody gave for the goal says nothing of sums.
        let given = PaidMediaGoal.Baseline([name: try Self.purchases(world, times: 130)], days: nil)
        #expect(try Self.plan(world, floor, baseline: given).drafts.map(\.change) == now)
    }
}
