import Engine
import Execution
import Governance
import Testing
import Vocabulary

/// A limit that holds what passes it asks a person, and is answered by the yes it asked for.
@Suite struct HeldByLimitTests {
    private static let pace = "{ tool: ads.pause, at_most: 50 times, in_any: 24 h, over: agent }"
    private static let step = "{ tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }"

    private func lower(_ world: World, _ campaign: String, to pence: Int64) async throws -> Decision {
        try await world.act(
            .setDailyBudget(campaign: try world.campaign(campaign), to: world.pounds(pence)), .setDailyBudget)
    }

    private func world(_ share: String) async throws -> World {
        try await World.limited(["{ share_of_total_spend: \(share), in_any: 24 h, then: hold }", Self.step, Self.pace])
    }

    @Test func `a hold for the share of spend is carried out by its yes, also where more is held by then`()
        async throws
    {
        let world = try await world("0.5 %")
        let held = try await lower(world, "a", to: 9_000)
        let other = try await lower(world, "b", to: 9_000)
        #expect(held.ruling.verdict == .hold && held.ruling.findings.map(\.code) == [.share])
        #expect(other.ruling.verdict == .hold)
        for decision in [held, other] {
            guard case .used = try await world.engine.approve(decision.id, by: world.owner) else {
                Issue.record("the yes was not used")
                continue
            }
            #expect(try await world.store.read { view in try view.state(of: decision.id) } == .done)
        }
        #expect(world.platform.shown(try world.campaign("a"))?.dailyBudget == world.pounds(9_000))
        await world.close()
    }

    @Test func `what is held beside it meanwhile does not make a yes void`() async throws {
        let world = try await world("2 %")
        // For its step alone: 20.00 a day are 2 % of the spend.
        let first = try await lower(world, "a", to: 8_100)
        #expect(first.ruling.findings.filter { $0.verdict == .hold }.map(\.code) == [.approval])
        let second = try await lower(world, "b", to: 9_000)
        #expect(second.ruling.findings.filter { $0.verdict == .hold }.map(\.code) == [.share])
        guard case .used = try await world.engine.approve(first.id, by: world.owner) else {
            Issue.record("the yes was not used")
            return
        }
        #expect(world.platform.shown(try world.campaign("a"))?.dailyBudget == world.pounds(8_100))
        await world.close()
    }

    @Test func `a yes under another charter is void, whatever it asked for`() async throws {
        let world = try await world("50 %")
        let held = try await lower(world, "a", to: 8_000)
        #expect(held.ruling.findings.filter { $0.verdict == .hold }.map(\.code) == [.approval])
        let limits = ["{ share_of_total_spend: 1 %, in_any: 24 h, then: hold }", Self.step, Self.pace]
        _ = try await world.apply(try World.limitedCharter(limits, dayCap: "12500"))
        guard case .void(let findings) = try await world.engine.approve(held.id, by: world.owner) else {
            Issue.record("a yes was used that was given under another charter")
            return
        }
        #expect(findings.first?.message.contains("the charter changed") == true)
        await world.close()
    }
}
