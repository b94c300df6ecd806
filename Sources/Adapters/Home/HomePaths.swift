/// Where one installation keeps its state: a folder that only its owner may enter.
///
///     home.json          what kind of home this is
///     store.db           decisions, ledger, log
///     team.yaml          people, roles, public keys
///     team.next.yaml     the same as it was signed last, for a change that is cut short
///     team.lock          locked while the team is read or changed
///     keys/              the log's key and, in a sandbox home, people's keys (0600)
///     doors/             `effects-allowed` files; halt renames them
///     processes/         presence of the processes that have the home open
///     checkpoints/       signed checkpoints, to be copied elsewhere
///     sandbox/           the sandbox platform's own file
public struct HomePaths: Hashable, Sendable {
    /// The folder, absolute.
    public let root: String

    /// The paths under a folder.
    public init(_ root: String) { self.root = root }

    /// What kind of home this is.
    public var settings: String { root + "/home.json" }
    /// The database.
    public var store: String { root + "/store.db" }
    /// The team as it is about to be signed, beside the team's file.
    public var nextTeam: String { root + "/team.next.yaml" }
    /// What is locked while the team is read or changed.
    var teamLock: String { root + "/team.lock" }
    /// The team's file.
    public var team: String { root + "/team.yaml" }
    /// Private keys.
    public var keys: String { root + "/keys" }
    /// The log's private key.
    public var logKey: String { keys + "/log.key" }
    /// Doors that halt closes.
    public var doors: String { root + "/doors" }
    /// Presence files.
    public var processes: String { root + "/processes" }
    /// Checkpoints.
    public var checkpoints: String { root + "/checkpoints" }

    /// A person's private key, in a sandbox home.
    public func key(of person: String) -> String { keys + "/" + HomePaths.fileName(person) + ".key" }

    /// A name that is safe as a file's: letters, digits, `-`, `_`, `.` and `@` stay, all else becomes `_`.
    static func fileName(_ text: String) -> String {
        let kept = text.utf8.map { byte -> UInt8 in
            let isLetter = (byte | 0x20) >= 97 && (byte | 0x20) <= 122
            let isDigit = byte >= 48 && byte <= 57
            return isLetter || isDigit || [0x2D, 0x5F, 0x2E, 0x40].contains(byte) ? byte : 0x5F
        }
        return String(decoding: kept.prefix(200), as: UTF8.self)
    }
}
