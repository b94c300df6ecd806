import Engine
import Execution
import Governance
import Reasoning
import Testing
import Vocabulary

/// What the runtime lowers by itself where the worst-case bill no longer fits a cap.
@Suite struct GettingUnderTests {
    @Test func `P2 campaigns that nothing may touch are made room for by the others, in one run`() async throws {
        // 1.63, 31.45 and 635.00 a day may bill 1169.14; under 1000.00 a day no more than 571.42 may stand.
        let charter = try Charters.example().replacing("cap: 1250 GBP", with: "cap: 1000 GBP")
            .replacing("about: { campaign: \"brand-*\" }", with: "about: { campaign: \"936\" }")
        let world = try await World()
        try await world.begin(.lookalike(), charter)
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        func budget(_ id: String) throws -> Int64 {
            let shown = try required(world.platform.shown(try Bench.campaign(id)))
            return shown.status == .active ? shown.dailyBudget?.minorUnits ?? 0 : 0
        }
        #expect(try budget("936") == 3_145, "it is left as it is")
        let standing = try budget("916") + budget("936") + budget("1178")
        #expect((57_100...57_142).contains(standing), "\(standing)")
        let lowered = report.entries.filter { $0.reason.contains("no longer fits a money cap") }
        #expect(!lowered.isEmpty && lowered.allSatisfy { $0.verdict == .authorise && $0.entity?.id != "936" })
        // Every ad and campaign is proposed about or counted as left alone; what the runtime lowered the agent leaves alone.
        let known = try await world.store.read { view in try view.entities(after: nil, limit: 1_000) }
        let all = Set(known.map(\.facts.ref).filter { $0.kind == .ad || $0.kind == .campaign })
        let proposed = report.entries.filter { !$0.reason.contains("no longer fits a money cap") }.compactMap(\.entity)
        #expect(all.subtracting(proposed).count == report.leftAloneCount, "\(report.leftAlone)")
        #expect(report.leftAlone.contains(" changed recently"), "\(report.leftAlone)")
        let steps = try required(report.outlook.executed).steps.map(\.entity)
        #expect(lowered.allSatisfy { entry in entry.entity.map(steps.contains) == true }, "it is counted on")
        await world.close()
    }
}
