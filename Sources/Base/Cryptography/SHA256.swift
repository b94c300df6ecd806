internal import CCrypto

/// SHA-256 (FIPS 180-4), in pieces: `update` as often as needed, then `finish`, after which it starts anew.
///
/// It uses libcrypto's plain functions on a state of its own, without allocating: a tree over a million leaves
/// needs two million short hashes, on which libcrypto's general interface spends a third of its time.
public struct SHA256: Sendable {
    private var state = SHA256_CTX()

    /// A hash of nothing yet.
    public init() {
        let started = unsafe SHA256_Init(&state)
        precondition(started == 1, "libcrypto cannot start SHA-256")
    }

    /// Takes these bytes in.
    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes these bytes in.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// The digest of everything taken in since the start or the last `finish`.
    public mutating func finish() -> Digest {
        let digest = end()
        self = SHA256()
        return digest
    }

    /// The digest; the state is spent and has to go.
    private mutating func end() -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let finished = unsafe withUnsafeMutableBytes(of: &words) {
            unsafe SHA256_Final($0.assumingMemoryBound(to: UInt8.self).baseAddress, &state)
        }
        precondition(finished == 1, "libcrypto cannot finish SHA-256")
        return Digest(words: words)
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let taken = unsafe SHA256_Update(&state, bytes.baseAddress, bytes.count)
        precondition(taken == 1, "libcrypto cannot hash")
    }
}

extension SHA256 {
    /// The digest of one message.
    public static func hash(_ bytes: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.end()
    }

    /// The digest of one message.
    public static func hash(_ bytes: [UInt8]) -> Digest { hash(bytes.span) }

    /// The digest of the text's UTF-8 bytes.
    public static func hash(_ text: String) -> Digest { hash(Array(text.utf8).span) }

    /// The digest of one byte followed by a message, as hash trees need it to keep leaves and nodes apart.
    public static func hash(prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
        var hash = SHA256()
        unsafe withUnsafeBytes(of: prefix) { unsafe hash.update($0) }
        hash.update(bytes)
        return hash.end()
    }

    /// The digest of one byte followed by two digests.
    public static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var hash = SHA256()
        unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 8) { block in
            unsafe block[0] = prefix
            unsafe block.storeBytes(of: left.words, toByteOffset: 1, as: (UInt64, UInt64, UInt64, UInt64).self)
            unsafe block.storeBytes(of: right.words, toByteOffset: 33, as: (UInt64, UInt64, UInt64, UInt64).self)
            unsafe hash.update(UnsafeRawBufferPointer(block))
        }
        return hash.end()
    }
}
