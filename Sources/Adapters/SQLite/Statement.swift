import CSQLite
import CSQLiteShim
import Storage

/// One prepared statement and, while it runs, the row it stands on. Belongs to one connection and its thread.
@safe final class Statement: SQLRow {
    private let handle: OpaquePointer
    private unowned let connection: Connection
    private let indexes: [Int32]
    private(set) var isRunning = false

    /// Takes over a handle of `connection`; `indexes[n]` is SQLite's index of the parameter `$n+1`.
    init(taking handle: OpaquePointer, of connection: Connection, indexes: [Int32]) {
        unsafe self.handle = handle
        self.connection = connection
        self.indexes = indexes
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Binds the organisation and the values and makes ready to step.
    func start(_ organisation: OrganisationKey, _ values: [SQLValue]) throws(StorageError) {
        guard values.count + 1 == indexes.count else {
            throw StorageError(
                .statement, .giveUp, "a statement takes \(indexes.count - 1) values and was given \(values.count)")
        }
        isRunning = true
        var result = unsafe sqlite3_bind_int64(handle, indexes[0], organisation.number)
        for position in values.indices where result == SQLITE_OK {
            result = bind(values[position], at: indexes[position + 1])
        }
        if result != SQLITE_OK {
            finish()
            throw connection.failure(result)
        }
    }

    /// Goes to the next row; `false` when there is none.
    func step() throws(StorageError) -> Bool {
        let result = unsafe sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        throw connection.failure(result)
    }

    /// Makes ready for the next use; what went wrong was already told by `step`.
    func finish() {
        unsafe sqlite3_reset(handle)
        isRunning = false
    }

    /// Runs a statement without parameters, such as `COMMIT`, to its end.
    func run() throws(StorageError) {
        defer { finish() }
        while try step() {}
    }

    /// Makes a statement without parameters ready to step.
    func startPlain() {
        isRunning = true
    }

    /// The number of columns of each row.
    var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, index)
        case .integer(let number):
            return unsafe sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            return text.withUTF8 { unsafe csqlite_bind_text(handle, index, $0.baseAddress, Int32($0.count)) }
        case .blob(let bytes):
            if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
            return unsafe bytes.withUnsafeBytes {
                unsafe csqlite_bind_blob(handle, index, $0.baseAddress, Int32($0.count))
            }
        }
    }

    // MARK: The row

    func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws -> Int64 {
        try expect(SQLITE_INTEGER, "a number", column)
        return number(column)
    }

    /// The column as a number, whatever it holds.
    func number(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(handle, Int32(column))
    }

    func text(_ column: Int) throws -> String {
        try expect(SQLITE_TEXT, "text", column)
        return words(column)
    }

    /// The column as text, whatever it holds.
    func words(_ column: Int) -> String {
        let start = unsafe sqlite3_column_text(handle, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count), as: UTF8.self)
    }

    func blob(_ column: Int) throws -> [UInt8] {
        try expect(SQLITE_BLOB, "bytes", column)
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    func withBytes<Value>(_ column: Int, _ body: (RawSpan) throws -> Value) throws -> Value {
        try expect(SQLITE_BLOB, "bytes", column)
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return try unsafe body(UnsafeRawBufferPointer(start: start, count: count).bytes)
    }

    private func expect(_ type: Int32, _ wanted: String, _ column: Int) throws(StorageError) {
        precondition(isRunning, "a row was used after its query had ended")
        let found = unsafe sqlite3_column_type(handle, Int32(column))
        if found == type { return }
        let name = unsafe sqlite3_column_name(handle, Int32(column)).map { unsafe String(cString: $0) } ?? "\(column)"
        let names = [SQLITE_INTEGER: "a number", SQLITE_TEXT: "text", SQLITE_BLOB: "bytes", SQLITE_NULL: "nothing"]
        throw StorageError(
            .corrupt, .giveUp, "column `\(name)` holds \(names[found] ?? "a fraction") where \(wanted) is expected")
    }
}
