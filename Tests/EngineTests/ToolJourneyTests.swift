import Engine
import Execution
import Governance
import Sandbox
import Schemas
import Testing
import Vocabulary

/// R124: each tool that no other journey carries out, from its proposal through the gate to the sandbox platform and back.
@Suite struct ToolJourneyTests {
    private static let limits = [
        "{ tool: ads.set_daily_budget, at_most: 9 times, in_any: 7 d, over: campaign }",
        "{ tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }",
        "{ tool: ads.delete, at_most: 9 times, in_any: 24 h, over: agent }",
        "{ tool: ads.set_targeting, at_most: 9 times, in_any: 24 h, over: agent }",
        "{ tool: ads.pause, at_most: 50 times, in_any: 24 h, over: agent }",
        "{ tool: ads.resume, at_most: 50 times, in_any: 24 h, over: agent }",
        "{ tool: ads.create_campaign, at_most: 9 times, in_any: 24 h, over: agent }",
    ]

    private func journey() async throws -> ForecastWorld {
        let charter = try World.limitedCharter(Self.limits, dayCap: "12500")
            .replacing(
                "    - tool: ads.resume\n",
                with: "    - tool: ads.resume\n    - tool: ads.set_targeting\n"
            ).replacing(
                "  with_approval:\n",
                with:
                    "  with_approval:\n    - tool: ads.delete\n      ask: [role:marketing-manager]\n      answer_within: 4 h\n"
            )
        let journey = try await ForecastWorld(seed: 3, charter)
        try await journey.world.engine.sync()
        return journey
    }

    /// The decision, authorised and carried out, with its only action.
    private func done(_ call: Call, _ tool: ToolName, _ world: World) async throws -> (DecisionID, ActionRecord) {
        let decision = try await world.act(call, tool)
        if decision.ruling.verdict == .hold {
            _ = try await world.engine.approve(decision.id, by: world.owner)
        } else {
            try #require(decision.ruling.verdict == .authorise, "\(decision.ruling.findings)")
        }
        let stored = try await world.store.read { view in try view.record(of: decision.id) }
        let record = try required(stored)
        #expect(record.state == .done && record.actions.count == 1, "\(record.actions)")
        return (decision.id, try required(record.actions.first))
    }

    @Test func `R124 a campaign is created, paused, and undone by deleting it`() async throws {
        let journey = try await journey()
        let world = journey.world
        let new = NewCampaign(name: "Größe", dailyBudget: world.pounds(1_000), market: "GB", channel: "paid_social")
        let (id, action) = try await done(.createCampaign(new), .createCampaign, world)
        let made = try required(action.receipt?.after.first?.entity)
        let shown = try await journey.shown(made)
        #expect(shown.name == "Größe" && shown.status == .paused && shown.dailyBudget == new.dailyBudget)
        let undone = try await world.engine.undo(id, by: world.owner)
        let isBack = undone.count == 1 && undone.allSatisfy { $0.became.isDone }
        #expect(isBack, "\(undone)")
        #expect(try await journey.shown(made).status == .deleted)
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        await journey.close()
    }

    @Test func `R124 whom a campaign is shown to is set, and undone to exactly whom it was shown before`() async throws
    {
        let journey = try await journey()
        let world = journey.world
        let campaign = try world.campaign("c1")
        func set(_ ages: [String]) async throws -> DecisionID {
            let audience = Targeting(markets: ["GB"], ageBands: ages, interests: ["15"])
            let (id, _) = try await done(.setTargeting(campaign, audience), .setTargeting, world)
            let now = try await journey.shown(campaign).targeting
            #expect(String(decoding: now.canonicalBytes, as: UTF8.self) == audience.text)
            return id
        }
        _ = try await set(["30-34"])
        let first = try await journey.shown(campaign).targeting
        let second = try await set(["35-39", "40-44"])
        let undone = try await world.engine.undo(second, by: world.owner)
        let isBack = undone.allSatisfy { $0.became.isDone }
        #expect(isBack, "\(undone)")
        #expect(try await journey.shown(campaign).targeting == first)
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        await journey.close()
    }

    @Test func `R124 an ad is deleted for good, and undo says that nothing brings it back`() async throws {
        let journey = try await journey()
        let world = journey.world
        let ad = try world.ad("c0-3")
        #expect(ToolCatalogue.tools.first { $0.name == .delete }?.effect == .irreversible)
        let (id, _) = try await done(.delete(ad), .delete, world)
        #expect(try await journey.shown(ad).status == .deleted)
        let undone = try await world.engine.undo(id, by: world.owner)
        guard case .exception(let why)? = undone.first?.became else {
            Issue.record("\(undone)")
            return
        }
        #expect(why.contains("nothing brings it back"))
        #expect(try await journey.shown(ad).status == .deleted)
        await journey.close()
    }
}

extension Undone {
    fileprivate var isDone: Bool { if case .done = self { true } else { false } }
}
