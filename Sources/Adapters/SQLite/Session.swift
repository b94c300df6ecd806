import Storage

/// What a closure is lent: the connection, limited to one organisation and to the time the closure runs.
final class Session: SQLSession {
    private let connection: Connection
    private let memory: Memory?
    private(set) var organisation: OrganisationKey = .local
    private var isLent = false

    /// Why SQLite gave up the whole transaction, if it did; from then on every statement is refused with it.
    private(set) var lost: StorageError?

    init(_ connection: Connection, memory: Memory?) {
        self.connection = connection
        self.memory = memory
    }

    /// Runs `work` for an organisation; throws its error, or the one that ended the transaction under it.
    func lend(to work: Work) throws {
        organisation = work.organisation
        lost = nil
        isLent = true
        defer { isLent = false }
        try work.run(self)
        if let lost { throw lost }
    }

    func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int {
        try withStatement(sql, values) { statement in
            while try statement.step() {}
            return connection.changes
        }
    }

    func rows(_ sql: StaticString, _ values: [SQLValue], _ visit: (any SQLRow) throws -> Bool) throws {
        try withStatement(sql, values) { statement in
            while try statement.step() {
                guard try visit(statement) else { return }
            }
        }
    }

    private func withStatement<Value>(
        _ sql: StaticString, _ values: [SQLValue], _ body: (Statement) throws -> Value
    ) throws -> Value {
        precondition(isLent, "a session was used after its closure had ended")
        if let lost { throw lost }
        do {
            let statement = try connection.statement(sql)
            try statement.start(organisation, values)
            defer { statement.finish() }
            return try body(statement)
        } catch let error as StorageError {
            if connection.isOutsideTransaction { lost = error }
            throw error
        }
    }

    /// What SQLite's own checks find wrong.
    func damage() throws -> [String] {
        let found = try connection.texts("PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let orphans = try connection.texts("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 20")
        return found + orphans.map { "a row of `\($0)` refers to a row that is not there" }
    }

    func cached<Value: Sendable>(_ slot: CacheSlot<Value>) -> Value? {
        memory?.value(of: slot, for: organisation)
    }

    func keep<Value: Sendable>(_ value: Value, in slot: CacheSlot<Value>) {
        memory?.keep(value, in: slot, for: organisation)
    }

    func forget<Value: Sendable>(_ slot: CacheSlot<Value>) {
        memory?.forget(slot, for: organisation)
    }
}
