/// One transaction or one view, lent to a closure: it must not outlive that closure.
///
/// Statements are fixed texts (`StaticString`, so nothing from outside can become SQL) in the common subset of SQLite
/// and PostgreSQL. Parameters are `$1`, `$2`, …; `$1` is always the organisation and is bound by the session, so
/// `values` begin at `$2`. A statement without `$1` is refused: every key starts with the organisation.
public protocol SQLSession: AnyObject {
    /// Whose rows this session may touch; what `$1` stands for.
    var organisation: OrganisationKey { get }

    /// Runs a statement that returns no rows and answers how many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int

    /// Runs a statement and shows each row to `visit` until that answers `false` or no row is left.
    func rows(_ sql: StaticString, _ values: [SQLValue], _ visit: (any SQLRow) throws -> Bool) throws

    /// What an earlier transaction kept in this slot for this organisation, if it is certainly still true.
    ///
    /// Always `nil` in a `read`, after another process has written, and after a group that was undone.
    func cached<Value: Sendable>(_ slot: CacheSlot<Value>) -> Value?

    /// Keeps a value for later transactions of this organisation; it is forgotten when this one is undone.
    func keep<Value: Sendable>(_ value: Value, in slot: CacheSlot<Value>)

    /// Forgets what is kept, since the rows behind it change; when this transaction is undone it is there again.
    func forget<Value: Sendable>(_ slot: CacheSlot<Value>)
}

extension SQLSession {
    /// Runs a statement that takes the organisation alone.
    @discardableResult
    public func execute(_ sql: StaticString) throws -> Int {
        try execute(sql, [])
    }

    /// Every row of a query, read by `read`, in the order of the query.
    public func query<Value>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try rows(sql, values) { row in
            found.append(try read(row))
            return true
        }
        return found
    }

    /// The first row of a query, read by `read`; `nil` when there is none.
    public func first<Value>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try rows(sql, values) { row in
            found = try read(row)
            return false
        }
        return found
    }

    /// Whether a query has at least one row.
    public func exists(_ sql: StaticString, _ values: [SQLValue] = []) throws -> Bool {
        var found = false
        try rows(sql, values) { _ in
            found = true
            return false
        }
        return found
    }
}
