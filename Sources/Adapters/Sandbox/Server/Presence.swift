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
