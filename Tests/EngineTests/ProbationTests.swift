import Engine
import Governance
import Testing
import Vocabulary

/// On probation people approve one by one, and it is counted.
@Suite struct ProbationTests {
    @Test func `a tool leaves probation when as many of its decisions were approved as the charter says, not before`()
        async throws
    {
        let world = try await World()
        let charter = try Charters.example().replacing("probation: 50 decisions", with: "probation: 2 decisions")
        try await world.begin(.lookalike(), charter)
        let agent = try Charters.agent()
        _ = try await world.engine.run(agent, shadow: true)
        try await world.promote(to: .recommend)
        try await world.promote(to: .probation)
        let report = try await world.engine.run(agent, shadow: false)
        let pauses = report.entries(.hold).filter { $0.tool == .pause }
        #expect(pauses.allSatisfy { entry in entry.findings.contains { $0.message.contains("of the first 2") } })
        func promotes() async -> Bool {
            do {
                _ = try await world.engine.setStage(.sampled, of: [.pause], agent, by: world.owner, maySkip: false)
                return true
            } catch { return false }
        }
        for (count, entry) in pauses.prefix(2).enumerated() {
            #expect(await !promotes(), "after \(count)")
            guard case .used = try await world.engine.approve(entry.decision, by: world.owner) else {
                Issue.record("not used"); return
            }
        }
        if let third = pauses.dropFirst(2).first {
            _ = try await world.engine.reject(third.decision, because: "no", by: world.owner)
        }
        let stages = try await world.store.read { view in try view.agents().first?.stages ?? [] }
        #expect(stages.first { $0.tool == .pause }?.approvedSoFar == 2, "a no is not counted")
        #expect(await promotes())
    }
}
