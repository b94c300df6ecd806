import Glibc

/// Where sockets live: `XDG_RUNTIME_DIR`, else `/run/user/UID`, else `/tmp/mandate-UID`; always ours and closed to others.
struct RuntimeDirectory {
    /// The folder, checked; has no symbolic link as its last part.
    let path: String

    /// Finds and, where needed, makes the folder. Throws where somebody else owns it or could write in it.
    init() throws(SystemError) {
        let user = getuid()
        if let given = RuntimeDirectory.environment("XDG_RUNTIME_DIR"), given.hasPrefix("/"),
            RuntimeDirectory.exists(given)
        {
            path = given + "/mandate"
        } else if RuntimeDirectory.exists("/run/user/\(user)") {
            path = "/run/user/\(user)/mandate"
        } else {
            path = "/tmp/mandate-\(user)"
        }
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw SystemError("make the folder", path) }
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { throw SystemError("look at", path) }
        guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == user, facts.st_mode & 0o077 == 0 else {
            throw SystemError("trust the folder", path, code: EPERM)
        }
    }

    /// The socket of the sandbox platform of one home, named by a hash of its real path: short enough for any home.
    func socket(ofHome home: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a, 64 bits; two homes that collide are told apart by `hello`
        for byte in home.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return "\(path)/sandbox-\(String(repeating: "0", count: 16 - digits.count))\(digits).sock"
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, W_OK | X_OK) == 0 }
}
