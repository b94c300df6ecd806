public import Glibc

/// A system call that failed: what was tried, on what, and the reason the kernel gave.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The call or step, such as `open`.
    public let call: String
    /// The path it was about; empty where there is none.
    public let subject: String
    /// The error number of the kernel.
    public let code: Int32

    /// A failure of `call` on `subject` with an error number; negative numbers, as our C shims give them, are turned.
    public init(_ call: String, _ subject: String = "", code: Int32 = errno) {
        self.call = call
        self.subject = subject
        self.code = abs(code)
    }

    /// ``cannot open `/home/x/sandbox/ledger`: No space left on device``.
    public var description: String {
        let reason = unsafe String(cString: strerror(code))
        return subject.isEmpty ? "cannot \(call): \(reason)" : "cannot \(call) `\(subject)`: \(reason)"
    }
}
