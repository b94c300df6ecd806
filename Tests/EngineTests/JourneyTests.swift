import Cryptography
import Execution
import Engine
import Governance
import Reasoning
import Testing
import TransparencyLog
import Vocabulary

/// The line from data to a verified log, over the real store.
@Suite struct JourneyTests {
    private func world() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        return world
    }

    @Test func `R051 a shadow run judges everything and sends nothing`() async throws {
        let world = try await world()
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(!report.entries(.authorise).isEmpty)
        #expect(!report.entries(.hold).isEmpty)
        #expect(!report.entries(.refuse).isEmpty)
        #expect(!report.entries(.escalate).isEmpty)
        #expect(world.platform.attempts == 0)
        let inbox = try await world.store.read { view in try view.inbox() }
        #expect(inbox.isEmpty)
    }

    @Test func `P34 a real run of an agent in shadow sends nothing`() async throws {
        let world = try await world()
        await #expect(throws: EngineError.self) { try await world.engine.run(Charters.agent(), shadow: false) }
        #expect(world.platform.attempts == 0)
    }

    @Test func `a run does what the rehearsal said, and a second one repeats nothing`() async throws {
        let world = try await world()
        let rehearsed = try await world.engine.run(Charters.agent(), shadow: true)
        try await world.promote()
        let real = try await world.engine.run(Charters.agent(), shadow: false)
        func told(_ report: RunReport) -> [String] {
            report.entries.map { "\($0.tool) \(String(describing: $0.entity)) \($0.after) \($0.verdict)" }
        }
        #expect(told(rehearsed) == told(real))
        let done = real.entries(.authorise)
        #expect(done.allSatisfy { $0.state == .done })
        #expect(world.platform.effects.count == done.count)
        let before = world.platform.effects
        let second = try await world.engine.run(Charters.agent(), shadow: false)
        let entities = Set(real.entries.map(\.entity))
        #expect(second.entries.filter { entities.contains($0.entity) }.isEmpty)
        let touched = Set(before.map(\.entity))
        #expect(world.platform.effects.dropFirst(before.count).allSatisfy { !touched.contains($0.entity) })
    }

    @Test func `R182 every decision is explained in at most 12 lines, with a flip that is so`() async throws {
        let world = try await world()
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.entries(.authorise).isEmpty)
        let rulebook = try await world.store.read { view in try view.rulebook(of: try Charters.agent()) }
        let judge = Judge(try required(rulebook), tools: try ToolBook(ToolCatalogue.tools))
        for entry in report.entries {
            let explanation = try await world.engine.explain(entry.decision)
            #expect(explanation.lines.count <= 12)
            #expect(explanation.lines.first?.heading == "What")
            let flip = try required(explanation.flip, "a flip of \(entry)")
            let flipped = judge.by(flip.charter).judge(flip.proposal.canonicalBytes, flip.facts)
            #expect(flipped.verdict == flip.verdict)
            #expect(flip.verdict != entry.verdict)
        }
    }

    @Test func `P23 the log of a whole journey verifies, and so does the pack it is exported as`() async throws {
        let world = try await world()
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let held = try required(report.entries(.hold).first)
        _ = try await world.engine.approve(held.decision, by: world.owner)
        let note = try await world.keeper.checkpoint(key: world.logKey)
        let checked = try await world.keeper.verify(against: [Array(note.description.utf8)], staff: world.staff)
        #expect(checked.verdict.findings.isEmpty)
        #expect(checked.unsigned.isEmpty)
        let folder = try PackFolder(making: world.scratch.path + "/pack")
        _ = try await world.keeper.export(to: folder, key: world.logKey)
        let verdict = PackVerifier(folder).verify()
        #expect(verdict.findings.isEmpty)
        #expect(verdict.leaves.count > 20)
    }
}
