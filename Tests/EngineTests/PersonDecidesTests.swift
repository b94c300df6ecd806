@testable import Engine
import Governance
import Reasoning
import Testing
import Vocabulary

/// What a person decided is not undone by the next proposal, whatever reasoner makes it.
@Suite struct PersonDecidesTests {
    private static let day: Int64 = 24 * 3_600

    private func ran() async throws -> (world: World, report: RunReport) {
        let world = try await World.promoted()
        return (world, try await world.engine.run(Charters.agent(), shadow: false))
    }

    private func asked(_ world: World, _ entry: RegisterEntry) async throws -> Decision {
        let decision = try await world.store.read { view in try view.decision(entry.decision) }
        return try await world.decide(try required(decision).bytes)
    }

    private func says(_ decision: Decision) -> Bool {
        decision.ruling.findings.contains { $0.code == .personDecided && $0.verdict == .refuse }
    }

    @Test func `R031 after a person's no the agent may not do the same, or something else, to the object`() async throws
    {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let campaign = try required(held.entity)
        _ = try await world.engine.reject(held.decision, because: "a sale next week", by: world.owner)
        let before = world.platform.effects.count
        let rulebook = try required(try await world.store.read { view in try view.rulebook(of: Charters.agent()) })
        let shown = try await world.engine.brief(rulebook, at: world.clock.now()).snapshot
        #expect(shown.campaigns.first { $0.ref == campaign }?.standing == .decided)
        #expect(try await says(asked(world, held)))
        // A smaller step is as much against the no as the one that was refused, and so is a pause.
        for call in [Call.pause(campaign), .setDailyBudget(campaign: campaign, to: world.pounds(3_200))] {
            let tool: ToolName = if case .pause = call { .pause } else { .setDailyBudget }
            #expect(try await says(world.decide(world.bytes(call, tool))), "\(call)")
        }
        #expect(world.platform.effects.count == before)
        world.clock.advance(.seconds(Self.day - 1))
        #expect(try await says(asked(world, held)))
        world.clock.advance(.seconds(1))
        let later = try await asked(world, held)
        #expect(!says(later), "the charter's 24 h are over")
        // What a person prevented is asked about for four weeks, also where the agent could do it by itself.
        let smaller = Call.setDailyBudget(campaign: campaign, to: world.pounds(3_200))
        func asks() async throws -> Bool {
            let decision = try await world.decide(try world.bytes(smaller, .setDailyBudget))
            return decision.ruling.findings.contains { $0.code == .personDecided && $0.verdict == .hold }
        }
        #expect(try await asks())
        world.clock.advance(.seconds(27 * Self.day - 1))
        #expect(try await asks())
        world.clock.advance(.seconds(1))
        #expect(try await !asks())
    }

    @Test func `R031 do nothing and undo lock the object as well, to change the charter does not`() async throws {
        let (world, report) = try await ran()
        let escalated = try required(report.entries(.escalate).first)
        let id = try await world.escalation(of: try required(escalated.entity))
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        #expect(try await says(asked(world, escalated)))
        let done = try required(report.entries(.authorise).first)
        #expect(try await !says(asked(world, done)))
        _ = try await world.engine.undo(done.decision, by: world.owner)
        #expect(try await says(asked(world, done)))
        let (other, again) = try await ran()
        let stopped = try required(again.entries(.escalate).first)
        let question = try await other.escalation(of: try required(stopped.entity))
        _ = try await other.engine.answer(question, .changeCharter, by: other.owner)
        #expect(try await !says(asked(other, stopped)))
    }

    @Test func `R031 a person may still act on what a person decided, and the runtime may still narrow`() async throws {
        let (world, report) = try await ran()
        let done = try required(report.entries(.authorise).first)
        let entity = try required(done.entity)
        _ = try await world.engine.undo(done.decision, by: world.owner)
        let agent = try Charters.agent()
        let bytes = try world.bytes(.pause(entity), .pause)
        for authority in [Authority.undo(world.owner.person), .safety] {
            let engine = world.engine
            let (decision, _) = try await engine.gate.decide(bytes, of: agent, in: world.clock.fresh(), by: authority) {
                permit in try await engine.carry(permit)
            }
            #expect(!says(decision))
        }
    }
}
