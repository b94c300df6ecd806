import Glibc
import TransparencyLog

/// A pack's folder whose pieces are on the disk before the next one is written.
struct SyncedFolder: PackWriting {
    private let folder: PackFolder
    private let path: String

    init(_ path: String) throws {
        folder = try PackFolder(making: path)
        self.path = path
    }

    func append(_ bytes: [UInt8], to file: String) throws {
        try folder.append(bytes, to: file)
        let descriptor = unsafe open("\(path)/\(file)", O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fdatasync(descriptor) == 0 else { throw WrongAnswer("`\(file)` cannot be synced") }
    }
}
