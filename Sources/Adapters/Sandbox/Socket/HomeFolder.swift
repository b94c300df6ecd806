import Glibc

/// The home a sandbox belongs to and the files of the sandbox in it.
public struct HomeFolder: Hashable, Sendable {
    /// The real absolute path of the home, without symbolic links, so that one home has one name.
    public let path: String

    /// The folder at `path`; throws where there is none.
    public init(_ path: String) throws(SystemError) {
        guard let real = unsafe realpath(path, nil) else { throw SystemError("open the home", path) }
        defer { unsafe free(real) }
        self.path = unsafe String(cString: real)
    }

    /// The folder of the sandbox's own files.
    public var sandbox: String { path + "/sandbox" }
    /// The append-only file that is the platform's truth.
    public var ledger: String { sandbox + "/ledger" }
    /// Held by the one server of the home.
    var lock: String { sandbox + "/lock" }
    /// Whether a server holds this home: it serves, begins to, or is about to end.
    func isServed() throws(SystemError) -> Bool {
        do throws(SystemError) { return try !FileDescriptor(open: lock, O_RDWR).lockWhole() } catch {
            guard error.code == ENOENT else { throw error }
            return false
        }
    }
    /// Where a server that cannot start says why.
    var log: String { sandbox + "/serve.log" }

    /// Makes the sandbox folder where it is missing.
    func prepare() throws(SystemError) {
        if unsafe mkdir(sandbox, 0o700) != 0, errno != EEXIST { throw SystemError("make the folder", sandbox) }
    }
}
