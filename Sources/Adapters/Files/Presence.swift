import CSystem
import Glibc

/// "I am here": a file of one process, locked as long as the process lives, that its claims name.
///
/// Recovery takes a claim only when the lock of the presence it names is free. The name is fresh for each process and
/// never used again, and the file appears under it already locked, so a free lock means that the holder is gone.
public final class Presence: Sendable {
    /// The name that claims carry.
    public let name: String
    /// The process behind it.
    public let process: ProcessIdentity
    /// Whether there is a file that says which process this is; not on a full disk. Nobody finds this process without.
    public let isNamed: Bool
    /// None where the disk has no room for one more file.
    private let lock: FileLock?

    /// Announces this process under a fresh `name` of letters, digits, `-` and `_` in `directory`, which has to exist.
    public init(announce name: String, in directory: String) throws(FileError) {
        let path = try Self.path(of: name, in: directory)
        let draft = "\(path).draft"
        self.name = name
        process = try ProcessIdentity.own()
        published = path
        guard let lock = try Self.file(draft) else {
            self.lock = nil
            isNamed = false
            return
        }
        self.lock = lock
        guard try lock.take(.exclusive) else { throw FileError("the name is taken for", draft, EEXIST) }
        // On a full disk there is no room for the line; the lock itself needs none.
        do throws(FileError) {
            try lock.write(process.line)
            isNamed = true
        } catch {
            guard error.isForLackOfSpace else { throw error }
            isNamed = false
        }
        if unsafe rename(draft, path) != 0 { throw FileError("cannot make", path) }
    }

    private static func file(_ draft: String) throws(FileError) -> FileLock? {
        do throws(FileError) { return try FileLock(draft) } catch {
            guard error.isForLackOfSpace else { throw error }
            return nil
        }
    }

    private let published: String

    /// Where the process may keep a store of its own that is worth nothing without it; it goes with the presence, also when that is
    /// swept. Empty for a presence without a file, which nobody would sweep.
    public var scratch: String { lock == nil ? "" : published + ".db" }

    /// A presence that goes in good order takes its files along.
    deinit {
        if lock != nil { Presence.remove(published) }
    }

    private static func remove(_ path: String) {
        for file in [path] + ["", "-wal", "-shm", "-journal"].map({ "\(path).db\($0)" }) { unsafe unlink(file) }
    }

    /// Whether the process that announced itself as `name` still lives; one that was never here does not.
    public static func isAlive(_ name: String, in directory: String) throws(FileError) -> Bool {
        let path = try path(of: name, in: directory)
        do throws(FileError) {
            return try FileLock(reading: path).isHeldElsewhere()
        } catch {
            if error.number == ENOENT { return false }
            throw error
        }
    }

    /// Every process that lives and is present in `directory`, by name.
    public static func living(in directory: String) throws(FileError) -> [(name: String, process: ProcessIdentity)] {
        var found: [(name: String, process: ProcessIdentity)] = []
        for name in try names(in: directory) {
            guard let process = try process(of: name, in: directory) else { continue }
            found.append((name, process))
        }
        return found
    }

    /// Removes the files of those who are gone; safe at any time.
    public static func sweep(_ directory: String) throws(FileError) {
        for name in try names(in: directory) where try !isAlive(name, in: directory) {
            try remove(path(of: name, in: directory))
        }
    }

    private static func process(of name: String, in directory: String) throws(FileError) -> ProcessIdentity? {
        do throws(FileError) {
            let lock = try FileLock(reading: path(of: name, in: directory))
            return try lock.isHeldElsewhere() ? ProcessIdentity(line: lock.read()) : nil
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
    }

    private static func names(in directory: String) throws(FileError) -> [String] {
        guard let listing = unsafe opendir(directory) else { throw FileError("cannot list", directory) }
        defer { unsafe closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            let file = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if file.hasSuffix(suffix) { names.append(String(file.dropLast(suffix.count))) }
        }
        return names.sorted()
    }

    private static let suffix = ".presence"

    private static func path(of name: String, in directory: String) throws(FileError) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 95
        }
        guard isPlain, (1...100).contains(name.utf8.count) else {
            throw FileError("no name of a presence is", name, EINVAL)
        }
        return "\(directory)/\(name)\(suffix)"
    }
}
