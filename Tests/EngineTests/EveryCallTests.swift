import CFaultVFS
import Engine
import Execution
import Foundation
import Governance
import Locks
import Storage
import TestKit
import Testing
import Vocabulary

/// A run, an approval and an undo on a disk whose k-th call fails, for k = 1, 2, … until none does.
@Suite(.serialized) struct EveryCallTests {
    static let isEvery = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
    static let kinds = [
        FAULT_WRITE, FAULT_SYNC, FAULT_READ, FAULT_OPEN, FAULT_TRUNCATE, FAULT_DELETE, FAULT_SHARED_MEMORY,
    ].map { Int($0) }
    /// Which of the many k a slice tries.
    static let seed = 17

    @Test(
        "P17 the k-th failing call under a run, an approval and an undo gives a correct result or a clean refusal",
        arguments: kinds, [false, true])
    func everyFailingCall(kind: Int, stays: Bool) async throws {
        // What goes on failing is tried in a slice only where work can be lost by it.
        guard Self.isEvery || !stays || kind == Int(FAULT_WRITE) || kind == Int(FAULT_SYNC) else { return }
        let start = try await Start.made()
        var k = 1
        var wasClean = false
        while !wasClean, k < 20_000 {
            wasClean = try await Life(start, "kind \(kind), k \(k), stays \(stays)").pass { disk in
                disk.fail(kind, at: Int64(k), stays: stays)
            }
            // The first calls open the file; of the many after them a slice takes some.
            k += Self.isEvery || k < 3 ? 1 : k + (k + Self.seed) % 7
        }
        #expect(wasClean)
    }

    @Test("P16 a power cut while a payload is erased leaves it whole or gone, and the log verifies")
    func cutsErasure() async throws {
        let start = try await Start.made()
        var k = 1
        var wasCut = true
        while wasCut, k < 1_000 {
            let erasure = try await Life(start, "cut \(k)").erase(cutAt: k)
            #expect(erasure.wrong == [], "cut \(k)")
            wasCut = erasure.wasCut
            k += 1
        }
        #expect(k > 3, "the power was never cut")
    }
}

/// A store and a platform before the first run, which every life begins from.
struct Start: Sendable {
    let scratch: Scratch
    let platform: MemoryPlatform.State

    private static let once = Task { () throws -> Start in
        let world = try await World(seed: 17)
        try await world.begin(account(), Charters.example())
        try await world.promote()
        _ = try await world.keeper.checkpoint(key: world.logKey)
        await world.close()
        return Start(scratch: world.scratch, platform: world.platform.state.withLock { $0 })
    }

    static func made() async throws -> Start { try await once.value }

    /// Small, and yet something is executed, held, refused and escalated.
    private static func account() throws -> TestAccount {
        var account = try TestAccount()
        try account.add("916", budget: 163, ads: 2) { index in (3_750, 12, index % 2 == 0 ? 5 : 6) }
        try account.add("936", budget: 3_145, ads: 4) { index in (24_110, 25, index % 2 == 0 ? 25 : 20) }
        try account.add("1178", budget: 63_500, ads: 12) { index in
            index < 4 ? (61_000 + Int64(index) * 13, 20, 0) : (200_000, 80, index % 2 == 0 ? 30 : 24)
        }
        return account
    }

    /// A copy of the store.
    func copy() throws -> Scratch {
        let copy = try Scratch()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            try FileManager.default.copyItem(atPath: scratch.path + "/" + name, toPath: copy.path + "/" + name)
        }
        return copy
    }
}
