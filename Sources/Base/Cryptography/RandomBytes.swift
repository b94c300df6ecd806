internal import CSodium

/// Where random bytes come from: given to whoever needs chance, so that a simulation can repeat it by a seed.
public protocol RandomBytes: Sendable {
    /// This many bytes; none for a count of zero.
    func randomBytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator, fit for keys and salts: the one real source of chance in the programs.
public struct SystemRandomBytes: RandomBytes {
    /// The operating system's generator.
    public init() {}

    /// Bytes nobody can foretell; blocks only until the kernel's generator is ready, once after a start.
    public func randomBytes(_ count: Int) -> [UInt8] {
        Sodium.start()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            unsafe randombytes_buf(start, count)
            filled = count
        }
    }
}
