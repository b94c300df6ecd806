import CFaultVFS
import Foundation

/// A disk that fails on request; see CFaultVFS, which guards its state with a mutex of its own. End every engine on it before it goes.
@safe package final class FaultWorld: @unchecked Sendable {
    private struct Refused: Error {}

    private let world: OpaquePointer
    /// The name of its file layer.
    package let name: String

    /// A disk on which chance follows a seed.
    package init(seed: UInt64) throws {
        name = "fault-\(UUID().uuidString)"
        guard let made = unsafe fault_world_make(name, seed) else { throw Refused() }
        unsafe world = made
    }

    deinit {
        unsafe fault_world_end(world)
    }

    /// Lets the k-th of the calls `kinds` from now on fail, and with `stays` every later one.
    package func fail(_ kinds: Int, at k: Int64, stays: Bool = false) {
        unsafe fault_fail(world, Int32(kinds), k, stays ? 1 : 0)
    }

    /// From now on nothing fails.
    package func heal() { unsafe fault_heal(world) }

    /// Cuts the power at the k-th write, sync or truncation.
    package func cut(at k: Int64) { unsafe fault_cut(world, k) }

    /// The files together may have so many bytes.
    package func limitSpace(to bytes: Int64) { unsafe fault_set_space(world, bytes) }

    /// Whether the call that was to fail has come.
    package var hasFailed: Bool { unsafe fault_has_failed(world) != 0 }

    /// Whether the power is gone.
    package var isCut: Bool { unsafe fault_is_cut(world) != 0 }

    /// How many bytes the files have together.
    package var usedSpace: Int64 { unsafe fault_used_space(world) }

    /// How often the calls `kinds` were made.
    package func count(_ kinds: Int) -> Int64 { unsafe fault_count(world, Int32(kinds)) }

    /// Writes what the disk holds after the cut.
    package func writeSurvivors(to directory: String) throws {
        if unsafe fault_write_survivors(world, directory) != 0 { throw Refused() }
    }
}
