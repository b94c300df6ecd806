import Cryptography
import Engine
import Foundation
import Governance
import Locks
import SQLite
import Storage
import Testing
import TransparencyLog
import Vocabulary

/// Checkpoints beside the store, in memory.
final class KeptOutside: OutsideCheckpoints {
    let notes = Lock<[[UInt8]]>([])

    func newest() throws -> [OutsideNote] {
        notes.withLock { $0.last.map { [OutsideNote(at: "outside", $0, isOwn: true)] } ?? [] }
    }
    func keep(_ note: [UInt8], size: UInt64) throws { notes.withLock { $0.append(note) } }
}

/// What becomes of a log whose store was put back, or written anew, behind a signed checkpoint.
struct LogOriginTests {
    /// A world whose log grew, was signed, grew on, was signed again, and was then put back to between the two.
    private func restored(rotating: Bool = false) async throws -> (World, LogKeeper, KeptOutside, SigningKey) {
        let scratch = try Scratch()
        let first = try await World(scratch: scratch)
        let outside = KeptOutside()
        let keeper = LogKeeper(store: first.store, surroundings: first.clock, outside: outside)
        try await keeper.begin(origin: "mandate.example/test", key: first.logKey)
        try await grow(first, 3)
        _ = try await keeper.checkpoint(key: first.logKey)
        try await grow(first, 2)
        await first.close()
        let (file, copy) = (scratch.path + "/store.db", scratch.path + "/copy.db")
        try FileManager.default.copyItem(atPath: file, toPath: copy)
        let second = try await World(scratch: scratch)
        let later = LogKeeper(store: second.store, surroundings: second.clock, outside: outside)
        var key = second.logKey
        if rotating {
            let heir = try required(SigningKey(seed: [UInt8](repeating: 8, count: 32)))
            try await later.rotate(from: key, to: heir)
            key = heir
        }
        try await grow(second, 7)
        _ = try await later.checkpoint(key: key)
        await second.close()
        try FileManager.default.removeItem(atPath: file)
        for rest in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: file + rest) {
            try FileManager.default.removeItem(atPath: file + rest)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: file)
        let third = try await World(seed: 5, scratch: scratch)
        return (third, LogKeeper(store: third.store, surroundings: third.clock, outside: outside), outside, key)
    }

    private func grow(_ world: World, _ count: Int) async throws {
        for _ in 0..<count {
            let (at, bits) = (world.clock.now(), world.clock.randomBits())
            try await world.store.write { view in
                try view.append(AuditEntry(.clockMoved, at: at, subject: "clock \(bits)", word: "test", payload: [1]))
            }
        }
    }

    private func state(_ note: [UInt8]) throws -> Checkpoint { try Checkpoint(parsing: SignedNote(parsing: note).text) }

    @Test func `P24 who still holds the key before a rotation is told to try again, and signs nothing with it`()
        async throws
    {
        let world = try await World.begun()
        let (old, heir) = (world.logKey, try required(SigningKey(seed: [UInt8](repeating: 8, count: 32))))
        try await world.keeper.rotate(from: old, to: heir)
        try await grow(world, 3)
        let other = try required(SigningKey(seed: [UInt8](repeating: 9, count: 32)))
        for attempt in [
            { _ = try await world.keeper.checkpoint(key: old) },
            { try await world.keeper.rotate(from: old, to: other) },
        ] {
            do {
                try await attempt()
                Issue.record("the key that went was used")
            } catch let error as EngineError {
                guard case .conflict(let why) = error else { throw error }
                #expect(why.hasSuffix("another process is changing it; try again"), "\(why)")
            }
        }
        _ = try await world.keeper.checkpoint(key: heir)
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        await world.close()
    }

    @Test(arguments: [false, true])
    func `P24 a store put back behind a signed checkpoint is seen, and never signed on under the same name`(
        rotating: Bool
    ) async throws {
        let (world, keeper, outside, key) = try await restored(rotating: rotating)
        let lost = try required(outside.notes.withLock { $0.last })
        #expect(try await keeper.isBehind())
        #expect(try await !keeper.verify(staff: world.staff).isSound, "before anything is signed")
        // As long as what was lost, and longer.
        for count in [1, 30] {
            try await grow(world, count)
            _ = try await keeper.checkpoint(key: key)
        }
        let notes = outside.notes.withLock { $0 }
        let (before, after) = (try state(lost), try state(notes[notes.count - 1]))
        #expect(after.size > before.size && after.origin != before.origin)
        // Of all that was ever signed under one name, no two contradict each other.
        let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 1_000) }
        for note in notes where try state(note).origin == after.origin {
            var edge = Frontier()
            let signed = try state(note)
            for leaf in leaves.prefix(Int(signed.size)) { edge.append(MerkleTree.leafHash(leaf.bytes)) }
            #expect(edge.root == signed.root)
        }
        // It is recorded, the log itself is sound, and who holds the lost checkpoint sees it for ever.
        let report = try await keeper.verify(staff: world.staff)
        #expect(report.isSound, "\(report.verdict.findings)")
        #expect(report.origins.map(\.lost.bytes) == [lost] && report.origins[0].keys.origin == before.origin)
        #expect(try await world.leaves().filter { $0.kind == "origin_begun" }.map(\.subject) == [after.origin])
        #expect(try await !keeper.verify(against: [lost], staff: world.staff).isSound)
        if !rotating {
            // What was signed under the old name before still counts.
            #expect(try await keeper.verify(against: [notes[0]], staff: world.staff).isSound)
        }
        await world.close()
    }

    @Test func `P24 a log cut off with its own checkpoints, or written anew at the same length, begins again`()
        async throws
    {
        let world = try await World()
        let outside = KeptOutside()
        let keeper = LogKeeper(store: world.store, surroundings: world.clock, outside: outside)
        try await keeper.begin(origin: "mandate.example/test", key: world.logKey)
        try await grow(world, 5)
        _ = try await keeper.checkpoint(key: world.logKey)
        try await grow(world, 5)
        let whole = try await keeper.checkpoint(key: world.logKey)
        try await world.database.database(for: .local).transact { session in
            try session.execute("DELETE FROM leaf WHERE org = $1 AND position >= 6", [])
            try session.execute("DELETE FROM payload WHERE org = $1 AND position >= 6", [])
            try session.execute("DELETE FROM checkpoint WHERE org = $1 AND size > 6", [])
        }
        // Another process opens the store, which has no memory of the end of the log.
        await world.close()
        let again = try await World(seed: 3, scratch: world.scratch)
        let other = LogKeeper(store: again.store, surroundings: again.clock, outside: outside)
        try await grow(again, 5)
        #expect(try await !other.isBehind(), "it is as long as before")
        #expect(try await !other.verify(staff: again.staff).isSound)
        let note = try await other.checkpoint(key: again.logKey)
        #expect(try state(note.bytes).origin != state(whole.bytes).origin)
        #expect(try await other.verify(staff: again.staff).origins.count == 1)
        await again.close()
    }

    @Test func `a log that is damaged in itself is not begun again but refused`() async throws {
        let (world, keeper, _, key) = try await restored()
        try await world.database.database(for: .local).transact { session in
            try session.execute("UPDATE leaf SET bytes = $2 WHERE org = $1 AND position = 1", [.blob([1, 2, 3])])
        }
        await #expect(throws: CheckpointRefusal.self) { _ = try await keeper.checkpoint(key: key) }
        #expect(try await keeper.origins().isEmpty)
        await world.close()
    }

    @Test func `a store that lost its checkpoints goes on from the one outside under the same name`() async throws {
        let world = try await World()
        let outside = KeptOutside()
        let keeper = LogKeeper(store: world.store, surroundings: world.clock, outside: outside)
        try await keeper.begin(origin: "mandate.example/test", key: world.logKey)
        try await grow(world, 5)
        let note = try await keeper.checkpoint(key: world.logKey)
        try await world.database.database(for: .local).transact { session in
            try session.execute("DELETE FROM checkpoint WHERE org = $1", [])
        }
        #expect(try await keeper.checkpoint(key: world.logKey) == note)
        try await grow(world, 5)
        #expect(try await state(keeper.checkpoint(key: world.logKey).bytes).size == 11)
        #expect(try await keeper.origins().isEmpty)
        // A note that cannot be read is said, not passed over.
        try outside.keep([1, 2, 3], size: 1)
        await #expect(throws: EngineError.self) { _ = try await keeper.checkpoint(key: world.logKey) }
        #expect(try await keeper.isBehind())
        await world.close()
    }

    @Test(arguments: ["signature", "name", "bytes"])
    func `P24 a checkpoint that was damaged outside is said, and is no reason to begin the log again`(
        _ part: String
    ) async throws {
        let world = try await World()
        let outside = KeptOutside()
        let keeper = LogKeeper(store: world.store, surroundings: world.clock, outside: outside)
        try await keeper.begin(origin: "mandate.example/test", key: world.logKey)
        try await grow(world, 5)
        var note = try await keeper.checkpoint(key: world.logKey).bytes
        let good = note
        switch part {
        case "signature": note[note.count - 8] ^= 1
        case "name": note[3] ^= 1
        default: note.append(UInt8(ascii: "x"))
        }
        try outside.keep(note, size: 6)
        #expect(try await keeper.damagedOutside(world.logKey).count == 1)
        #expect(try await keeper.isBehind())
        let report = try await keeper.verify(staff: world.staff)
        #expect(!report.isSound && report.unsigned.contains { $0.contains("`outside`") }, "\(report.unsigned)")
        try await grow(world, 5)
        await #expect {
            _ = try await keeper.checkpoint(key: world.logKey)
        } throws: {
            if case .notAsSigned? = $0 as? EngineError { true } else { false }
        }
        #expect(try await keeper.origins().isEmpty)
        try outside.keep(good, size: 6)
        #expect(try await keeper.verify(staff: world.staff).isSound)
        #expect(try await state(keeper.checkpoint(key: world.logKey).bytes).size == 11)
        await world.close()
    }
}
