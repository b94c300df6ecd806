/// One thing that is wrong with a pack, naming where.
public enum PackFinding: Hashable, Sendable, CustomStringConvertible {
    /// The bytes of a leaf are not those of its hash, or cannot be read as a leaf.
    case leaf(UInt64, problem: String)
    /// The leaves from the first number up to, not including, the second are not those that were signed.
    case range(UInt64, UInt64)
    /// A payload is not what its leaf commits to.
    case payload(leaf: UInt64, problem: String)
    /// The leaves from this number on are not covered by a signed checkpoint.
    case unsigned(from: UInt64, to: UInt64)
    /// A file is not there.
    case missing(String)
    /// A file is there that does not belong to the pack.
    case unexpected(String)
    /// A file is not the one that was signed.
    case altered(String)
    /// A file is not in form or not signed as it has to be.
    case refused(String, problem: String)
    /// A checkpoint from elsewhere does not agree with the pack.
    case outside(size: UInt64, problem: String)

    /// What is wrong, in one line.
    public var description: String {
        switch self {
        case .leaf(let position, let problem): "leaf `\(position)`: \(problem)"
        case .range(let first, let end): "the leaves `\(first)` to `\(end - 1)` are not those that were signed"
        case .payload(let position, let problem): "payload of leaf `\(position)`: \(problem)"
        case .unsigned(let first, let end): "no signed checkpoint covers the leaves `\(first)` to `\(end - 1)`"
        case .missing(let path): "`\(path)` is missing"
        case .unexpected(let path): "`\(path)` does not belong to the pack"
        case .altered(let path): "`\(path)` is not the file that was signed"
        case .refused(let path, let problem): "`\(path)`: \(problem)"
        case .outside(let size, let problem): "the outside checkpoint of size `\(size)`: \(problem)"
        }
    }

    /// What is named first: leaves, then ranges, then the rest in the order found.
    var rank: UInt64 {
        switch self {
        case .leaf(let position, _): position
        case .range(let first, _): 1 << 62 | first
        default: 1 << 63
        }
    }
}
