import Files
import Glibc

/// Reading and making small files and folders, with errors that name them.
enum FolderFiles {
    /// The bytes of a file of at most `limit` bytes; nil where it is not there.
    static func read(_ path: String, limit: Int = 1 << 20) throws(HomeError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw trouble("cannot read", path)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw trouble("cannot read", path) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw HomeError(.damaged, "`\(path)` has more than `\(limit)` bytes; it is not what it should be")
            }
        }
    }

    /// Puts a file in place, whole or not at all, readable by its owner only.
    static func write(_ path: String, _ bytes: [UInt8]) throws(HomeError) {
        do throws(FileError) { try DurableFile.replace(path, with: bytes) } catch {
            throw HomeError(.system, "\(error)")
        }
    }

    /// Makes a folder that only its owner may enter; one that is there stays.
    static func makeFolder(_ path: String) throws(HomeError) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw trouble("cannot make the folder", path) }
    }

    /// The names of what is in a folder, in order; none where it cannot be looked into.
    static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes an empty file that only its owner may read; what is there already stays as it is.
    static func make(_ path: String) throws(HomeError) {
        let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble("cannot make", path) }
        close(descriptor)
    }

    /// The owner and the permission bits of a file or folder; nil where it is not there.
    static func facts(_ path: String) throws(HomeError) -> (owner: UInt32, mode: UInt32)? {
        var status = stat()
        if unsafe stat(path, &status) != 0 {
            if errno == ENOENT { return nil }
            throw trouble("cannot look at", path)
        }
        return (status.st_uid, status.st_mode & 0o7777)
    }

    static func setMode(_ path: String, _ mode: UInt32) throws(HomeError) {
        if unsafe chmod(path, mode) != 0 { throw trouble("cannot change who may enter", path) }
    }

    /// Whether nothing is in a folder.
    static func isEmpty(_ path: String) throws(HomeError) -> Bool {
        guard let folder = unsafe opendir(path) else { throw trouble("cannot look into", path) }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        // `.` and `..` are always there.
        return count <= 2
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

    /// Gives a file another name. What helps where that fails, who calls this has to say: another home is seldom it.
    static func rename(_ old: String, to new: String) throws(HomeError) {
        guard unsafe Glibc.rename(old, new) != 0 else { return }
        throw HomeError(.system, "cannot rename `\(old)`: \(unsafe String(cString: strerror(errno)).lowercased())")
    }

    static func trouble(_ what: String, _ path: String) -> HomeError {
        let way: String =
            switch errno {
            case ENOTDIR: "; a home is a folder: name one with `--home`"
            case EACCES, EPERM: "; it has to belong to who runs this: name another with `--home`"
            case EROFS: "; this place cannot be written: name another with `--home`"
            default: ""
            }
        return HomeError(.system, "\(what) `\(path)`: \(unsafe String(cString: strerror(errno)).lowercased())\(way)")
    }
}
