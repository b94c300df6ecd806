import CharterFile
import Cryptography
import Engine
import Execution
import Governance
import SQLite
import Storage
import Testing
import Vocabulary

/// The organisation's limits over charters in force, over the real store.
@Suite struct OrganisationTests {
    private func autonomous() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        return world
    }

    private func stages(_ world: World) async throws -> [ToolName: Stage] {
        let records = try await world.store.read { view in try view.agents().first?.stages ?? [] }
        return Dictionary(uniqueKeysWithValues: records.map { ($0.tool, $0.stage) })
    }

    private func charter(_ world: World) async throws -> Charter {
        try required(try await world.store.read { view in try view.rulebook(of: Charters.agent())?.charter })
    }

    private static let noPauses =
        "  change:\n    - { tool: ads.pause, at_most: 1 time, in_any: 7 d, over: account }"

    @Test func `P1 a limit of the organisation refuses what the charter lets through, and says whose limit it is`()
        async throws
    {
        let (free, held) = (try await autonomous(), try await autonomous())
        let versions = try await held.applyLimits(Charters.limits(cap: "1250 GBP", more: Self.noPauses))
        #expect(versions.map(\.number) == [2] && versions.map(\.organisation) == [1])
        let paused = try await free.engine.run(Charters.agent(), shadow: false).entries(.authorise)
            .count { $0.tool == .pause }
        let report = try await held.engine.run(Charters.agent(), shadow: false)
        #expect(paused > 1 && report.entries(.authorise).count { $0.tool == .pause } == 1)
        let stopped = report.entries(.refuse).flatMap(\.findings).filter {
            $0.limit == "organisation.constraints.change[0]"
        }
        #expect(!stopped.isEmpty)
        #expect(try await held.keeper.verify(staff: held.staff).unsigned.isEmpty)
    }

    @Test func `a decision is judged again by the limits that it was judged by, whatever holds since`() async throws {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP", more: Self.noPauses))
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        try await world.applyLimits(Charters.limits(cap: "100 GBP"))
        let replays = try await world.engine.replay(report.run)
        #expect(replays.count > 1 && replays.allSatisfy(\.isEqual))
        #expect(try await charter(world).constraints.money.last?.cap == world.pounds(10_000))
        #expect(try await charter(world).constraints.change.count == 4, "the limit on pauses is gone again")
        let found = try required(
            replays.first { $0.recorded?.findings.contains { $0.limit?.hasPrefix("organisation.") == true } == true })
        let told = try await world.engine.explain(found.decision).lines.map(\.text).joined(separator: "\n")
        #expect(told.contains("tool: ads.pause, at_most: 1 time, in_any: 7 d, over: account"), "\(told)")
    }

    @Test func `P34 a limit that is taken away sends the tools back to shadow, one that comes leaves them`()
        async throws
    {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP", more: Self.noPauses))
        #expect(try await stages(world).values.allSatisfy { $0 == .autonomous })
        try await world.applyLimits(Charters.limits(cap: "1250 GBP"))
        #expect(try await stages(world).values.allSatisfy { $0 == .shadow })
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
    }

    @Test(arguments: [
        ("currency: GBP", "currency: EUR", "constraints.currency"),
        ("currency: GBP", "currency: GBP\n  content: { only_from: library/other }", "constraints.content.only_from"),
        ("currency: GBP", "currency: GBP\n  lawful_basis: consent", "constraints.lawful_basis"),
        (
            "currency: GBP", "currency: GBP\n  quiet_hours: { from: \"20:00\", to: \"07:00\", in: recipient_zone }",
            "constraints.quiet_hours"
        ),
    ]) func `limits that cannot hold beside a charter in force change nothing at all`(
        old: String, new: String, clause: String
    ) async throws {
        let world = try await autonomous()
        let limits = Charters.limits(cap: "1250 GBP").replacing(old, with: new)
            .replacing("cap: 1250 GBP", with: clause.hasSuffix("currency") ? "cap: 1250 EUR" : "cap: 1250 GBP")
        let size = try await world.store.read { view in try view.logSize() }
        let thrown = await #expect(throws: EngineError.self) { try await world.applyLimits(limits) }
        #expect(thrown?.description.contains("`\(clause)` of `paid-social`") == true, "\(String(describing: thrown))")
        let (now, versions, organisations) = try await world.store.read { view in
            (
                try view.logSize(), try view.charterVersions(Charters.agent()).count,
                try view.organisationVersions().count
            )
        }
        #expect(now == size && versions == 1 && organisations == 0)
    }

    @Test func `P29 the first limits take an owner of the team, the next whom those in force name`() async throws {
        let world = try await autonomous()
        let first = Charters.limits(cap: "1250 GBP")
        for person in [world.stranger, world.deputy] {
            await #expect(throws: EngineError.self) {
                try await world.applyLimits(first, by: person, second: world.owner)
            }
        }
        try await world.applyLimits(first.replacing("may_change: [owner]", with: "may_change: [role:cmo]"))
        await #expect(throws: EngineError.self, "the owner is not among them any more") {
            try await world.applyLimits(Charters.limits(cap: "1200 GBP"))
        }
        try await world.applyLimits(Charters.limits(cap: "1200 GBP"), by: world.deputy, second: world.owner)
        await #expect(throws: EngineError.self, "the same text twice") {
            try await world.applyLimits(Charters.limits(cap: "1200 GBP"))
        }
    }

    private func tamper(_ world: World, _ sql: StaticString, _ values: [SQLValue] = []) async throws {
        try await world.database.database(for: .local).transact { session in _ = try session.execute(sql, values) }
    }

    @Test func `limits whose text was changed in the store rule nothing, and verify names them`() async throws {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP"))
        let wide = Array(Charters.limits(cap: "9250 GBP").utf8)
        try await tamper(
            world, "UPDATE organisation_version SET source = $2, hash = $3 WHERE org = $1",
            [.blob(wide), .text(SHA256.hash(wide).hex)])
        #expect(
            try await world.keeper.verify(staff: world.staff).unsigned == [
                "version `1` of the organisation's limits is not the text that was signed"
            ])
        await world.close()
        let next = try await World(seed: 2, scratch: world.scratch)
        await #expect(throws: StorageError.self) { _ = try await next.engine.run(Charters.agent(), shadow: true) }
        await next.close()
    }

    @Test func `limits that are gone from the store are named, also where no charter is under them`() async throws {
        let world = try await World.begun()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP"))
        try await tamper(world, "DELETE FROM organisation_version WHERE org = $1")
        let gone = ["version `1` of the organisation's limits was signed and is gone"]
        #expect(try await world.keeper.standing(staff: world.staff).otherRows == gone)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned == gone)
    }

    @Test func `an older version that was put in force in the store is named before anything is done`() async throws {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP"))
        try await tamper(world, "UPDATE agent SET version = 1 WHERE org = $1")
        #expect(
            try await world.keeper.standing(staff: world.staff).otherRows == [
                "version `1` of `paid-social` is in force, and `2` was signed last"
            ])
    }

    @Test func `P29 limits that name nobody who is there are changed by an owner of the team and a second person`()
        async throws
    {
        let world = try await autonomous()
        try await world.applyLimits(
            Charters.limits(cap: "1250 GBP").replacing("may_change: [owner]", with: "may_change: [gone@example.com]"))
        await #expect(throws: EngineError.self) {
            try await world.applyLimits(Charters.limits(cap: "1200 GBP"), by: world.deputy, second: world.owner)
        }
        try await world.applyLimits(Charters.limits(cap: "1200 GBP"))
    }

    @Test func `a charter that was taken from under its limits in the store rules nothing`() async throws {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "1250 GBP"))
        try await tamper(world, "UPDATE charter_version SET organisation = NULL WHERE org = $1")
        #expect(
            try await world.keeper.verify(staff: world.staff).unsigned == [
                "version `2` of the charter of `paid-social` was signed under other limits of the organisation than the store says"
            ])
        await world.close()
        let next = try await World(seed: 2, scratch: world.scratch)
        await #expect(throws: StorageError.self) { _ = try await next.engine.run(Charters.agent(), shadow: true) }
        await next.close()
    }

    @Test func `an agent that comes later is under the limits in force`() async throws {
        let world = try await autonomous()
        try await world.applyLimits(Charters.limits(cap: "100 GBP"))
        let version = try await world.apply(
            Charters.example().replacing("charter: paid-social", with: "charter: second"))
        #expect(version.organisation == 1)
        let charter = try await world.store.read { view in try view.rulebook(of: version.agent)?.charter }
        #expect(charter?.constraints.money.last?.clause.key == "organisation.constraints.money[0]")
    }
}
