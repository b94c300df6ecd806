@testable import Engine
import Governance
import Reasoning
import Schemas
import Testing
import Vocabulary

/// What a run says of what it was allowed to do and of which nobody knows whether it was done.
@Suite struct UnconfirmedRunTests {
    private func counts(_ world: World) async throws -> RunCounts {
        try required(
            try await world.store.read { view in
                try view.runs(Charters.agent(), limit: 1).first.flatMap { try view.counts(of: $0) }
            })
    }

    /// Until a read proves what happened.
    private func settle(_ world: World) async throws {
        world.platform.fails { _ in .none }
        world.clock.advance(.seconds(3_600))
        #expect(try await world.engine.reconcile() == 0)
    }

    @Test(arguments: [Fault.requestLost, .dropped])
    func `P41 a run of which nothing came does not say that it acted, then or later, and raises an alarm`(fault: Fault)
        async throws
    {
        let world = try await World.promoted()
        world.platform.fails { _ in fault }
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let asked = report.entries(.authorise).count
        #expect(asked > 2)
        #expect(report.entries(.executed).isEmpty && report.entries(.inDoubt).count == asked)
        #expect(report.alarms.contains { $0.contains("\(asked) actions were authorised and none is confirmed") })
        #expect(report.json["executed"]?.arrayValue?.isEmpty == true)
        #expect(report.json["unconfirmed"]?.arrayValue?.compactMap { $0["state"]?.stringValue }.count == asked)
        #expect(report.outlook.executed == nil, "nothing is foreseen of what may not have happened")
        let alarms = try await world.leaves().filter { $0.kind == AuditKind.alarm.rawValue }
        #expect(alarms.count == 1)
        #expect(try await counts(world)[.inDoubt] == asked)
        #expect(try await counts(world)[.executed] == 0)
        try await settle(world)
        let known = try await counts(world)
        #expect(
            known
                == RunCounts([
                    .notSent: asked, .held: known[.held], .escalated: known[.escalated], .refused: known[.refused],
                ]))
        await world.close()
    }

    @Test func `what is confirmed and what is in doubt stand apart, and one thing done is no alarm`() async throws {
        let world = try await World.promoted()
        world.platform.fails { $0 % 2 == 0 ? .replyLost : .none }
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let (done, doubts) = (report.entries(.executed), report.entries(.inDoubt))
        #expect(!done.isEmpty && done.allSatisfy { $0.state == .done })
        #expect(!doubts.isEmpty && done.count + doubts.count == report.entries(.authorise).count)
        #expect(!report.alarms.contains { $0.contains("confirmed") }, "\(report.alarms)")
        #expect(report.json["executed"]?.arrayValue?.count == done.count)
        #expect(report.json["unconfirmed"]?.arrayValue?.count == doubts.count)
        let summary = try JSON(parsing: Array(report.summary.utf8))
        #expect(summary["executed"]?.integerValue == Int64(done.count))
        #expect(summary["unconfirmed"]?.integerValue == Int64(doubts.count))
        try await settle(world)
        #expect(try await counts(world)[.executed] == done.count + doubts.count, "the lost answers had happened")
        await world.close()
    }

    @Test func `a run's counts follow an undo, and a person's own acts are not the run's`() async throws {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let done = report.entries(.executed)
        let held = try required(report.entries(.held).first)
        _ = try await world.engine.approve(held.decision, by: world.owner)
        _ = try await world.engine.undo(try required(done.first).decision, by: world.owner)
        let counts = try await counts(world)
        // The hold is done by its yes, one of the others is undone.
        #expect(counts[.executed] == done.count && counts[.undone] == 1)
        #expect(counts[.held] == report.entries(.held).count - 1 && counts.lapsed.isEmpty)
        #expect(counts[.notSent] == 0 && counts[.onItsWay] == 0)
        await world.close()
    }

    @Test func `a rehearsal counts what would be done`() async throws {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(report.entries(.executed).count == report.entries(.authorise).count)
        #expect(report.json["unconfirmed"]?.arrayValue?.isEmpty == true)
        #expect(try await counts(world)[.executed] == report.entries(.executed).count)
        await world.close()
    }

    @Test(arguments: DecisionState.allCases)
    func `only what was read back is executed`(state: DecisionState) {
        let heading = RunHeading(.authorise, state, isShadow: false)
        #expect((heading == .executed) == (state == .done))
        #expect(heading.isUnconfirmed == (state != .done && state != .undone))
        #expect(RunHeading(.authorise, state, isShadow: true) == .executed)
    }
}
