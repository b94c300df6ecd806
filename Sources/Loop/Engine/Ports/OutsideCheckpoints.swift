/// Where signed checkpoints are kept outside the store, so that a store that was put back or written anew is seen.
public protocol OutsideCheckpoints: Sendable {
    /// The newest signed note of each place that can be read; none where nothing was kept yet.
    func newest() throws -> [[UInt8]]
    /// Keeps a signed note over a log of `size` leaves; it is durable in the home when this returns.
    func keep(_ note: [UInt8], size: UInt64) throws
}
