import Cryptography
import Engine
import Governance
import SQLite
import Storage
import Schemas
import Testing
import TransparencyLog
import Vocabulary

/// Rows that somebody changed past the program, and payloads that are gone: what rests on them stops, and `verify` says so.
@Suite struct EvidenceTests {
    /// A world in which the example's agent has run once.
    private func ran() async throws -> (World, RunReport) {
        let world = try await World.promoted()
        return (world, try await world.engine.run(Charters.agent(), shadow: false))
    }

    private func tamper(_ world: World, _ sql: StaticString, _ values: [SQLValue] = []) async throws {
        try await world.database.database(for: .local).transact { session in _ = try session.execute(sql, values) }
    }

    /// What `verify` says beside the leaves, as the next process finds it.
    private func problems(_ world: World) async throws -> [String] {
        let report = try await world.keeper.verify(staff: world.staff)
        #expect(report.verdict.isIntact, "\(report.verdict.findings)")
        return report.unsigned
    }

    @Test func `a charter whose text was changed in the store rules nothing, and verify names the version`()
        async throws
    {
        let (world, _) = try await ran()
        #expect(try await problems(world).isEmpty)
        let wide = try Charters.example().replacing("cap: 1250 GBP", with: "cap: 9250 GBP")
        try await tamper(world, "UPDATE charter_version SET source = $2 WHERE org = $1", [.blob(Array(wide.utf8))])
        #expect(
            try await problems(world) == ["version `1` of the charter of `paid-social` is not the text that was signed"]
        )
        await world.close()
        // The next process reads the row.
        let next = try await World(seed: 2, scratch: world.scratch)
        await #expect(throws: StorageError.self) { _ = try await next.engine.run(Charters.agent(), shadow: true) }
        await #expect(throws: StorageError.self) {
            _ = try await next.store.read { view in try view.rulebook(of: Charters.agent()) }
        }
        await next.close()
    }

    @Test func `a text and its hash changed together are still not what was signed`() async throws {
        let (world, _) = try await ran()
        let wide = Array(try Charters.example().replacing("cap: 1250 GBP", with: "cap: 9250 GBP").utf8)
        try await tamper(
            world, "UPDATE charter_version SET source = $2, hash = $3 WHERE org = $1",
            [.blob(wide), .text(SHA256.hash(wide).hex)])
        #expect(try await problems(world).first?.contains("not the text that was signed") == true)
        await world.close()
        let next = try await World(seed: 3, scratch: world.scratch)
        await #expect(throws: StorageError.self) { _ = try await next.engine.run(Charters.agent(), shadow: true) }
        await next.close()
    }

    /// What somebody changes, and what is said of it.
    struct Tampering: Sendable {
        let sql: StaticString
        let says: String

        static let all = [
            Tampering(
                sql: "UPDATE agent SET version = 1 WHERE org = $1", says: "version `1` of `paid-social` is in force"),
            Tampering(
                sql: "UPDATE stage SET stage = 'sampled' WHERE org = $1 AND tool = 'ads.pause'",
                says: "stands at `sampled`"),
            Tampering(
                sql: "UPDATE baseline SET content = REPLACE(content, '\"2017', '\"2016') WHERE org = $1",
                says: "is not the frozen one"),
            Tampering(
                sql: """
                    INSERT INTO charter_version SELECT org, agent, 3, hash, source, applied_at, applied_by, self_agreed, organisation
                    FROM charter_version WHERE org = $1 AND number = 1
                    """, says: "was never signed"),
        ]
    }

    @Test(arguments: Tampering.all)
    func `the version in force, stages and baselines are compared with what was signed`(_ tampering: Tampering)
        async throws
    {
        let (world, _) = try await ran()
        try await world.apply(try Charters.example().replacing("then_sample: 10 %", with: "then_sample: 20 %"))
        #expect(try await problems(world).isEmpty)
        try await tamper(world, tampering.sql)
        let found = try await problems(world)
        #expect(!found.isEmpty && found.allSatisfy { $0.contains(tampering.says) }, "\(found)")
        await world.close()
    }

    @Test func `a missed review cannot be signed away: its stage is gone, and the entry says which`() async throws {
        let (world, agent) = (try await World.promoted(), try Charters.agent())
        func stages() async throws -> Set<Stage> {
            let records = try await world.store.read { view in try view.agents() }
            return Set(records.flatMap(\.stages).map(\.stage))
        }
        world.clock.advance(.seconds(86_400))
        #expect(try await world.engine.signReviews(agent, by: world.owner) > 0, "in time")
        #expect(try await stages() == [.autonomous])
        world.clock.advance(.seconds(2 * 86_400))
        #expect(try await world.engine.dueReviews(agent).map(\.isMissed) == [true, false])
        #expect(try await world.engine.signReviews(agent, by: world.owner) == 1, "the one that is not missed yet")
        #expect(try await stages() == [.sampled])
        let entry = try required(try await world.leaves().last { $0.kind == AuditKind.reviewMissed.rawValue })
        let said = try JSON(parsing: required(entry.payload))["stages"]?.objectValue?.members ?? []
        #expect(!said.isEmpty && said.allSatisfy { $0.value == .string("sampled") })
        #expect(try await problems(world).isEmpty)
        await world.close()
    }

    @Test func `P42 what missed reviews took is said as it is, at the bottom too`() async throws {
        let (world, agent) = (try await World.promoted(), try Charters.agent())
        func missed(after days: Int64) async throws -> String {
            world.clock.advance(.seconds(days * 86_400))
            return try await world.engine.countMissedReviews(agent).description
        }
        // One tool starts lower than the others.
        _ = try await world.engine.setStage(.probation, of: [.resume], agent, by: world.owner, maySkip: true)
        #expect(
            try await missed(after: 3)
                == "2 reviews were missed, so every tool went down 2 stages, or as far as `shadow`")
        #expect(try await missed(after: 30).hasSuffix(" reviews were missed, so every tool is in `shadow` now"))
        #expect(try await missed(after: 1) == "1 review was missed, and every tool is in `shadow` already")
    }

    @Test func `a stage that was lowered by missed reviews is as the log says`() async throws {
        let (world, _) = try await ran()
        world.clock.advance(.seconds(40 * 86_400))
        #expect(try await world.engine.countMissedReviews(Charters.agent()).count > 0)
        #expect(try await problems(world).isEmpty)
        await world.close()
    }

    @Test func `payloads that are gone are a finding, unless their erasure is on record`() async throws {
        let (world, _) = try await ran()
        let size = try await world.store.read { view in try view.logSize() }
        let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 1_000) }
        let held = leaves.filter { $0.opening != nil }.map(\.position)
        #expect(try await world.eraseOnRecord(held[4]))
        #expect(try await !world.eraseOnRecord(held[4]), "there is nothing left to erase")
        let lawful = try await world.keeper.verify(staff: world.staff)
        #expect(lawful.isSound && lawful.erased == 1, "\(lawful.unsigned)")
        #expect(try await world.store.read { view in try view.logSize() } == size + 1, "it is on record")
        try await tamper(world, "DELETE FROM payload WHERE org = $1 AND position = $2", [.integer(held[5])])
        #expect(
            try await problems(world) == ["leaf `\(held[5])`: its payload is gone, and no erasure of it is recorded"])
        try await tamper(world, "DELETE FROM payload WHERE org = $1 AND position > $2", [.integer(held[5])])
        let many = try await problems(world)
        #expect(many.count == 11 && many[10].contains("`\(held.count - 3 - 10)` more"), "\(many)")
        await world.close()
    }

    @Test func `a hold whose content is gone is closed, and gives back what it reserved and locked`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let entity = try required(held.entity)
        #expect(try await world.reserved() > 0)
        let leaf = try required(try await world.leaves().firstIndex { $0.subject == held.decision.description })
        try await tamper(world, "DELETE FROM payload WHERE org = $1 AND position = $2", [.integer(Int64(leaf))])
        await world.close()
        let next = try await World(seed: 2, scratch: world.scratch)
        #expect(try await next.engine.expireHolds() == [held.decision], "before its deadline: nobody can answer it")
        #expect(try await next.store.read { view in try view.state(of: held.decision) } == .expired)
        #expect(try await next.reserved() == 0)
        #expect(try await next.store.read { view in try view.entity(entity) }?.facts.waiting == nil)
        let last = try required(try await next.leaves().last)
        #expect(last.kind == "expired" && last.word == "unreadable" && last.subject == held.decision.description)
        #expect(try await next.engine.expireHolds().isEmpty)
        await next.close()
    }
}
