internal import CSodium

/// An Ed25519 private key (RFC 8032) that signs and otherwise says nothing.
///
/// Its bytes lie in guarded memory that is locked where the system allows it, read-only, and zeroed when the
/// key goes. Printing, dumping or reflecting on it shows `signing key (hidden)`. There is no way to get the
/// seed back: whoever makes a key writes the seed away first.
@safe public final class SigningKey: @unchecked Sendable {
    /// The number of bytes in a seed.
    public static let seedByteCount = 32

    /// The public half.
    public let verifyingKey: VerifyingKey
    private let secret: UnsafeMutablePointer<UInt8>

    /// The key that grows from `seed`; nothing unless it has exactly 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedByteCount else { return nil }
        Sodium.start()
        guard let memory = unsafe sodium_malloc(Int(crypto_sign_SECRETKEYBYTES)) else {
            preconditionFailure("no guarded memory for a key")
        }
        unsafe secret = memory.assumingMemoryBound(to: UInt8.self)
        var publicBytes = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
        let made = unsafe crypto_sign_seed_keypair(&publicBytes, secret, seed)
        precondition(made == 0, "libsodium cannot make a key")
        precondition(unsafe sodium_mprotect_readonly(secret) == 0, "a key's memory cannot be protected")
        verifyingKey = VerifyingKey(unchecked: publicBytes)
    }

    deinit { unsafe sodium_free(secret) }

    /// The signature of these bytes; the same key and bytes always give the same one.
    public func sign(_ message: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.byteCount)
        let length = UInt64(message.count)
        let signed = unsafe crypto_sign_detached(&signature, nil, message, length, secret)
        precondition(signed == 0, "libsodium cannot sign")
        return Signature(unchecked: signature)
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the key.
    public var description: String { "signing key (hidden)" }

    /// Never the key.
    public var debugDescription: String { description }

    /// A mirror that shows no part.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
