@testable import Engine
import Governance
import Schemas
import Testing
import Vocabulary

/// Escalations that nobody answers: more people are asked, nothing is decided by time alone.
@Suite struct ClimbingTests {
    private func stopped() async throws -> (world: World, entity: EntityRef, id: EscalationID) {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let entity = try required(report.entries(.escalate).first?.entity)
        return (world, entity, try await world.escalation(of: entity))
    }

    private func mayAnswer(_ world: World, _ id: EscalationID, _ person: Signatory) async -> Bool {
        do {
            _ = try await world.engine.answer(id, .doNothing, by: person)
            return true
        } catch { return false }
    }

    @Test func `R041 an unanswered escalation asks the deputy from half of its time on, not before`() async throws {
        let (world, _, id) = try await stopped()
        world.clock.advance(.seconds(2 * 3_600 - 1))
        #expect(await !mayAnswer(world, id, world.deputy))
        world.clock.advance(.seconds(1))
        #expect(await mayAnswer(world, id, world.deputy))
        let record = try await world.store.read { view in try view.escalation(id) }
        #expect(record?.answeredBy == world.deputy.person)
    }

    @Test func `R041 who is asked because nobody answered may propose as who was asked first`() async throws {
        let (world, entity, id) = try await stopped()
        world.clock.advance(.seconds(2 * 3_600))
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        let stopped = try required(record.decisions.first)
        let decision = try await world.store.read { view in try view.decision(stopped) }
        let proposal = try required(try required(decision).proposal?.proposal)
        let answered = try await world.engine.answer(id, .propose(proposal), by: world.deputy)
        #expect(answered?.ruling.verdict == .authorise, "\(answered?.ruling.findings ?? [])")
        #expect(
            proposal.arguments.description.contains(world.platform.effects.last?.entity.id ?? "nothing"), "\(entity)")
    }

    @Test func `R041 from four fifths on it asks the role that the owner reports to, and never a stranger`()
        async throws
    {
        let (world, _, id) = try await stopped()
        let head = try world.staff.add("head@example.com", ["head-of-marketing"], seed: 5)
        let other = try world.staff.add("other@example.com", ["intern"], seed: 6)
        world.clock.advance(.seconds(4 * 3_600 * 4 / 5 - 1))
        #expect(await !mayAnswer(world, id, head))
        world.clock.advance(.seconds(1))
        for nobody in [other, world.stranger] { #expect(await !mayAnswer(world, id, nobody)) }
        #expect(await mayAnswer(world, id, head))
    }

    @Test func `P30 an escalation past its deadline decides nothing: the object stays locked, and an alarm says so`()
        async throws
    {
        let (world, entity, id) = try await stopped()
        let before = world.platform.effects.filter { $0.entity == entity }.count
        for day in 0..<3 {
            world.clock.advance(.seconds(86_400))
            let report = try await world.engine.run(Charters.agent(), shadow: false)
            #expect(report.overdue.contains { $0.subject == id.description }, "day \(day)")
            #expect(report.json["alarms"]?.description.contains(id.description) == true)
            let waiting = try await world.store.read { view in try view.entity(entity)?.facts.waiting }
            #expect(waiting == .escalation(id))
        }
        #expect(world.platform.effects.filter { $0.entity == entity }.count == before)
        let leaves = try await world.leaves().filter { $0.subject == id.description }
        #expect(leaves.filter { $0.kind == "alarm" && $0.word == "overdue" }.count == 1)
        let package = try await world.engine.explain(id)
        let decides = package.lines.first { $0.heading == "Decides" }?.text ?? ""
        #expect(decides.contains("overdue since") && decides.contains(world.deputy.person.text), "\(decides)")
        let inbox = try await world.store.read { view in try view.inbox() }
        #expect(inbox.contains { if case .escalation(let open) = $0 { open.escalation.id == id } else { false } })
        #expect(await mayAnswer(world, id, world.owner))
        let freed = try await world.store.read { view in try view.entity(entity)?.facts.waiting }
        #expect(freed == nil)
    }

    @Test func `P30 whoever looks records the steps of 50 and 80 per cent once each`() async throws {
        let (world, _, id) = try await stopped()
        for _ in 0..<(4 * 60) {
            world.clock.advance(.seconds(60))
            _ = try await world.engine.reminders()
        }
        let words = try await world.leaves().filter { $0.subject == id.description }.map(\.word)
        #expect(words == ["after_50_percent", "after_80_percent", "overdue"])
    }
}
