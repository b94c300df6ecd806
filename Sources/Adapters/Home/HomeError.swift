/// Why a home cannot be used, with the way out.
public struct HomeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is, for the exit code.
    public enum Kind: Hashable, Sendable {
        /// It is not there, or what was asked for is not in it.
        case missing
        /// It is there already, or in another state.
        case conflict
        /// A file in it cannot be read as what it should be.
        case damaged
        /// A person has no key, or may not do this.
        case notAllowed
        /// The operating system refused.
        case system
    }

    /// The kind.
    public let kind: Kind
    /// One fragment, with the way out.
    public let description: String

    /// Trouble with a home.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
