import CSystem
import Glibc

/// A lock on a whole file that ends with its holder, however that ends: the kernel gives it back.
///
/// It is an open-file-description lock: it also works between two parts of one process, and a child does not inherit it.
public final class FileLock: Sendable {
    /// What a lock excludes.
    public enum Kind: Sendable {
        /// Excludes exclusive ones.
        case shared
        /// Excludes every other one.
        case exclusive

        fileprivate var code: Int16 {
            switch self {
            case .shared: Int16(F_RDLCK)
            case .exclusive: Int16(F_WRLCK)
            }
        }
    }

    /// The file that is locked.
    public let path: String
    private let descriptor: Int32

    /// Opens the file to lock; it is made, readable by its owner only, where `isMade` says so and it is missing.
    public init(_ path: String, isMade: Bool = true) throws(FileError) {
        self.path = path
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (isMade ? O_CREAT : 0)
        descriptor = unsafe csystem_open(path, flags, 0o600)
        if descriptor < 0 { throw FileError("cannot open", path) }
    }

    /// Opens a file that is there only to ask who locks it and to read it; works where nothing can be written.
    init(reading path: String) throws(FileError) {
        self.path = path
        descriptor = unsafe csystem_open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0)
        if descriptor < 0 { throw FileError("cannot open", path) }
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock, or changes its kind, if nobody is in the way; `false` when somebody is. Never waits.
    public func take(_ kind: Kind) throws(FileError) -> Bool {
        let result = csystem_lock(descriptor, kind.code)
        if result == 0 { return true }
        if result == -EAGAIN || result == -EACCES { return false }
        throw FileError("cannot lock", path, -result)
    }

    /// Gives the lock back; the file stays open.
    public func release() throws(FileError) {
        let result = csystem_lock(descriptor, Int16(F_UNLCK))
        if result != 0 { throw FileError("cannot unlock", path, -result) }
    }

    /// Whether somebody else holds a lock that excludes one of this kind.
    public func isHeldElsewhere(against kind: Kind = .exclusive) throws(FileError) -> Bool {
        let answer = csystem_is_locked(descriptor, kind.code)
        if answer < 0 { throw FileError("cannot ask for the lock of", path, -answer) }
        return answer == 1
    }

    /// Replaces what the file holds; for a few words about the holder.
    func write(_ text: String) throws(FileError) {
        let bytes = Array(text.utf8)
        let written = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        if written != bytes.count || ftruncate(descriptor, off_t(bytes.count)) != 0 {
            throw FileError("cannot write", path)
        }
    }

    /// The first 1,024 bytes of the file.
    func read() throws(FileError) -> String {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { throw FileError("cannot read", path) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
