/// Why the store could not do its work, and what the caller can do about it.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: String, Hashable, Sendable {
        /// The disk, or the space allowed to the store, is used up; reading goes on.
        case full
        /// The file is damaged or is not ours.
        case corrupt
        /// What is stored is not what people signed.
        case notAsSigned
        /// Another process, or too many waiting callers, were in the way longer than the limit.
        case busy
        /// A rule of a table refused the row: a key twice, a missing reference, a failed check.
        case constraint
        /// The operating system refused or failed a read, write or sync.
        case io
        /// The store was closed, or has stopped writing after a failed write.
        case closed
        /// The tables were made by another version of the program.
        case version
        /// The statement is wrong: only a bug can cause it.
        case statement
    }

    /// What the caller can do.
    public enum Remedy: String, Hashable, Sendable {
        /// Nothing was changed; the same work can be done again later.
        case retry
        /// Nothing was changed; doing it again will not help.
        case giveUp
        /// The work may or may not be on disk: open the store again and look.
        case reconcile
    }

    /// What went wrong.
    public let kind: Kind
    /// What the caller can do.
    public let remedy: Remedy
    /// One lower-case sentence fragment for people, with the way out.
    public let message: String
    /// The engine's own number for the failure (an SQLite extended result code), 0 where there is none.
    public let code: Int32

    /// An error as an engine reports it.
    public init(_ kind: Kind, _ remedy: Remedy, _ message: String, code: Int32 = 0) {
        self.kind = kind
        self.remedy = remedy
        self.message = message
        self.code = code
    }

    /// The message, as a person reads it.
    public var description: String { message }
}
