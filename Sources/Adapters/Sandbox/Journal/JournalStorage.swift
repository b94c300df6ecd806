import Glibc

/// The disk under a journal: what was appended is safe only once `sync` returned. Tests put a disk that loses power here.
protocol JournalStorage {
    /// Everything in the file now.
    func contents() throws -> [UInt8]
    /// Adds bytes at the end.
    mutating func append(_ bytes: [UInt8]) throws
    /// Returns once everything appended is on the disk.
    mutating func sync() throws
    /// Cuts the file to so many bytes, durably.
    mutating func cut(to count: Int) throws
}

/// A journal's file on a real disk, with `fdatasync` and a synced folder entry.
///
/// The file is kept longer than its records, filled with zeros ahead: a sync then writes the record alone and not the file's
/// length, which is several times faster. No record contains a zero byte, so the zeros at the end are never taken for one.
final class JournalFile: JournalStorage {
    private let path: String
    private let descriptor: FileDescriptor
    private var end: Int
    private var length: Int

    private static let ahead = 1 << 18

    /// Opens or makes the file in a folder that exists.
    init(path: String) throws(SystemError) {
        self.path = path
        descriptor = try FileDescriptor(open: path, O_RDWR | O_CREAT)
        let folder = try FileDescriptor(open: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), O_RDONLY)
        guard fsync(folder.number) == 0 else { throw SystemError("sync the folder of", path) }
        end = try JournalFile.read(path).count
        length = end
    }

    func contents() throws -> [UInt8] { try JournalFile.read(path) }

    func append(_ bytes: [UInt8]) throws {
        if end + bytes.count > length {
            let longer = end + bytes.count + JournalFile.ahead
            try descriptor.write([UInt8](repeating: 0, count: longer - length), at: length)
            length = longer
        }
        try descriptor.write(bytes, at: end)
        end += bytes.count
    }

    func sync() throws {
        guard fdatasync(descriptor.number) == 0 else { throw SystemError("sync", path) }
    }

    func cut(to count: Int) throws {
        guard ftruncate(descriptor.number, count) == 0 else { throw SystemError("cut", path) }
        guard fsync(descriptor.number) == 0 else { throw SystemError("sync", path) }
        end = count
        length = count
    }

    /// The bytes of a file without the zeros at its end, read without keeping it open; nothing where it does not exist yet.
    static func read(_ path: String) throws(SystemError) -> [UInt8] {
        do { return try whole(of: try FileDescriptor(open: path, O_RDONLY), path) } catch {
            guard error.code == ENOENT else { throw error }
            return []
        }
    }

    private static func whole(of file: consuming FileDescriptor, _ path: String) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(file.number, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read", path) }
            if count == 0 {
                let used = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
                return Array(bytes[..<used])
            }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
