import CSystem
import Glibc

/// An open file or socket that is closed once, when its owner lets go of it.
@safe struct FileDescriptor: ~Copyable {
    /// The kernel's number; valid as long as this value lives.
    let number: Int32

    /// Takes ownership of an open descriptor.
    init(owning number: Int32) { self.number = number }

    /// Opens a file; throws what the kernel said.
    init(open path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(SystemError) {
        let opened = unsafe csystem_open(path, flags | O_CLOEXEC, mode)
        guard opened >= 0 else { throw SystemError("open", path) }
        number = opened
    }

    deinit { close(number) }

    /// Takes the lock on the whole file, without waiting; false where another open file holds it.
    func lockWhole() throws(SystemError) -> Bool {
        let result = csystem_lock_whole_file(number, 1)
        if result == -EAGAIN { return false }
        guard result == 0 else { throw SystemError("lock", code: result) }
        return true
    }

    /// Writes all bytes at a place of a file; a short write is continued.
    func write(_ bytes: [UInt8], at place: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe pwrite(number, $0.baseAddress, $0.count, off_t(place + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError("write", code: count == 0 ? ENOSPC : errno) }
            done += count
        }
    }
}
