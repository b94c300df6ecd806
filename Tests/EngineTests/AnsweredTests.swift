@testable import Engine
import Governance
import Testing
import Vocabulary

/// Who answered, what and why is durable with what the answer did: a crash between two transactions never parts them.
@Suite struct AnsweredTests {
    private static func ran() async throws -> (world: World, store: FailingStore, report: RunReport) {
        var failing: FailingStore?
        let world = try await World(wrapping: { inner in FailingStore(inner) })
        failing = world.store as? FailingStore
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        return (world, try required(failing), try await world.engine.run(Charters.agent(), shadow: false))
    }

    @Test(arguments: 0..<3, [true, false])
    func `P47 a crash after any transaction of an answer leaves who answered and why, or an open hold`(
        count: Int, isYes: Bool
    ) async throws {
        let (world, store, report) = try await Self.ran()
        let held = try required(report.entries(.hold).first).decision
        store.fail(after: count)
        do {
            if isYes {
                _ = try await world.engine.approve(held, by: world.owner)
            } else {
                _ = try await world.engine.reject(held, because: "a sale next week", by: world.owner)
            }
        } catch { #expect(count < 2, "an answer takes fewer transactions than \(count)") }
        store.heal()
        let found = try await store.read { view in (try view.record(of: held), try view.openHold(held)) }
        let record = try required(found.0)
        let isOpen = found.1 != nil
        #expect(isOpen == (record.state == .held))
        #expect(record.answers.isEmpty == isOpen, "\(record.state) with \(record.answers)")
        for answer in record.answers {
            #expect(answer.person == world.owner.person && answer.isYes == isYes)
            #expect(answer.reason == (isYes ? "" : "a sale next week"))
        }
        let entity = try required(report.entries(.hold).first?.entity)
        if world.platform.effects.contains(where: { $0.entity == entity }) { #expect(!isOpen && isYes) }
    }

    @Test(arguments: 0..<3)
    func `P47 a crash after any transaction of an escalation's answer never leaves it open with its effect done`(
        count: Int
    ) async throws {
        let (world, store, report) = try await Self.ran()
        let stopped = try required(report.entries(.escalate).first)
        let entity = try required(stopped.entity)
        let decision = try required(try await store.read { view in try view.decision(stopped.decision) })
        let proposal = try required(decision.proposal?.proposal)
        let id = try await world.escalation(of: entity)
        store.fail(after: count)
        do { _ = try await world.engine.answer(id, .propose(proposal), by: world.owner) } catch {
            #expect(count < 2)
        }
        store.heal()
        let record = try required(try await store.read { view in try view.escalation(id) })
        let wasSent = world.platform.effects.contains { $0.entity == entity }
        let answers = try await world.leaves().filter { $0.kind == "answered" && $0.subject == id.description }
        let isAnswered = record.answers[entity] != nil
        #expect(isAnswered == (count > 0), "the first transaction is the whole answer")
        #expect(answers.count == (isAnswered ? 1 : 0), "who answered is in the log with it")
        if wasSent { #expect(isAnswered) }
        if !isAnswered {
            _ = try await world.engine.answer(id, .propose(proposal), by: world.owner)
            #expect(world.platform.effects.filter { $0.entity == entity }.count == 1)
        }
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.answer(id, .propose(proposal), by: world.owner)
        }
    }

    @Test
    func `of answers to one escalation at the same moment one counts for each object, and it is carried out once`()
        async throws
    {
        let (world, _, report) = try await Self.ran()
        let stopped = try required(report.entries(.escalate).first)
        let entity = try required(stopped.entity)
        let decision = try required(try await world.store.read { view in try view.decision(stopped.decision) })
        let proposal = try required(decision.proposal?.proposal)
        let id = try await world.escalation(of: entity)
        let won = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<8 {
                let answer: EscalationAnswer = index % 2 == 0 ? .propose(proposal) : .doNothing
                group.addTask {
                    do {
                        _ = try await world.engine.answer(id, answer, by: world.owner)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        // To do nothing is an answer for what is left by then.
        #expect(record.answer == "do_nothing" && won == 1 + record.answers.count, "\(won) \(record)")
        #expect(world.platform.effects.filter { $0.entity == entity }.count == record.answers.count)
        let leaves = try await world.leaves().filter { $0.kind == "answered" && $0.subject == id.description }
        #expect(leaves.count == won)
    }
}
