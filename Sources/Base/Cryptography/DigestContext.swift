internal import CCrypto
internal import Glibc

/// One hashing context of libcrypto, freed with its owner; used by one thread at a time.
@safe final class DigestContext: @unchecked Sendable {
    private let handle: OpaquePointer

    init() {
        guard let handle = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        unsafe self.handle = handle
    }

    deinit { unsafe EVP_MD_CTX_free(handle) }

    func start() {
        let started = unsafe EVP_DigestInit_ex2(handle, Algorithm.sha256.handle, nil)
        precondition(started == 1, "libcrypto cannot start SHA-256")
    }

    func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    func update(_ byte: UInt8) {
        var byte = byte
        unsafe withUnsafeBytes(of: &byte) { unsafe update($0) }
    }

    /// One call for all 65 bytes: each call costs about a fifth of a short hash.
    func update(_ byte: UInt8, _ left: Digest, _ right: Digest) {
        unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { block in
            unsafe block[0] = byte
            unsafe block.storeBytes(of: left.words.0, toByteOffset: 1, as: UInt64.self)
            unsafe block.storeBytes(of: left.words.1, toByteOffset: 9, as: UInt64.self)
            unsafe block.storeBytes(of: left.words.2, toByteOffset: 17, as: UInt64.self)
            unsafe block.storeBytes(of: left.words.3, toByteOffset: 25, as: UInt64.self)
            unsafe block.storeBytes(of: right.words.0, toByteOffset: 33, as: UInt64.self)
            unsafe block.storeBytes(of: right.words.1, toByteOffset: 41, as: UInt64.self)
            unsafe block.storeBytes(of: right.words.2, toByteOffset: 49, as: UInt64.self)
            unsafe block.storeBytes(of: right.words.3, toByteOffset: 57, as: UInt64.self)
            unsafe update(UnsafeRawBufferPointer(block))
        }
    }

    func finish() -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let finished = unsafe withUnsafeMutableBytes(of: &words) {
            unsafe EVP_DigestFinal_ex(handle, $0.assumingMemoryBound(to: UInt8.self).baseAddress, nil)
        }
        precondition(finished == 1, "libcrypto cannot finish SHA-256")
        return Digest(words: words)
    }

    private func update(_ bytes: UnsafeRawBufferPointer) {
        let taken = unsafe EVP_DigestUpdate(handle, bytes.baseAddress, bytes.count)
        precondition(taken == 1, "libcrypto cannot hash")
    }

    /// The context that belongs to the calling thread, made at its first use and freed when the thread ends.
    static func ofThisThread() -> DigestContext {
        if let kept = unsafe pthread_getspecific(slot) {
            return unsafe Unmanaged<DigestContext>.fromOpaque(kept).takeUnretainedValue()
        }
        let fresh = DigestContext()
        let kept = unsafe Unmanaged.passRetained(fresh).toOpaque()
        precondition(unsafe pthread_setspecific(slot, kept) == 0, "no memory for a thread's own value")
        return fresh
    }

    private static let slot: pthread_key_t = {
        var slot = pthread_key_t()
        let made = unsafe pthread_key_create(&slot) { kept in
            if let kept = unsafe kept { unsafe Unmanaged<DigestContext>.fromOpaque(kept).release() }
        }
        precondition(made == 0, "this process has no thread values left")
        return slot
    }()
}

/// The algorithm, fetched once: looking it up by name again for every message halves the speed.
@safe private struct Algorithm: @unchecked Sendable {
    static let sha256 = Algorithm()
    let handle: OpaquePointer

    private init() {
        guard let handle = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        unsafe self.handle = handle
    }
}
