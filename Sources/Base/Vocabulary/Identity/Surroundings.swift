/// The only door to time and chance: everything that decides gets them from here, so that a seed repeats a run exactly.
public protocol Surroundings: Sendable {
    /// The time now, UTC.
    func now() -> Instant
    /// 64 fresh random bits.
    func randomBits() -> UInt64
}

extension Surroundings {
    /// A fresh identifier made now.
    public func fresh<Kind: Sendable>(_ kind: Kind.Type = Kind.self) -> ID<Kind> {
        ID(at: now(), random: (UInt16(truncatingIfNeeded: randomBits()), randomBits()))
    }
}

/// A value that cannot print itself: keys, tokens, passwords.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    /// Keeps the bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Lends the bytes for one use; they are not kept by who reads them.
    public func reveal<R>(_ use: ([UInt8]) throws -> R) rethrows -> R { try use(bytes) }

    /// Never the bytes.
    public var description: String { "(secret)" }
    /// Never the bytes.
    public var debugDescription: String { "(secret)" }
    /// Never the bytes.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
