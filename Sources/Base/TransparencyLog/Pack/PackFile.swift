internal import Cryptography

/// One file of a pack while it grows; handed to the folder in large pieces.
final class PackFile {
    private static let piece = 1 << 20

    private let path: String
    private let hashes: String?
    private var size: UInt64 = 0
    private var waiting: [UInt8] = []
    private var hash = SHA256()

    /// A file whose content is fixed by its own hash, or by the leaf hashes in the file called `hashes`.
    init(_ path: String, hashes: String? = nil) {
        self.path = path
        self.hashes = hashes
    }

    func append(_ bytes: [UInt8], to folder: some PackWriting) throws {
        waiting += bytes
        if waiting.count >= Self.piece { try flush(to: folder) }
    }

    /// Writes what is left and says what the file holds; nothing when it never held a byte.
    func close(to folder: some PackWriting) throws -> PackManifest.File? {
        try flush(to: folder)
        guard size > 0 else { return nil }
        let content = hashes.map { PackManifest.Content.hashes($0) } ?? .sha256(hash.finish())
        return PackManifest.File(path: path, size: size, content: content)
    }

    private func flush(to folder: some PackWriting) throws {
        guard !waiting.isEmpty else { return }
        if hashes == nil { hash.update(waiting) }
        try folder.append(waiting, to: path)
        size += UInt64(waiting.count)
        waiting.removeAll(keepingCapacity: true)
    }
}
