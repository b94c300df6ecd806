import Engine
import Execution
import Governance
import Schemas
import Testing
import Vocabulary

/// Every screen shows the worst case that the gate judges: what stands and what is reserved.
struct ExposureTests {
    private func world() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        return world
    }

    @Test func `a run that holds a raise ends where its rehearsal said`() async throws {
        let world = try await world()
        let rehearsed = try await world.engine.run(Charters.agent(), shadow: true)
        try await world.promote()
        let real = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(real.entries(.hold).contains { $0.tool == .setDailyBudget })
        #expect(try await world.reserved() > 0)
        #expect(real.exposures.map(\.after) == rehearsed.exposures.map(\.after))
        #expect(real.exposures.map(\.before) == rehearsed.exposures.map(\.before))
        #expect(real.exposures.contains { $0.after != $0.before })
    }

    @Test func `what is left is what the gate lets through, to the penny`() async throws {
        let world = try await world()
        try await world.promote()
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let reserved = try await world.reserved()
        #expect(reserved > 0)
        let left = try await world.engine.budgetLeft(Charters.agent())["caps"]?.arrayValue ?? []
        let account = try required(try await world.store.read { view in try view.account() })
        let charter = try Charters.read(Array(Charters.example().utf8))
        for (cap, shown) in zip(charter.constraints.money, left) {
            let facts = try required(
                CapFacts(
                    cap, on: account.zone.date(at: world.clock.now()), at: world.clock.now(), account.bills,
                    .sandbox, standing: account.standing))
            let most = try required(facts.commitment(daily: account.standing + reserved))
            #expect(shown["worst_case"]?.stringValue == Money(minorUnits: most, cap.cap.currency).description)
            #expect(
                shown["left"]?.stringValue == Money(minorUnits: cap.cap.minorUnits - most, cap.cap.currency).description
            )
        }
    }

    @Test func `a worst case that cannot be counted counts as spent`() throws {
        let charter = try Charters.read(Array(Charters.example().utf8))
        let cap = try required(charter.constraints.money.first)
        let today = try required(CalendarDate(parsing: "2017-10-01"))
        let standing = CapStanding(
            cap, on: today, at: Zone.utc.startOfDay(today), BilledDays(billed: [:], reportedTo: today), .sandbox,
            standing: .max, reserved: 1)
        #expect(standing.worstCase.minorUnits == .max && standing.left.minorUnits < 0)
    }
}
