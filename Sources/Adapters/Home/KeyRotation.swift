public import Cryptography
import Files
public import Vocabulary

/// A new log key that lies beside the old one until the log has been handed over.
public struct PreparedRotation: Sendable {
    /// The key that is to sign from now on.
    public let heir: SigningKey
    let path: String
    let old: String

    /// Puts the new key in the old one's place; the old one stays beside it under another name.
    public func finish() throws(HomeError) {
        guard let bytes = try FolderFiles.read(path), let last = try FolderFiles.read(old) else {
            throw HomeError(.missing, "the new key `\(path)` is not there; restore it before the log can be signed")
        }
        // Where another process has finished it meanwhile, the old key is kept already.
        if last != bytes { try FolderFiles.write(old + ".before", last) }
        try FolderFiles.write(old, bytes)
    }
}

extension HomeKeys {
    /// The key that signs the log now, where `current` is the one that the log names. A rotation that was cut short after the
    /// log had been handed over is finished first.
    public func log(current: VerifyingKey) throws(HomeError) -> SigningKey {
        let kept = try log()
        let path = paths.logKey + ".next"
        guard kept.verifyingKey != current, let heir = try HomeKeys.read(path), heir.verifyingKey == current else {
            return kept
        }
        try PreparedRotation(heir: heir, path: path, old: paths.logKey).finish()
        return heir
    }

    /// Makes the next key of the log and keeps it, so that it is on disk before anything is signed with it. A key that an
    /// earlier, cut off rotation prepared is taken up again.
    public func prepareRotation(_ random: any RandomBytes) throws(HomeError) -> PreparedRotation {
        let path = paths.logKey + ".next"
        let kept = try HomeKeys.read(path)
        let current = try log()
        if let kept, kept.verifyingKey != current.verifyingKey {
            return PreparedRotation(heir: kept, path: path, old: paths.logKey)
        }
        let seed = random.randomBytes(SigningKey.seedByteCount)
        guard let heir = SigningKey(seed: seed) else { throw HomeError(.damaged, "a key could not be made") }
        try FolderFiles.write(path, Array("\(Hex.encode(seed))\n".utf8))
        return PreparedRotation(heir: heir, path: path, old: paths.logKey)
    }
}

extension HomeKeys {
    /// Makes a person's key pair among the home's keys, or gives back the one that is there.
    public func makePerson(_ person: PersonID, _ random: any RandomBytes) throws(HomeError) -> SigningKey {
        let path = paths.key(of: person.text)
        if let kept = try HomeKeys.read(path) { return kept }
        return try HomeKeys.make(path, random)
    }
}
