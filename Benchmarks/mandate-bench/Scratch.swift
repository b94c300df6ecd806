import Glibc

/// A folder of one run, gone when it ends.
struct Scratch {
    let path: String

    init(in folder: String) throws {
        let made = "\(folder)/mandate-bench-\(getpid())"
        guard unsafe mkdir(made, 0o700) == 0 else { throw UsageError("`\(made)` cannot be made; name a `--scratch`") }
        path = made
    }

    func remove() { Scratch.remove(path) }

    /// What is in the folder, in bytes.
    var bytes: Int { Scratch.names(in: path).reduce(0) { $0 + Scratch.size("\(path)/\($1)") } }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func remove(_ path: String) {
        if unsafe unlink(path) == 0 { return }
        for name in names(in: path) { remove("\(path)/\(name)") }
        unsafe rmdir(path)
    }

    private static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
