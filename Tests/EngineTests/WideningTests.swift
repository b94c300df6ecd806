import CharterFile
import Engine
import Governance
import Testing
import Vocabulary

/// What a new version of a charter does to the freedom that tools had earned under the one before.
@Suite struct WideningTests {
    private func autonomous() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        _ = try await world.engine.run(Charters.agent(), shadow: true)
        try await world.promote()
        return world
    }

    private func stages(_ world: World) async throws -> [ToolName: Stage] {
        let records = try await world.store.read { view in try view.agents().first?.stages ?? [] }
        return Dictionary(uniqueKeysWithValues: records.map { ($0.tool, $0.stage) })
    }

    private func promote(_ world: World, _ stage: Stage, _ tool: ToolName, maySkip: Bool) async throws {
        _ = try await world.engine.setStage(
            stage, of: [tool], Charters.agent(), by: world.owner, maySkip: maySkip)
    }

    @Test func `P34 a tool whose permission widens goes back to shadow, the others stay where they are`() async throws {
        let world = try await autonomous()
        try await world.apply(
            try Charters.example().replacing("change: 15 % of current", with: "change: 20 % of current"))
        let after = try await stages(world)
        #expect(after[.setDailyBudget] == .shadow)
        #expect(after[.pause] == .autonomous && after[.resume] == .autonomous && after[.moveBudget] == .autonomous)
        let last = try #require(try await world.leaves().last { $0.kind == AuditKind.stageChanged.rawValue })
        #expect(last.word == Stage.shadow.rawValue)
        #expect(
            try await world.keeper.verify(staff: world.staff).unsigned.isEmpty, "the stage is signed with the charter")
        let sent = world.platform.attempts
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(
            report.entries(.authorise).allSatisfy { $0.tool != .setDailyBudget },
            "nothing of what was never rehearsed under it goes by itself")
        #expect(world.platform.attempts >= sent)
    }

    @Test(arguments: [
        ("{ cap: 1250 GBP, per: day", "{ cap: 1300 GBP, per: day", true),
        ("{ cap: 1250 GBP, per: day", "{ cap: 1200 GBP, per: day", false),
        ("min_spend: 100 GBP", "min_spend: 50 GBP", true), ("may_pause: anyone", "may_pause: owner", false),
    ]) func `a limit that widens sends every tool back, one that narrows and who stands in none`(
        old: String, new: String, rests: Bool
    ) async throws {
        let world = try await autonomous()
        let text = try Charters.example().replacing(old, with: new)
        #expect(try text != Charters.example())
        try await world.apply(text)
        let after = try await stages(world)
        #expect(after.count == 4 && after.values.allSatisfy { $0 == (rests ? .shadow : .autonomous) }, "\(after)")
    }

    @Test func `a highest stage that is lowered brings every tool down to it, on the same signature`() async throws {
        let world = try await autonomous()
        try await promote(world, .probation, .resume, maySkip: true)
        try await world.apply(
            try Charters.example().replacing("highest: autonomous", with: "highest: sampled"))
        let after = try await stages(world)
        #expect(after[.resume] == .probation, "what is below stays where it is")
        #expect(after.filter { $0.key != .resume }.allSatisfy { $0.value == .sampled }, "\(after)")
        let last = try #require(try await world.leaves().last { $0.kind == AuditKind.stageChanged.rawValue })
        #expect(last.word == Stage.sampled.rawValue)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        await #expect(throws: EngineError.self) {
            try await promote(world, .autonomous, .pause, maySkip: true)
        }
        await world.close()
    }

    @Test func `what a tool had earned it gets back in one step, after a rehearsal, also where stages may be skipped`()
        async throws
    {
        let world = try await autonomous()
        try await world.apply(
            try Charters.example().replacing("change: 15 % of current", with: "change: 20 % of current"))
        for maySkip in [true, false] {
            await #expect(throws: EngineError.self) {
                try await promote(world, .autonomous, .setDailyBudget, maySkip: maySkip)
            }
        }
        _ = try await world.engine.run(Charters.agent(), shadow: true)
        try await promote(world, .autonomous, .setDailyBudget, maySkip: false)
        #expect(try await stages(world)[.setDailyBudget] == .autonomous)
        // Back in shadow by a person's choice it has nothing to get back.
        try await promote(world, .shadow, .setDailyBudget, maySkip: false)
        await #expect(throws: EngineError.self) {
            try await promote(world, .autonomous, .setDailyBudget, maySkip: false)
        }
    }
}
