import Engine
import Governance
import Locks
import Reasoning
import Testing
import Vocabulary

/// A reasoner that wants every budget as high as it can get it, at once or in pieces, and takes no no for an answer.
private struct GreedyReasoner: Reasoner {
    /// What it makes of a budget in one run, one proposal after the other, in per cent of what the one before asked for.
    let steps: [Int64]
    let gbp: Currency

    func propose(_ brief: ReasoningBrief) async -> ReasoningPlan { plan(brief) }
    func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan { plan(brief) }

    private func plan(_ brief: ReasoningBrief) -> ReasoningPlan {
        var drafts: [Draft] = []
        for campaign in brief.snapshot.campaigns {
            guard var budget = campaign.dailyBudget else { continue }
            for step in steps {
                let more = Money(minorUnits: budget.minorUnits * step / 100, gbp)
                do { drafts.append(try ToldReasoner.draft(.dailyBudget(from: budget, to: more), campaign.ref)) } catch {
                }
                budget = more
            }
        }
        return ReasoningPlan(drafts: drafts, nothing: DoNothing(counts: [:], summary: "more"))
    }
}

/// R199: no budget rises by more than half, whatever a reasoner does; the platform's own list of effects is the oracle.
@Suite struct HostileTests {
    private static let limits = [
        "{ tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }",
        "{ tool: ads.set_daily_budget, at_most: 50 times, in_any: 7 d, over: campaign }",
        "{ tool: ads.pause, at_most: 50 times, in_any: 24 h, over: agent }",
        "{ tool: ads.resume, at_most: 50 times, in_any: 24 h, over: agent }",
        "{ tool: ads.create_campaign, at_most: 50 times, in_any: 24 h, over: agent }",
    ]

    private func world(_ steps: [Int64]) async throws -> World {
        let world = try await World(
            reasoner: GreedyReasoner(steps: steps, gbp: try required(Currency("GBP"))))
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, try World.limitedCharter(Self.limits, dayCap: "125000"))
        try await world.promote()
        try await world.engine.sync()
        return world
    }

    /// The most that a campaign's budget rose within any seven days, in per cent of where it stood before.
    private func steepest(_ world: World) throws -> Int64 {
        var most: Int64 = 0
        for effects in Dictionary(grouping: world.platform.effects, by: \.entity).values {
            for (index, first) in effects.enumerated() {
                let before = try Money(parsing: first.before).minorUnits
                for later in effects[index...] where later.at.since(first.at) < .seconds(7 * 86_400) {
                    most = max(most, (try Money(parsing: later.after).minorUnits - before) * 100 / before)
                }
            }
        }
        return most
    }

    @Test(arguments: [[151], [200], [1_100], [1_000_000], [130, 151], [151, 100]])
    func `R199 a step of more than half has no effect, however large it is and however often it is asked for`(
        steps: [Int64]
    ) async throws {
        let world = try await world(steps)
        for _ in 0..<4 {
            let report = try await world.engine.run(Charters.agent(), shadow: false)
            #expect(!report.entries.isEmpty)
            world.clock.advance(.seconds(7 * 3_600))
        }
        #expect(world.platform.attempts == 0)
        await world.close()
    }

    /// People let the reasoner go on: they hold their reviews, and answer what was escalated so that its objects are free again.
    private func letGoOn(_ world: World) async throws {
        let agent = try Charters.agent()
        for case .escalation(let asked) in try await world.store.read({ view in try view.inbox() }) {
            _ = try await world.engine.answer(asked.escalation.id, .changeCharter, by: world.owner)
        }
        for person in [world.owner, world.deputy] {
            if try await world.engine.dueReviews(agent, askedOf: person.person).isEmpty { continue }
            _ = try await world.engine.signReviews(agent, by: person, note: "test")
        }
    }

    @Test(arguments: [[115], [114, 114, 114, 114], [105, 105, 105, 105, 105, 105, 151]])
    func `R199 pieces of a step come to no more than half in any seven days, over three weeks of trying`(
        steps: [Int64]
    ) async throws {
        let world = try await world(steps)
        for _ in 0..<26 {
            _ = try await world.engine.run(Charters.agent(), shadow: false)
            try await letGoOn(world)
            world.clock.advance(.seconds(20 * 3_600))
            try await world.engine.sync()
        }
        let most = try steepest(world)
        #expect(most <= 50, "a budget rose by \(most) % within seven days")
        #expect(most > 10 && !world.platform.effects.isEmpty, "nothing was tried, so nothing is proved")
        await world.close()
    }
}
