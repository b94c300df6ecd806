/// How large a document may be before it is refused unread or half read.
public struct JSONLimits: Sendable, Hashable {
    /// The most bytes one document may have.
    public let bytes: Int
    /// How many arrays and objects may stand inside each other; `[[]]` is 2 deep.
    public let depth: Int

    /// Limits of one's own, for a document known to be larger. `bytes` is cut to 2 GiB.
    public init(bytes: Int, depth: Int = 64) {
        self.bytes = min(bytes, Int(Int32.max))
        self.depth = depth
    }

    /// 1 MiB and 64 deep: everything that comes from outside.
    public static let standard = JSONLimits(bytes: 1 << 20)
}
