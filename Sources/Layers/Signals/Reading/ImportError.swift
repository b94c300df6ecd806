/// What stops an import as a whole; a single bad row never does (it is refused with its line number).
public enum ImportError: Error, Equatable, Sendable {
    /// The file could not be read; the text names it and the operating system's reason.
    case unreadable(String)
    /// The file holds no row that can be a header; the text says what was looked for.
    case noHeader(String)
    /// The plan still lacks something only a person can give.
    case incomplete([Missing])
    /// The file is of a kind that is not imported; the text says why and what to export instead.
    case unsupported(String)
    /// An option contradicts the file or names what is not there.
    case contradiction(String)

    /// One lower-case fragment for a person, with the way out.
    public var message: String {
        switch self {
        case .unreadable(let text): text
        case .noHeader(let text), .unsupported(let text), .contradiction(let text): text
        case .incomplete(let missing): missing.map(\.message).joined(separator: "; ")
        }
    }
}
