/// The row a query stands on; columns count from 0. It is only good inside the closure it was lent to.
///
/// A column of another type than asked for throws `StorageError` of kind `corrupt` and names the column: the tables are
/// strict, so this is a damaged file or a wrong statement, and no guess is better than an answer.
public protocol SQLRow: AnyObject {
    /// Whether the column holds nothing.
    func isNull(_ column: Int) -> Bool

    /// The number in a column.
    func integer(_ column: Int) throws -> Int64

    /// The text in a column.
    func text(_ column: Int) throws -> String

    /// The bytes in a column.
    func blob(_ column: Int) throws -> [UInt8]

    /// Lends the bytes of a column without copying them.
    func withBytes<Value>(_ column: Int, _ body: (RawSpan) throws -> Value) throws -> Value
}

extension SQLRow {
    /// The number in a column, `nil` where it holds nothing.
    public func integerIfPresent(_ column: Int) throws -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    /// The text in a column, `nil` where it holds nothing.
    public func textIfPresent(_ column: Int) throws -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// The bytes in a column, `nil` where it holds nothing.
    public func blobIfPresent(_ column: Int) throws -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    /// The yes or no in a column: 0 is no, every other number yes.
    public func flag(_ column: Int) throws -> Bool {
        try integer(column) != 0
    }
}
