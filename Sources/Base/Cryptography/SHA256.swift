internal import CCrypto

/// SHA-256 (FIPS 180-4), in pieces: `update` as often as needed, then `finish`, after which it starts anew.
///
/// It owns one context of libcrypto and keeps it for the next message, since making one costs as much as
/// hashing 500 bytes. The static functions take the whole message at once and are safe on any thread.
@safe public struct SHA256: ~Copyable, Sendable {
    private let context: DigestContext

    /// A hash of nothing yet.
    public init() {
        context = DigestContext()
        context.start()
    }

    /// Takes these bytes in.
    public mutating func update(_ bytes: Span<UInt8>) { context.update(bytes) }

    /// Takes these bytes in.
    public mutating func update(_ bytes: [UInt8]) { context.update(bytes.span) }

    /// The digest of everything taken in since the start or the last `finish`.
    public mutating func finish() -> Digest {
        let digest = context.finish()
        context.start()
        return digest
    }

    /// The digest of one message.
    public static func hash(_ bytes: Span<UInt8>) -> Digest {
        let context = DigestContext.ofThisThread()
        context.start()
        context.update(bytes)
        return context.finish()
    }

    /// The digest of one message.
    public static func hash(_ bytes: [UInt8]) -> Digest { hash(bytes.span) }

    /// The digest of the text's UTF-8 bytes.
    public static func hash(_ text: String) -> Digest { hash(Array(text.utf8).span) }

    /// The digest of one byte followed by a message, as hash trees need it to keep leaves and nodes apart.
    public static func hash(prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
        let context = DigestContext.ofThisThread()
        context.start()
        context.update(prefix)
        context.update(bytes)
        return context.finish()
    }

    /// The digest of one byte followed by two digests.
    public static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        let context = DigestContext.ofThisThread()
        context.start()
        context.update(prefix, left, right)
        return context.finish()
    }
}
