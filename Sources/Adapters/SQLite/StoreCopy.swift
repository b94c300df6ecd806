import CSQLite
import Storage

extension SQLiteEngine {
    /// Copies what is committed in a store into another file, which takes as long as the store is large; meanwhile others read and
    /// write it as ever. The copy is no backup: it is not synced to disk.
    /// - Throws: `StorageError`: kind `busy` where another process keeps it from being read, `full` where there is no room.
    public static func copy(_ settings: SQLiteSettings, to path: String) async throws {
        let crew = Crew()
        try await crew.start {
            try Connection(settings, as: .writer).copy(to: path)
        } _: { _ in
        }
        await crew.ended()
    }
}

extension Connection {
    /// Copies every page into a file.
    fileprivate func copy(to path: String) throws(StorageError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        defer { unsafe sqlite3_close_v2(opened) }
        guard result == SQLITE_OK, unsafe sqlite3_exec(opened, "PRAGMA synchronous=OFF", nil, nil, nil) == SQLITE_OK
        else { throw StorageError(sqlite: result, "it cannot be opened", path: path) }
        guard let pages = unsafe backup(into: opened) else {
            throw StorageError(sqlite: unsafe sqlite3_extended_errcode(opened), "it cannot be copied to", path: path)
        }
        let step = unsafe sqlite3_backup_step(pages, -1)
        let finish = unsafe sqlite3_backup_finish(pages)
        guard step == SQLITE_DONE, finish == SQLITE_OK else {
            throw StorageError(sqlite: step == SQLITE_DONE ? finish : step, "it cannot be copied to", path: path)
        }
    }
}
