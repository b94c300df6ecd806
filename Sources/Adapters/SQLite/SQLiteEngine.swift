public import Storage

/// A store in one SQLite file: one writing thread that commits in groups, and a few that read.
///
/// Several engines, in this process or others, may have one file open. Blocking calls happen on the engine's threads only.
public final class SQLiteEngine: Sendable {
    private let writing: WorkQueue
    private let reading: WorkQueue
    private let writers = Crew()
    private let readers = Crew()

    /// Opens or makes the file and brings its tables up to `migrations`.
    ///
    /// Throws `StorageError`: kind `version` when the file is newer than this program, `corrupt` when it is no store,
    /// `busy` when another process holds it too long. Nothing is left running when it throws. On a full disk a store that
    /// can be read opens; what writes is answered `full` until there is room, and then goes on by itself.
    public static func open(_ settings: SQLiteSettings, migrations: [Migration]) async throws -> SQLiteEngine {
        let engine = SQLiteEngine(settings)
        do {
            try await engine.start(settings, migrations)
        } catch {
            await engine.close()
            throw error
        }
        return engine
    }

    private init(_ settings: SQLiteSettings) {
        writing = WorkQueue(settings)
        reading = WorkQueue(settings)
    }

    deinit {
        writing.close()
        reading.close()
    }

    private func start(_ settings: SQLiteSettings, _ migrations: [Migration]) async throws {
        let (writing, reading) = (writing, reading)
        try await writers.start {
            try WritersPlace(settings, writing, migrations: migrations)
        } _: {
            $0.serve()
        }
        for _ in 0..<settings.readers {
            try await readers.start {
                try Reader(settings, reading, migrations: migrations)
            } _: {
                $0.serve()
            }
        }
    }

    /// The rows of one organisation.
    public func database(for organisation: OrganisationKey) -> any Database {
        OrganisationRows(organisation: organisation, writing: writing, reading: reading, engine: self)
    }

    /// Why the store no longer writes, when a write or sync has failed; reading goes on. The process should end.
    public var trouble: StorageError? { writing.trouble }

    /// How many transactions stand in line before the writer, not counting the group it is at.
    public var waitingTransactions: Int { writing.count }

    /// What SQLite and the references between tables find wrong in the file; empty when it is sound.
    ///
    /// Reads the whole file, on a reader's thread.
    public func damage() async throws -> [String] {
        try await reading.submit(for: .local) { session in
            guard let session = session as? Session else { return [] }
            return try session.damage()
        }
    }

    /// Finishes what is waiting, brings the log into the file and lets it go; later work is answered `closed`.
    public func close() async {
        reading.close()
        await readers.ended()
        writing.close()
        await writers.ended()
    }
}

/// The rows of one organisation in one file.
private struct OrganisationRows: Database {
    let organisation: OrganisationKey
    let writing: WorkQueue
    let reading: WorkQueue
    let engine: SQLiteEngine

    func transact<Value: Sendable>(
        _ work: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await writing.submit(for: organisation, work)
    }

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await reading.submit(for: organisation, work)
    }
}
