public import Cryptography

/// What a leaf holds in place of a payload: a hash that fixes the payload without telling anything about it.
///
/// It is SHA-256 over 32 random bytes, the salt, followed by the payload. Without the salt nobody can find the
/// payload by trying likely ones; so deleting payload and salt erases them, while the log still verifies.
public struct SaltedCommitment: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes in a salt.
    public static let saltByteCount = 32

    /// The hash over salt and payload.
    public let digest: Digest

    /// A commitment as a leaf holds it.
    public init(digest: Digest) { self.digest = digest }

    /// The form in which a leaf holds it: 64 lower-case hexadecimal digits.
    public var description: String { digest.hex }

    /// Whether `opening` is what was committed to.
    public func isOpened(by opening: Opening) -> Bool {
        equalInConstantTime(opening.commitment.digest.bytes, digest.bytes)
    }

    /// What a commitment hides, kept outside of the log until it is erased.
    public struct Opening: Hashable, Sendable {
        /// The 32 random bytes.
        public let salt: [UInt8]
        /// The payload.
        public let payload: [UInt8]

        /// A payload with a fresh salt.
        public init(hiding payload: [UInt8], random: some RandomBytes) {
            salt = random.randomBytes(saltByteCount)
            self.payload = payload
        }

        /// A payload with its salt as they were kept; nothing unless the salt has 32 bytes.
        public init?(salt: [UInt8], payload: [UInt8]) {
            guard salt.count == saltByteCount else { return nil }
            self.salt = salt
            self.payload = payload
        }

        /// The commitment that a leaf holds.
        public var commitment: SaltedCommitment { SaltedCommitment(digest: SHA256.hash(salt + payload)) }

        /// Whether it is what a leaf commits to.
        public func isHeld(by leaf: [UInt8]) -> Bool { leaf.contains(Array(commitment.description.utf8)) }
    }
}
