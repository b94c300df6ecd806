/// Where a store lies and the limits of its engine. The defaults are what is measured and tested.
public struct SQLiteSettings: Sendable {
    /// The path of the file; beside it SQLite keeps `-wal`, empty while no process has it open, and `-shm`.
    public var path: String

    /// How many transactions may wait for the writer, and likewise how many reads; a further one waits outside.
    public var queueLimit = 4_096

    /// How long a caller waits outside a full queue before it is answered `busy`.
    public var crowdedWait: Duration = .seconds(2)

    /// How many transactions share one sync at most.
    public var groupLimit = 256

    /// How long the engine waits for another process that holds the write lock, in milliseconds, before it answers `busy`.
    public var lockWaitMilliseconds: Int32 = 5_000

    /// How many connections read at the same time.
    public var readers = 2

    /// The length of the write-ahead log, in pages of 4 KiB, at which it is brought into the file.
    public var checkpointPages: Int32 = 2_000

    /// Called, on the engine's thread, when a group of transactions begins and another process has written since.
    ///
    /// What the engine itself caches is already forgotten then. It must return at once and must not call the store.
    public var onForeignChange: (@Sendable () -> Void)?

    /// The SQLite file layer to use; tests name one that fails on purpose.
    package var fileLayer: String?

    /// How often SQLite syncs; anything but `full` loses acknowledged work in a power cut, which a test shows.
    package var durability = Durability.full

    /// The values of `PRAGMA synchronous` that are of use here.
    package enum Durability: String, Sendable {
        case full = "FULL"
        case off = "OFF"
    }

    /// The settings for the store at `path`.
    public init(path: String) {
        self.path = path
    }
}
