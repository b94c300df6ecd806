@testable import Engine
import Governance
import Testing
import Vocabulary

/// An escalation of many objects is answered object by object: what a person says of some of them decides nothing about the others.
@Suite struct AnsweredInPartTests {
    /// A run that escalated several pauses for one cause, the escalation, and what was asked.
    private static func ran() async throws -> (world: World, id: EscalationID, asked: [Proposal]) {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let stopped = try required(report.entries(.escalate).first { $0.tool == .pause }?.entity)
        let id = try await world.escalation(of: stopped)
        let asked = try required(try await world.engine.explain(id).proposals).filter { $0.tool == .pause }
        #expect(asked.count > 1, "several pauses of one cause")
        return (world, id, asked)
    }

    private static func entity(_ proposal: Proposal) throws -> EntityRef {
        try required(Call(tool: proposal.tool, arguments: proposal.arguments).subject)
    }

    @Test func `what a proposal does not touch waits on, and is not decided`() async throws {
        let (world, id, asked) = try await Self.ran()
        let (first, second) = (try Self.entity(asked[0]), try Self.entity(asked[1]))
        let decision = try required(try await world.engine.answer(id, .propose(asked[0]), by: world.owner))
        #expect(decision.ruling.verdict == .authorise, "\(decision.ruling.findings)")
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(record.answer == nil && record.answers == [first: decision.id])
        #expect(record.waiting == Set(record.objects).subtracting([first]).sorted())
        let (freed, kept) = try await world.store.read { view in
            (try view.entity(first)?.facts, try view.entity(second)?.facts)
        }
        #expect(freed?.waiting == nil && freed?.decidedByPerson != nil)
        #expect(kept?.waiting == .escalation(id) && kept?.decidedByPerson == nil)
        let left = try required(try await world.engine.explain(id).proposals).filter { $0.tool == .pause }
        #expect(left == Array(asked.dropFirst()), "what still waits can be proposed")
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.answer(id, .propose(asked[0]), by: world.owner)
        }
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        let closed = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(closed.answer == "do_nothing" && closed.waiting.isEmpty && closed.answers == [first: decision.id])
        let after = try await world.store.read { view in try view.entity(second)?.facts }
        #expect(after?.waiting == nil && after?.decidedByPerson != nil)
        #expect(world.platform.effects.filter { $0.entity == first }.count == 1)
    }

    @Test func `the last object that is answered closes the escalation`() async throws {
        let (world, id, _) = try await Self.ran()
        let all = try required(try await world.engine.explain(id).proposals)
        let before = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(before.waiting == Set(try all.map(Self.entity)).sorted(), "what was asked is about all that waits")
        try world.engine.checkAnswers(all, before)
        for (place, proposal) in all.enumerated() {
            let decision = try await world.engine.answer(id, .propose(proposal), by: world.owner)
            #expect(decision?.ruling.verdict == .authorise, "\(decision?.ruling.findings ?? [])")
            let record = try required(try await world.store.read { view in try view.escalation(id) })
            #expect((record.answer == nil) == (place < all.count - 1))
        }
        let answered = try await world.leaves().filter { $0.kind == "answered" && $0.subject == id.description }
        #expect(answered.count == all.count, "each with its signature")
        let stopped = try required(before.decisions.first)
        let words = try await world.engine.explain(stopped).lines.first { $0.heading == "Agreed" }?.text
        #expect(words?.contains("answered escalation \(id) with decision ") == true, "\(words ?? "")")
    }

    @Test func `of two proposals for one object at the same moment one counts`() async throws {
        let (world, id, asked) = try await Self.ran()
        let object = try Self.entity(asked[0])
        let won = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (try? await world.engine.answer(id, .propose(asked[0]), by: world.owner)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(won == 1 && world.platform.effects.filter { $0.entity == object }.count == 1)
        let answered = try await world.leaves().filter { $0.kind == "answered" && $0.subject == id.description }
        #expect(answered.count == 1)
    }

    @Test func `one object is answered for once, and none before all proposals are answers`() async throws {
        let (world, id, asked) = try await Self.ran()
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(throws: EngineError.self) { try world.engine.checkAnswers([asked[0], asked[0]], record) }
        try world.engine.checkAnswers([asked[0], asked[1]], record)
    }
}
