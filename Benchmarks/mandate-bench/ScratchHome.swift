import CharterFile
import Cryptography
import Glibc
import Governance
import SQLite
import Storage
import Store
import Vocabulary

/// A store in a folder of its own, opened as a home opens its own: the real engine, write-ahead log, synchronous FULL.
struct ScratchHome: Sendable {
    let store: Store
    let surroundings = BenchSurroundings()
    private let scratch: Scratch
    private let engine: SQLiteEngine

    init(in folder: String) async throws {
        scratch = try Scratch(in: folder)
        engine = try await SQLiteEngine.open(
            SQLiteSettings(path: "\(scratch.path)/store"), migrations: Store.migrations)
        store = Store(
            engine.database(for: .local), process: "bench", random: SystemRandomBytes(), rule: .sandbox,
            read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
    }

    /// How many bytes the store has now.
    var bytes: Int { scratch.bytes }

    /// Closes the store, which brings the log into the file, and answers how many bytes it has.
    func close() async -> Int {
        await engine.close()
        return scratch.bytes
    }

    func remove() { scratch.remove() }

    /// A charter out of its file; a finding that is an error ends the run.
}

/// The wall clock and the system's chance.
struct BenchSurroundings: Surroundings {
    func now() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    func randomBits() -> UInt64 { SystemRandomBytes().randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
