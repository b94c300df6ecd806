/// One column of a file and what the import makes of it.
public struct PlannedColumn: Equatable, Sendable {
    /// Where it stands; the first is 0.
    public let index: Int
    /// Its heading as written.
    public let heading: String
    /// What it means; nil for an unknown one, which is left out.
    public let field: Field?
    /// How that came about, or why it is not used.
    public let note: Note

    /// How a column got its meaning.
    public enum Note: Equatable, Sendable {
        /// The heading is known.
        case recognised
        /// A person mapped it.
        case mapped
        /// The heading is not known; map it if it matters.
        case unknown
        /// Another column, of this heading, already has the meaning.
        case besides(String)
        /// Known, and left out because it is computed from others or decides nothing.
        case leftOut
    }

    /// Whether the import reads the column.
    public var isUsed: Bool { note == .recognised || note == .mapped }
}
