internal import Glibc

/// A pack in a folder of the file system.
///
/// It follows no links: what is not a plain file or a folder one level down is an error, so that a pack cannot
/// make its checker read something else.
public struct PackFolder: PackReading, PackWriting {
    private let root: String

    /// The folder at `path`, to read a pack from it.
    public init(_ path: String) { root = path }

    /// Makes the folder at `path`, to write a pack into it; throws when something is there already.
    public init(making path: String) throws {
        root = path
        guard unsafe mkdir(path, 0o700) == 0 else { throw failure("") }
    }

    /// Takes the folder away again, while nothing is in it.
    public func removeEmpty() throws {
        guard unsafe rmdir(root) == 0 else { throw failure("") }
    }

    /// Every file in the folder and the folders in it; throws on anything that is neither, and when there are
    /// more than a pack may have.
    public func files() throws -> [String: UInt64] {
        var files: [String: UInt64] = [:]
        for name in try names(in: "") {
            if let size = try plainSize(name) {
                files[name] = size
                continue
            }
            for inner in try names(in: name) {
                guard let size = try plainSize("\(name)/\(inner)") else {
                    throw PackFolderError(path: "\(name)/\(inner)", problem: "is not a plain file")
                }
                files["\(name)/\(inner)"] = size
            }
            guard files.count <= PackLayout.fileLimit else {
                throw PackFolderError(path: root, problem: "holds more than `\(PackLayout.fileLimit)` files")
            }
        }
        return files
    }

    /// Reads a piece of a file; throws when the file cannot be opened or read.
    public func read(_ path: String, at offset: UInt64, into buffer: inout [UInt8], from start: Int) throws -> Int {
        let descriptor = unsafe open(full(path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var done = start
        while done < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(
                    descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
                    off_t(offset) + off_t(done - start))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { break }
            done += count
        }
        return done - start
    }

    /// Adds bytes to a file, making it and the folder it lies in; throws when the disk refuses.
    public func append(_ bytes: [UInt8], to path: String) throws {
        if let slash = path.firstIndex(of: "/") {
            if unsafe mkdir(full(String(path[..<slash])), 0o700) != 0 && errno != EEXIST { throw failure(path) }
        }
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC
        let descriptor = unsafe open(full(path), flags, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            done += count
        }
    }

    private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    private func failure(_ path: String) -> PackFolderError {
        PackFolderError(path: full(path), problem: unsafe String(cString: strerror(errno)))
    }

    /// The size of a plain file; nothing for a folder, an error for anything else.
    private func plainSize(_ path: String) throws -> UInt64? {
        var status = stat()
        guard unsafe lstat(full(path), &status) == 0 else { throw failure(path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return UInt64(status.st_size)
        case S_IFDIR: return nil
        default: throw PackFolderError(path: full(path), problem: "is neither a plain file nor a folder")
        }
    }

    private func names(in path: String) throws -> [String] {
        guard let folder = unsafe opendir(full(path)) else { throw failure(path) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            guard names.count <= PackLayout.fileLimit else {
                throw PackFolderError(path: full(path), problem: "holds more than `\(PackLayout.fileLimit)` files")
            }
        }
        return names
    }
}

/// Why a folder cannot be read or written as a pack.
public struct PackFolderError: Error, Hashable, CustomStringConvertible {
    /// Which file or folder.
    public let path: String
    /// What is wrong with it, in the system's words.
    public let problem: String

    /// What is wrong, in one line.
    public var description: String { "`\(path)`: \(problem)" }
}
