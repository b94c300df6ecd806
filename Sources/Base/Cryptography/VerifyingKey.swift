internal import CSodium

/// An Ed25519 public key (RFC 8032).
public struct VerifyingKey: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes in a public key.
    public static let byteCount = 32

    /// The key as RFC 8032 encodes it.
    public let bytes: [UInt8]

    /// The key with these bytes; nothing unless there are exactly 32. That they are a point is seen at `isValid`.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the holder of the private half signed exactly these bytes.
    ///
    /// Signatures that are not in their one canonical form and keys of small order never are valid.
    public func isValid(_ signature: Signature, for message: [UInt8]) -> Bool {
        Sodium.start()
        return unsafe crypto_sign_verify_detached(signature.bytes, message, UInt64(message.count), bytes) == 0
    }

    /// The bytes in lower-case hexadecimal.
    public var description: String { Hex.encode(bytes) }
}

/// An Ed25519 signature, 64 bytes.
public struct Signature: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes in a signature.
    public static let byteCount = 64

    /// The signature as RFC 8032 encodes it.
    public let bytes: [UInt8]

    /// The signature with these bytes; nothing unless there are exactly 64.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes in lower-case hexadecimal.
    public var description: String { Hex.encode(bytes) }
}
