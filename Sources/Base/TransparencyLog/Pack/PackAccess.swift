/// How a pack is read: by whoever has the files, since this module does not decide where they lie.
///
/// It is called from several threads at once.
public protocol PackReading: Sendable {
    /// Every file that is there, by its path within the pack (`leaves/000000000000.bin`), with its size in bytes.
    func files() throws -> [String: UInt64]

    /// Fills `buffer`, from its index `start` to its end, with what stands at `offset` of a file, and returns how
    /// many bytes that were: fewer than there is room for only at the end of the file.
    func read(_ path: String, at offset: UInt64, into buffer: inout [UInt8], from start: Int) throws -> Int
}

/// How a pack is written.
public protocol PackWriting {
    /// Adds bytes to the end of a file, which is made when it is not there yet. Files of one pack are written
    /// one after the other, the manifest last.
    func append(_ bytes: [UInt8], to path: String) throws
}

extension PackReading {
    /// The whole file; throws when it is larger than `limit`.
    func contents(of path: String, limit: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        let count = try read(path, at: 0, into: &buffer, from: 0)
        guard count <= limit else { throw PackError.fileTooLarge(path: path, limit: limit) }
        buffer.removeLast(buffer.count - count)
        return buffer
    }
}
