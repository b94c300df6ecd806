import CFaultVFS
import Foundation
import SQLite
import Storage

/// A disk that fails on request; see CFaultVFS. End every engine on it before it goes.
@safe final class FaultWorld: @unchecked Sendable {
    private let world: OpaquePointer
    let name: String

    init(seed: UInt64) throws {
        name = "fault-\(UUID().uuidString)"
        guard let made = unsafe fault_world_make(name, seed) else { throw Refused() }
        unsafe world = made
    }

    deinit {
        unsafe fault_world_end(world)
    }

    func fail(_ kinds: Int, at k: Int64, stays: Bool = false) {
        unsafe fault_fail(world, Int32(kinds), k, stays ? 1 : 0)
    }

    func heal() { unsafe fault_heal(world) }

    func cut(at k: Int64) { unsafe fault_cut(world, k) }

    func limitSpace(to bytes: Int64) { unsafe fault_set_space(world, bytes) }

    var hasFailed: Bool { unsafe fault_has_failed(world) != 0 }

    var isCut: Bool { unsafe fault_is_cut(world) != 0 }

    var usedSpace: Int64 { unsafe fault_used_space(world) }

    func count(_ kinds: Int) -> Int64 { unsafe fault_count(world, Int32(kinds)) }

    func writeSurvivors(to directory: String) throws {
        if unsafe fault_write_survivors(world, directory) != 0 { throw Refused() }
    }
}
