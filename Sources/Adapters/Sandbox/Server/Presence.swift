import Glibc

/// The lock that makes a server the only one of its home, for as long as it lives.
@safe struct Presence: ~Copyable {
    private let descriptor: FileDescriptor
    private let path: String

    /// Takes the lock; nil where another server holds it.
    init?(_ home: HomeFolder) throws(SystemError) {
        let opened = try FileDescriptor(open: home.lock, O_RDWR | O_CREAT)
        guard try opened.lockWhole() else { return nil }
        descriptor = opened
        path = home.lock
    }

    /// Whether the lock file is still in its place: it is not when the home was removed or replaced.
    var isStillThere: Bool {
        var held = stat()
        var found = stat()
        guard unsafe fstat(descriptor.number, &held) == 0, unsafe stat(path, &found) == 0 else { return false }
        return held.st_ino == found.st_ino && held.st_dev == found.st_dev
    }
}

/// The file of a socket that this server listens on.
@safe struct SocketFile {
    private let path: String
    private let made: (device: dev_t, number: ino_t)?

    /// The socket that was just bound at `path`.
    init(_ path: String) {
        self.path = path
        made = SocketFile.identity(of: path)
    }

    /// Takes it away, but for another server's: where the home was replaced, its next server may listen there already.
    func remove() {
        guard let made, let found = SocketFile.identity(of: path), found == made else { return }
        _ = unsafe unlink(path)
    }

    private static func identity(of path: String) -> (device: dev_t, number: ino_t)? {
        var found = stat()
        return unsafe stat(path, &found) == 0 ? (found.st_dev, found.st_ino) : nil
    }
}
