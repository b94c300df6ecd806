/// The bytes of one file, pulled chunk by chunk by whoever reads them.
///
/// Layer 1 does no I/O: the caller opens the file and hands over a closure. Pulling keeps memory constant,
/// because nothing is read before it is needed. A chunk may have any size and may end in the middle of a
/// character.
public struct Chunks {
    private let pull: () throws(ImportError) -> [UInt8]?

    /// Wraps a closure that answers the next bytes, or nil once the end is reached; an empty chunk is
    /// allowed.
    ///
    /// The closure throws `ImportError.unreadable` when the file cannot be read any further.
    public init(_ pull: @escaping () throws(ImportError) -> [UInt8]?) {
        self.pull = pull
    }

    /// Bytes that are in memory already, cut into chunks of `size` (at least 1).
    public init(_ bytes: [UInt8], size: Int = 65_536) {
        var position = 0
        let step = max(1, size)
        self.init {
            guard position < bytes.count else { return nil }
            let end = min(position + step, bytes.count)
            defer { position = end }
            return Array(bytes[position..<end])
        }
    }

    /// The next bytes, or nil at the end of the file.
    public func next() throws(ImportError) -> [UInt8]? {
        try pull()
    }
}

@available(*, unavailable)
extension Chunks: Sendable {}
