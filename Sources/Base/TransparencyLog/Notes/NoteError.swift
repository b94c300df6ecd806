/// Why a text is not a signed note, checkpoint or key.
public enum NoteError: Error, Hashable, CustomStringConvertible {
    /// The text breaks the format; says how.
    case malformed(String)
    /// There is more of something than is read.
    case tooLarge(what: String, count: Int, limit: Int)
    /// A signature by a known key does not fit the text.
    case wrongSignature(key: String)
    /// None of the known keys signed.
    case unsigned(by: String)

    /// What is wrong, in one line.
    public var description: String {
        switch self {
        case .malformed(let problem): problem
        case .tooLarge(let what, let count, let limit): "`\(count)` \(what) are over the limit of `\(limit)`"
        case .wrongSignature(let key): "the signature by `\(key)` does not fit the text"
        case .unsigned(let key): "there is no signature by `\(key)`"
        }
    }
}
