import Engine
import Execution
import Foundation
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

/// The same adversary against limits on change: how often, by how much, which share. The oracle is again what the platform saw.
@Suite struct AdversaryLimitsTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
    private static let campaigns = ["a", "b", "c"]
    private static let hour: Int64 = 3_600

    /// Fourteen days in steps of three hours, so that windows of seven days slide over what was done.
    @Test(arguments: [1, 2]) func `P1 sixty-four callers never pass a limit on how often, how far or which share`(
        seed: Int
    ) async throws {
        let world = try await World.limited([
            "{ tool: ads.set_daily_budget, at_most: 2 times, in_any: 6 h, over: campaign }",
            "{ tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }",
            "{ tool: ads.pause, at_most: 3 times, in_any: 7 d, over: account }",
            "{ share_of_total_spend: \(seed == 1 ? 20 : 60) %, in_any: 7 d, then: refuse }",
            "{ tool: ads.resume, at_most: 50 times, in_any: 24 h, over: agent }",
            "{ tool: ads.create_campaign, at_most: 50 times, in_any: 24 h, over: agent }",
        ])
        world.platform.fails(AdversaryTests.faults(seed))
        let each = Self.isProof ? 20 : 1
        for _ in 0..<112 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        for _ in 0..<each {
                            do { try await world.act(try Self.attack(world)) } catch {
                                Issue.record("seed \(seed): \(error)")
                            }
                        }
                    }
                }
            }
            world.clock.advance(.seconds(3 * Self.hour))
            _ = try await world.engine.recover { _ in false }
        }
        let seen = try Seen(world.platform.effects)
        #expect(seen.problems(share: seed == 1 ? 20 : 60) == [])
        // The limits were reached, so that passing them was tried.
        #expect(seen.mostBudgets == 2 && seen.mostPauses == 3, "\(seen.mostBudgets) and \(seen.mostPauses)")
        let isTried = seed == 1 ? seen.mostShare > 15 : seen.furthest > 25
        #expect(isTried, "at most \(seen.furthest) %, \(seen.mostShare) % of spend: nothing is proved")
        await world.close()
    }

    /// Small steps that only their sum forbids.
    private static func attack(_ world: World) throws -> [UInt8] {
        let dice = world.clock
        let campaign = try world.campaign(campaigns[dice.below(3)])
        let now = world.platform.shown(campaign)?.dailyBudget?.minorUnits ?? 10_000
        if dice.below(4) == 0 {
            return try world.bytes(.pause(try world.ad("\(campaign.id)-\(1_000 + dice.below(6))")), .pause)
        }
        // What is more than 15 % would be held, and lock the campaign. One campaign goes up for the most part, the others down.
        let step = max(1, now * Int64(dice.below(15)) / 100)
        let isUp = (dice.below(8) > 0) == (campaign.id == "a")
        let to = isUp ? now + step : max(100, now - step)
        return try world.bytes(.setDailyBudget(campaign: campaign, to: world.pounds(to)), .setDailyBudget)
    }
}

/// What a platform saw, held against limits.
private struct Seen {
    private struct Step {
        let at: Instant
        let entity: EntityRef
        let from: Int64
        let to: Int64
    }

    private let budgets: [EntityRef: [Step]]
    private let pauses: [Instant]
    private(set) var mostBudgets = 0
    private(set) var mostPauses = 0
    /// Percent of where a budget stood seven days before.
    private(set) var furthest: Int64 = 0
    private(set) var mostShare: Int64 = 0

    /// 500,000 of an ad, eighteen of them, over 92 days; a step of a budget moves its difference on each of these days.
    private static let spend: Int64 = 18 * 500_000

    init(_ effects: [Effect]) throws {
        let steps = try effects.filter { $0.field == "daily_budget" }.map { effect in
            Step(
                at: effect.at, entity: effect.entity, from: try Money(parsing: effect.before).minorUnits,
                to: try Money(parsing: effect.after).minorUnits)
        }
        budgets = Dictionary(grouping: steps, by: \.entity)
        pauses = effects.filter { $0.field == "status" && $0.after == "paused" }.map(\.at)
        for steps in budgets.values {
            for last in steps {
                mostBudgets = max(mostBudgets, steps.count { Seen.isIn($0.at, last.at, hours: 6) })
                let week = steps.filter { Seen.isIn($0.at, last.at, hours: 168) }
                // From where it stood at the window's start: there and back again is not far.
                guard let first = week.first, first.from > 0 else { continue }
                let moved = abs(last.to - first.from)
                // Rounded up: 30.01 % is more than 30 %.
                furthest = max(furthest, (moved * 100 + first.from - 1) / first.from)
            }
        }
        for end in effects.map(\.at) {
            let paused = pauses.count { Seen.isIn($0, end, hours: 168) }
            mostPauses = max(mostPauses, paused)
            let moved = steps.filter { Seen.isIn($0.at, end, hours: 168) }.map { abs($0.to - $0.from) * 92 }.reduce(
                0, +)
            mostShare = max(mostShare, ((moved + Int64(paused) * 500_000) * 100 + Seen.spend - 1) / Seen.spend)
        }
    }

    private static func isIn(_ at: Instant, _ end: Instant, hours: Int64) -> Bool {
        at <= end && end.since(at) < .seconds(hours * 3_600)
    }

    func problems(share: Int64) -> [String] {
        var found: [String] = []
        if mostBudgets > 2 { found.append("\(mostBudgets) steps of a budget in six hours") }
        if mostPauses > 3 { found.append("\(mostPauses) pauses in seven days") }
        if furthest > 30 { found.append("a budget moved by \(furthest) % in seven days") }
        if mostShare > share { found.append("\(mostShare) % of spend in seven days") }
        return found
    }
}
