internal import CSodium

/// libsodium, which has to be started once in a process before anything of it is used.
enum Sodium {
    static let isReady: Bool = sodium_init() >= 0

    static func start() {
        precondition(isReady, "libsodium cannot start")
    }
}

/// Whether both hold the same bytes, taking equally long wherever they first differ.
///
/// Only the lengths can be told from the time it takes: unequal lengths are unequal at once.
public func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
        unsafe right.withUnsafeBytes { right in
            unsafe sodium_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
        }
    }
}
