public import Cryptography
public import Vocabulary
import Glibc

/// Private keys of a home: 32 bytes in hexadecimal, in files that only their owner may read.
public struct HomeKeys: Sendable {
    let paths: HomePaths

    /// The keys of a home.
    public init(_ paths: HomePaths) { self.paths = paths }

    /// The key the log's checkpoints are signed with.
    public func log() throws(HomeError) -> SigningKey {
        guard let key = try HomeKeys.read(paths.logKey) else {
            throw HomeError(.missing, "the log's key `\(paths.logKey)` is not there; restore it from a backup")
        }
        return key
    }

    /// A person's key, where it lies in this home or in the named file.
    /// - Throws: `HomeError` `missing` where a named file is not there, `notAllowed` where this home has no key of theirs,
    ///   `damaged` where the file holds no key.
    public func person(_ person: PersonID, file: String? = nil) throws(HomeError) -> SigningKey {
        let path = file ?? paths.key(of: person.text)
        guard let key = try HomeKeys.read(path) else {
            throw HomeError(
                file == nil ? .notAllowed : .missing,
                "`\(person)` has no key at `\(path)`; name it with `--key FILE`, or act as somebody else")
        }
        return key
    }

    /// A person's key where it lies among the home's own; nil where it does not.
    public func personIfHere(_ person: PersonID) throws(HomeError) -> SigningKey? {
        try HomeKeys.read(paths.key(of: person.text))
    }

    /// Makes a key from fresh bytes and keeps it; an old one is never overwritten.
    static func make(_ path: String, _ random: any RandomBytes) throws(HomeError) -> SigningKey {
        guard !FolderFiles.exists(path) else { throw HomeError(.conflict, "`\(path)` is there already") }
        let seed = random.randomBytes(SigningKey.seedByteCount)
        guard let key = SigningKey(seed: seed) else { throw HomeError(.damaged, "a key could not be made") }
        try FolderFiles.write(path, Array("\(Hex.encode(seed))\n".utf8))
        return key
    }

    /// A key file's key; nil where the file is not there. A file that others may read is refused.
    static func read(_ path: String) throws(HomeError) -> SigningKey? {
        guard let bytes = try FolderFiles.read(path, limit: 200) else { return nil }
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw HomeError(.notAllowed, "others may read the key `\(path)`; run `chmod 600` on it")
        }
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
        guard let seed = Hex.decode(text), let key = SigningKey(seed: seed) else {
            throw HomeError(.damaged, "`\(path)` is no key: it has to hold 64 hexadecimal digits")
        }
        return key
    }
}
