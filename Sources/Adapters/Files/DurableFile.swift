import CSystem
import Glibc

/// Small files that are either the old ones or the new ones after a crash or a power cut, never something between.
public enum DurableFile: Sendable {
    /// Puts `bytes` in place of what is at `path`; it is on disk, under that name, when this returns.
    ///
    /// Written beside it, synced, renamed, and the directory synced. `mode` are the permissions, for example `0o600`.
    /// Throws without a trace when the disk is full.
    public static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600) throws(FileError) {
        let draft = "\(path).draft-\(getpid())"
        unsafe unlink(draft)
        let descriptor = unsafe csystem_open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        if descriptor < 0 { throw FileError("cannot make", draft) }
        do throws(FileError) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, draft)
            if fsync(descriptor) != 0 { throw FileError("cannot sync", draft) }
            if unsafe rename(draft, path) != 0 { throw FileError("cannot put in place", path) }
        } catch {
            unsafe unlink(draft)
            throw error
        }
        try syncDirectory(of: path)
    }

    /// Makes the names in the directory of `path` durable: what was made, renamed or removed in it.
    public static func syncDirectory(of path: String) throws(FileError) {
        let cut = path.lastIndex(of: "/")
        let directory = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = unsafe csystem_open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        if descriptor < 0 { throw FileError("cannot open", directory) }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { throw FileError("cannot sync", directory) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: $0[done...]).baseAddress, $0.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { throw FileError("cannot write", path) }
            done += count
        }
    }
}
