import CSQLite
import CSQLiteShim
import Storage

/// One connection to the file, with its prepared statements. It lives and dies on one thread.
@safe final class Connection {
    /// What a connection is for.
    enum Role {
        case writer
        case reader
        /// Reads with the file to itself: the index of the log is in memory, so it needs no space on the disk.
        case readerAlone
    }

    let path: String
    private let handle: OpaquePointer
    private let lockWait: UnsafeMutablePointer<Int32>
    private let frames: UnsafeMutablePointer<Int32>
    private var statements: [UInt: Statement] = [:]
    private var controls: [Control: Statement] = [:]

    /// Opens the file and sets everything that is not SQLite's default, or that a build of SQLite could change.
    init(_ settings: SQLiteSettings, as role: Role) throws(StorageError) {
        Connection.prepareLibrary
        path = settings.path
        var opened: OpaquePointer?
        let flags = role.openFlags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(path, &opened, flags, settings.fileLayer)
        guard let opened = unsafe opened, result == SQLITE_OK else {
            unsafe sqlite3_close_v2(opened)
            throw StorageError(sqlite: result, "it cannot be opened", path: path)
        }
        unsafe handle = opened
        unsafe lockWait = .allocate(capacity: 1)
        unsafe frames = .allocate(capacity: 1)
        unsafe lockWait.initialize(to: settings.lockWaitMilliseconds)
        unsafe frames.initialize(to: 0)
        try configure(settings, role)
    }

    deinit {
        statements.removeAll()
        controls.removeAll()
        unsafe sqlite3_close_v2(handle)
        unsafe lockWait.deallocate()
        unsafe frames.deallocate()
    }

    /// Before the first connection of the process; whether another user of the library was first only costs time.
    private static let prepareLibrary: Void = { _ = csqlite_sum_no_memory() }()

