import CSystem
import Glibc
import Schemas
import Signals

/// A file that gets every refused row of an import, one JSON object a line, as the rows are read. It is a new file: nothing that
/// is there already is written over.
final class RefusalFile {
    private let path: String
    private let descriptor: Int32
    private var waiting: [UInt8] = []

    /// Makes the file.
    /// - Throws: `Failure` `conflict` where something is there already.
    init(_ path: String) throws(Failure) {
        self.path = path
        descriptor = unsafe csystem_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw Failure(.conflict, "`\(path)` is there already; choose another name") }
            throw Failure(
                .failed, "cannot write `\(path)`: \(unsafe String(cString: strerror(errno)).lowercased())")
        }
    }

    deinit { close(descriptor) }

    /// Adds a row.
    func add(_ row: RefusedRow) throws(Failure) {
        waiting += row.json.canonicalBytes + [0x0A]
        if waiting.count > 65_536 { try end() }
    }

    /// Writes what waits.
    func end() throws(Failure) {
        while !waiting.isEmpty {
            let count = unsafe waiting.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw Failure(
                    .failed, "cannot write `\(path)`: \(unsafe String(cString: strerror(errno)).lowercased())")
            }
            waiting.removeFirst(count)
        }
    }
}
