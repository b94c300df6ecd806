import CSystem
import Glibc
import Signals

/// A file that a person named, read in pieces; closed when it is let go.
final class InputFile {
    private let path: String
    private let descriptor: Int32

    /// Opens a file; `-` is standard input.
    init(_ path: String) throws(Failure) {
        self.path = path
        descriptor = path == "-" ? STDIN_FILENO : unsafe csystem_open(path, O_RDONLY | O_CLOEXEC, 0)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno)).lowercased()
            throw Failure(errno == ENOENT ? .notFound : .failed, "cannot open `\(path)`: \(reason)")
        }
    }

    /// That a file can be read more than once, as an import does: a pipe cannot.
    static func checkRereadable(_ path: String) throws(Failure) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR
        else {
            return
        }
        throw Failure(
            .usage,
            "`\(path)` is no file, and an import reads its file more than once; save what it gives to a file first")
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next bytes, at most 64 KiB; nil at the end.
    func next() throws(Failure) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                let isFolder = errno == EISDIR
                let reason = unsafe String(cString: strerror(errno)).lowercased()
                throw Failure(
                    .failed, "cannot read `\(path)`: \(reason)" + (isFolder ? "; name one file in it" : ""))
            }
            if count == 0 { return nil }
            return count == buffer.count ? buffer : Array(buffer[..<count])
        }
    }

    /// All bytes of a file of at most `limit` bytes.
    static func read(_ path: String, limit: Int = 1 << 20) throws(Failure) -> [UInt8] {
        let file = try InputFile(path)
        var bytes: [UInt8] = []
        while let more = try file.next() {
            bytes += more
            guard bytes.count <= limit else {
                throw Failure(.failed, "`\(path)` has more than `\(limit)` bytes, which is more than is read")
            }
        }
        return bytes
    }

    /// The file's bytes for an import, from the first on.
    static func chunks(_ path: String) throws(ImportError) -> Chunks {
        let file: InputFile
        do throws(Failure) { file = try InputFile(path) } catch { throw .unreadable(error.message) }
        return Chunks { () throws(ImportError) in
            do throws(Failure) { return try file.next() } catch { throw .unreadable(error.message) }
        }
    }
}
