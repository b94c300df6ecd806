import Storage

/// When the write-ahead log is brought into the file, and its one-time preparation.
///
/// A log that keeps its allocated blocks makes a sync a third cheaper, so it is filled with zeros once, after a process
/// has shown that it writes a lot, and never cut while a process has it open. The last one to close empties it; its name
/// stays, since making one takes space.
struct Upkeep {
    private let checkpointFrames: Int32
    private var groups = 0
    private var isPrepared = false

    private static let groupsBeforePreparing = 32
    private static let frameBytes: Int64 = 4_096 + 24
    private static let headerBytes: Int64 = 32

    init(_ settings: SQLiteSettings) {
        checkpointFrames = settings.checkpointPages
    }

    /// Does what is due after a group; a full disk or a busy file only postpones it.
    mutating func look(after connection: Connection) throws(StorageError) {
        groups += 1
        do throws(StorageError) {
            if !isPrepared, groups >= Self.groupsBeforePreparing { try prepare(connection) }
            let frames = connection.logFrames
            if frames >= checkpointFrames { try connection.checkpoint(waiting: frames >= 4 * checkpointFrames) }
        } catch {
            if error.kind != .full && error.kind != .busy { throw error }
        }
    }

    private mutating func prepare(_ connection: Connection) throws(StorageError) {
        isPrepared = true
        try connection.run(.beginWriting)
        let frames = Int64(checkpointFrames) * 5 / 4
        var failure: StorageError?
        do throws(StorageError) {
            try connection.extendLog(to: Self.headerBytes + frames * Self.frameBytes)
        } catch {
            failure = error
        }
        try connection.run(.rollback)
        if let failure { throw failure }
    }
}
