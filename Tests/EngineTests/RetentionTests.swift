import Cryptography
@testable import Engine
import Governance
import Schemas
import Testing
import TransparencyLog
import Vocabulary

/// What was logged stays readable as long as it has to, and what is erased is erased in the open.
@Suite struct RetentionTests {
    private func ran() async throws -> (world: World, entry: Int64, decision: DecisionID) {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let refused = try required(report.entries(.refuse).first)
        return (world, try await position(world, refused.decision), refused.decision)
    }

    private func position(_ world: World, _ decision: DecisionID) async throws -> Int64 {
        let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 100_000) }
        let found = try leaves.first { leaf in
            let leaf = try Leaf(leaf)
            return leaf.kind == "ruling" && leaf.subject == decision.description
        }
        return try required(found).position
    }

    private func tries(_ world: World, _ entry: Int64, _ reason: String?) async -> String? {
        do {
            _ = try await world.keeper.erase(entry, because: reason, by: [world.owner, world.deputy])
            return nil
        } catch { return "\(error)" }
    }

    @Test func `R177 nothing that was logged can be erased before 400 days are over, unless a signed reason says why`()
        async throws
    {
        let (world, entry, decision) = try await ran()
        for days in [0, 1, 364, 366, 399] as [Int64] {
            let (other, entry, _) = try await ran()
            other.clock.advance(.seconds(days * 86_400))
            let why = await tries(other, entry, nil)
            #expect(why?.contains("`\(days) d`") == true, "\(why ?? "erased")")
            #expect(why?.contains("`400 d`") == true, "\(why ?? "erased")")
        }
        await #expect(throws: EngineError.self) {
            _ = try await world.keeper.erase(olderThan: .seconds(399 * 86_400), by: world.owner)
        }
        world.clock.advance(.seconds(400 * 86_400))
        #expect(await tries(world, entry, nil) == nil)
        let content = try await world.store.read { view in try view.decision(decision) }
        #expect(content == nil)
    }

    @Test func `R177 what is erased early stands in the log with who, what and why, and the log still verifies`()
        async throws
    {
        let (world, entry, decision) = try await ran()
        let before = try await world.keeper.checkpoint(key: world.logKey)
        #expect(await tries(world, entry, "a contact asked for erasure") == nil)
        #expect(await tries(world, entry, "again") != nil, "there is nothing left to erase")
        let signed = try await world.leaves().filter { $0.kind == "erased" }.compactMap(\.payload)
            .compactMap { SignedStatement.content(of: $0)?["person"]?.stringValue }
        #expect(signed == [world.owner.person.text, world.deputy.person.text])
        let leaves = try await world.leaves()
        let place = try required(leaves.firstIndex { $0.kind == "erased" })
        let said = leaves[place]
        #expect(said.subject == "entry \(entry)" && said.word == "early")
        let record = try required(said.payload)
        #expect(SignedStatement.isValid(record: record, key: world.staff.key))
        let text = String(decoding: record, as: UTF8.self)
        #expect(text.contains("a contact asked for erasure") && text.contains(world.owner.person.text))
        _ = try await world.keeper.checkpoint(key: world.logKey)
        let report = try await world.keeper.verify(
            against: [Array(before.description.utf8)], staff: world.staff)
        #expect(report.isSound && report.erased == 1, "\(report.verdict.findings) \(report.unsigned)")
        let told = try await world.engine.explain(decision).lines.map(\.text)
        #expect(told.first?.contains("was erased") == true)
        let by = "by \(world.owner.person) at \(world.clock.now()), in entry \(place): a contact asked for erasure"
        #expect(told.last == by)
        let erased = try required(
            try await world.store.read { view in
                try view.leaves(from: 0, limit: 100_000).last {
                    String(decoding: $0.bytes, as: UTF8.self).contains("\"erased\"")
                }?.position
            })
        #expect(await tries(world, erased, "hide it")?.contains("stays") == true)
    }

    @Test func `R177 a decision that waits is not erased, not even for a reason`() async throws {
        let (world, _, _) = try await ran()
        for item in try await world.store.read({ view in try view.inbox() }) {
            let decision: DecisionID
            switch item {
            case .hold(let hold, _): decision = hold.decision
            case .escalation(let record): decision = try required(record.decisions.first)
            case .doubt: continue
            }
            let why = await tries(world, try await position(world, decision), "tidy up")
            #expect(why?.contains("not settled") == true, "\(why ?? "erased")")
        }
    }

    @Test func `R177 the retention erases what is over it, in one signed entry for many, and nothing younger`()
        async throws
    {
        let (world, _, _) = try await ran()
        let old = try await world.store.read { view in try view.logSize() }
        world.clock.advance(.seconds(401 * 86_400))
        try await world.engine.expireHolds()
        _ = try? await world.engine.run(Charters.agent(), shadow: true)
        let count = try await world.keeper.erase(olderThan: .seconds(400 * 86_400), by: world.owner)
        let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 100_000) }
        let kept = try leaves.filter { $0.opening != nil && $0.position < old }.map(Leaf.init)
        let open = try await world.store.read { view in
            try view.inbox().flatMap { item in
                if case .escalation(let record) = item { record.decisions.map(\.description) } else { [String]() }
            }
        }
        #expect(count > 12 && kept.first?.kind == "home_made", "\(count)")
        let said = try await world.leaves().filter { $0.kind == "erased" }
        #expect(
            said.count == 1 && said.first?.word == "after_retention"
                && said.first?.subject.hasPrefix("entries ") == true)
        let record = try required(said.first?.payload)
        #expect(SignedStatement.isValid(record: record, key: world.staff.key))
        let text = String(decoding: record, as: UTF8.self)
        #expect(text.contains("older than 400 d") && text.contains(world.owner.person.text), "\(text)")
        let agreed: Set = ["charter_applied", "baseline_frozen", "stage_changed"]
        #expect(agreed.isSubset(of: kept.map(\.kind)), "what an agent may do rests on what was signed")
        #expect(
            Set(kept.dropFirst().filter { !agreed.contains($0.kind) }.map(\.subject)) == Set(open),
            "beside that only what still waits keeps its content")
        for leaf in leaves where leaf.position < old {
            guard agreed.contains(try Leaf(leaf).kind) else { continue }
            #expect(await tries(world, leaf.position, "tidy up")?.contains("stays") == true)
        }
        #expect(leaves.filter { $0.position >= old }.contains { $0.opening != nil })
        let left = try await world.keeper.erasable(olderThan: .seconds(400 * 86_400))
        #expect(left.isEmpty)
        _ = try await world.keeper.checkpoint(key: world.logKey)
        let verdict = try await world.keeper.verify(staff: world.staff).verdict
        #expect(verdict.isIntact, "\(verdict.findings)")
    }

    @Test
    func `R177 what a shadow run would have held or asked goes with its age, since nobody is ever asked about it`()
        async throws
    {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        let rehearsed = report.entries(.hold) + report.entries(.escalate) + report.entries(.executed)
        #expect(rehearsed.count > 2)
        for entry in rehearsed.prefix(3) {
            let place = try await position(world, entry.decision)
            #expect(await tries(world, place, "a contact asked for erasure") == nil)
        }
        world.clock.advance(.seconds(500 * 86_400))
        let old = try await world.keeper.erasable(olderThan: .seconds(400 * 86_400))
        for entry in rehearsed.dropFirst(3) {
            #expect(old.contains(try await position(world, entry.decision)), "\(entry.verdict)")
        }
        await world.close()
    }
}
