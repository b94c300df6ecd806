import Glibc

/// Why the operating system refused something about a file.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One lower-case sentence fragment with the path.
    public let message: String
    /// The system's number for the failure (`errno`).
    public let number: Int32

    /// The message, as a person reads it.
    public var description: String { message }

    /// Whether the disk, or the space allowed to its user, is used up.
    var isForLackOfSpace: Bool { number == ENOSPC || number == EDQUOT }

    /// The failure that the last system call reported; `what` is the attempt, such as "cannot open".
    init(_ what: String, _ path: String, _ number: Int32 = errno) {
        let reason = unsafe String(cString: strerror(number))
        self.message = "\(what) `\(path)`: \(reason.lowercased())"
        self.number = number
    }
}
