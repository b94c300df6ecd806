/// Where signed checkpoints are kept outside the store, so that a store that was put back or written anew is seen.
public protocol OutsideCheckpoints: Sendable {
    /// The newest signed note of each place that can be read; none where nothing was kept yet.
    func newest() throws -> [OutsideNote]
    /// Keeps a signed note over a log of `size` leaves; it is durable in the home when this returns.
    func keep(_ note: [UInt8], size: UInt64) throws
}

/// A signed note as it was found outside the store.
public struct OutsideNote: Hashable, Sendable {
    /// Where it lies, for whoever has to put it right.
    public let place: String
    /// The note as it is there.
    public let bytes: [UInt8]
    /// Whether only this log is kept there, and not others beside it.
    public let isOwn: Bool

    /// A note of a place.
    public init(at place: String, _ bytes: [UInt8], isOwn: Bool) {
        self.place = place
        self.bytes = bytes
        self.isOwn = isOwn
    }
}