    private func configure(_ settings: SQLiteSettings, _ role: Role) throws(StorageError) {
        unsafe csqlite_set_wait(handle, lockWait)
        let switches: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DEFENSIVE, 1),
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, role == .writer ? 0 : 1),
        ]
        for (option, on) in switches {
            let result = unsafe csqlite_config_flag(handle, option, on)
            if result != SQLITE_OK { throw failure(result) }
        }
        try run("PRAGMA mmap_size=0")
        try run("PRAGMA temp_store=MEMORY")
        try run("PRAGMA cell_size_check=ON")
        guard role == .writer else {
            if role == .readerAlone { try demand("PRAGMA locking_mode=EXCLUSIVE", answers: "exclusive") }
            try run("PRAGMA query_only=ON")
            return try run("PRAGMA cache_size=-1024")
        }
        try demand("PRAGMA journal_mode=WAL", answers: "wal")
        let kept = unsafe csqlite_keep_log(handle)
        if kept != SQLITE_OK { throw failure(kept) }
        try run("PRAGMA synchronous=\(settings.durability.rawValue)")
        try run("PRAGMA secure_delete=ON")
        try run("PRAGMA journal_size_limit=-1")
        // KiB. The system keeps the file's pages anyway, and what a process takes must not grow with what it writes.
        try run("PRAGMA cache_size=-2048")
        unsafe csqlite_watch_log(handle, frames)
    }

    /// Changes a setting that SQLite may silently leave as it was.
    private func demand(_ sql: String, answers wanted: String) throws(StorageError) {
        let asked = try unsafe Statement(taking: compile(sql, persistent: false), of: self, indexes: [])
        let answer = try asked.oneText()
        if answer != wanted {
            throw StorageError(
                .io, .giveUp, "`\(path)` stays with `\(answer)` where `\(wanted)` is needed; look at its disk")
        }
    }

    /// The copying of all pages of this connection's file into another's; nil where it cannot begin.
    func backup(into other: OpaquePointer?) -> OpaquePointer? {
        unsafe sqlite3_backup_init(other, "main", handle, "main")
    }

    /// Lets the last one to close empty the log instead of removing it: its name is then there when a disk is full.
    func emptyLogOnClose() throws(StorageError) { try run("PRAGMA journal_size_limit=0") }

    // MARK: Statements

    /// The prepared form of a fixed text, found again by the text's address.
    func statement(_ sql: StaticString) throws(StorageError) -> Statement {
        let key = unsafe UInt(bitPattern: sql.utf8Start)
        if let known = statements[key], !known.isRunning { return known }
        let made = try prepare(sql.description)
        if statements[key] == nil { statements[key] = made }
        return made
    }

    private func prepare(_ sql: String) throws(StorageError) -> Statement {
        let made = try unsafe compile(sql, persistent: true)
        let count = unsafe sqlite3_bind_parameter_count(made)
        var indexes = [Int32](repeating: 0, count: Int(count))
        for index in 0..<count {
            let name = unsafe sqlite3_bind_parameter_name(made, index + 1).map { unsafe String(cString: $0) } ?? "?"
            guard name.first == "$", let number = Int(name.dropFirst()), 1...Int(count) ~= number else {
                unsafe sqlite3_finalize(made)
                throw StorageError(
                    .statement, .giveUp, "parameters are `$1` to `$\(count)`, not `\(name)`, in `\(sql)`")
            }
            indexes[number - 1] = index + 1
        }
        guard count > 0 else {
            unsafe sqlite3_finalize(made)
            throw StorageError(.statement, .giveUp, "`\(sql)` does not say whose rows; compare its key with `$1`")
        }
        return unsafe Statement(taking: made, of: self, indexes: indexes)
    }

    /// A statement of the engine itself: no parameters, no organisation.
    enum Control: String {
        case begin = "BEGIN"
        case beginWriting = "BEGIN IMMEDIATE"
        case commit = "COMMIT"
        case rollback = "ROLLBACK"
        case mark = "SAVEPOINT work"
        case keep = "RELEASE work"
        case undo = "ROLLBACK TO work"
        case dataVersion = "PRAGMA data_version"
    }

    func run(_ control: Control) throws(StorageError) {
        try prepared(control).run()
    }

    private func prepared(_ control: Control) throws(StorageError) -> Statement {
        if let known = controls[control] { return known }
        let made = try unsafe Statement(taking: compile(control.rawValue, persistent: true), of: self, indexes: [])
        controls[control] = made
        return made
    }

    /// Runs a text of the engine itself once: settings, tables.
    func run(_ sql: String) throws(StorageError) {
        try unsafe Statement(taking: compile(sql, persistent: false), of: self, indexes: []).run()
    }

    /// Every row, all numbers, of a text of the engine itself.
    func numbers(_ sql: String) throws -> [[Int64]] {
        let asked = try unsafe Statement(taking: compile(sql, persistent: false), of: self, indexes: [])
        return try asked.everyRow { row, columns in try (0..<columns).map { try row.integer($0) } }
    }

    /// The first column of every row, as text.
    func texts(_ sql: String) throws -> [String] {
        let asked = try unsafe Statement(taking: compile(sql, persistent: false), of: self, indexes: [])
        return try asked.everyRow { row, _ in try row.text(0) }
    }

    /// SQLite's counter of commits by other connections.
    func dataVersion() throws(StorageError) -> Int64 {
        try prepared(.dataVersion).oneNumber()
    }

    private func compile(_ sql: String, persistent: Bool) throws(StorageError) -> OpaquePointer {
        var made: OpaquePointer?
        let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let result = unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &made, nil)
        guard let made = unsafe made, result == SQLITE_OK else { throw failure(result, in: sql) }
        return unsafe made
    }

    // MARK: State

    /// Whether no transaction is open, because none was begun or because SQLite gave it up.
    var isOutsideTransaction: Bool { unsafe sqlite3_get_autocommit(handle) != 0 }

    /// Rows inserted, changed and deleted so far, also by what was undone.
    var totalChanges: Int64 { unsafe sqlite3_total_changes64(handle) }

    /// Rows touched by the last statement that inserts, changes or deletes.
    var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

    /// The length of the write-ahead log after the last commit, in frames of one page each.
    var logFrames: Int32 { unsafe frames.pointee }

    /// Brings the log into the file; `waiting` also waits for readers, so that the log can start over.
    func checkpoint(waiting: Bool) throws(StorageError) {
        let mode = waiting ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE
        let result = unsafe sqlite3_wal_checkpoint_v2(handle, "main", mode, nil, nil)
        if result != SQLITE_OK && result & 0xff != SQLITE_BUSY { throw failure(result) }
    }

    /// Makes the write-ahead log at least `bytes` long; only inside a write transaction.
    func extendLog(to bytes: Int64) throws(StorageError) {
        let result = unsafe csqlite_extend_log(handle, bytes)
        if result != SQLITE_OK { throw failure(result) }
    }

    func failure(_ code: Int32, in sql: String? = nil) -> StorageError {
        let detail = unsafe String(cString: sqlite3_errmsg(handle))
        return StorageError(
            sqlite: code, sql.map { "\(detail) in `\($0)`" } ?? detail, path: path, system: cause(of: code))
    }

    /// The system's number behind a failure. SQLite tries a second way to open a file that it cannot make, and then knows
    /// only why that one failed.
    private func cause(of code: Int32) -> Int32 {
        guard code & 0xff == SQLITE_CANTOPEN else { return unsafe sqlite3_system_errno(handle) }
        let directory = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        return unsafe csqlite_why_no_file(String(directory))
    }

    var outOfMemory: StorageError { StorageError(sqlite: SQLITE_NOMEM, "out of memory", path: path) }
}

extension Connection.Role {
    /// Who reads alone opens for writing too, since only such a descriptor can lock the file against everybody else.
    fileprivate var openFlags: Int32 {
        switch self {
        case .writer: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .reader: SQLITE_OPEN_READONLY
        case .readerAlone: SQLITE_OPEN_READWRITE
        }
    }
}

extension Statement {
    /// Runs a statement without parameters for the number in its first column.
    func oneNumber() throws(StorageError) -> Int64 {
        startPlain()
        defer { finish() }
        return try step() ? number(0) : 0
    }

    /// Runs a statement without parameters for the text in its first column.
    func oneText() throws(StorageError) -> String {
        startPlain()
        defer { finish() }
        return try step() ? words(0) : ""
    }

    /// Runs a statement without parameters and reads each row with its number of columns.
    func everyRow<Value>(_ read: (Statement, Int) throws -> Value) throws -> [Value] {
        startPlain()
        defer { finish() }
        var found: [Value] = []
        while try step() { found.append(try read(self, columnCount)) }
        return found
    }
}
