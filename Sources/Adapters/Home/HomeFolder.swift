public import Cryptography
import Files
import Schemas
public import Vocabulary

/// One installation's folder: made once by `init`, then opened by every command.
public struct HomeFolder: Sendable {
    /// Where everything is.
    public let paths: HomePaths
    /// What kind of home it is.
    public let settings: HomeSettings

    /// Opens a home.
    /// - Throws: `HomeError` `missing` where there is none.
    public init(opening root: String) throws(HomeError) {
        paths = HomePaths(root)
        guard let bytes = try FolderFiles.read(paths.settings) else {
            throw HomeError(
                .missing,
                "there is no home at `\(root)`; name another with `--home` or `--profile`, or make this one with "
                    + "`mandate init --sandbox` and the same option")
        }
        do { settings = try HomeSettings(json: JSON(parsing: bytes)) } catch {
            throw HomeError(.damaged, "`\(paths.settings)`: \(error)")
        }
    }

    /// What a halt needs of a home: also of one whose settings cannot be read, which is taken for one with a sandbox.
    /// - Throws: `HomeError` `missing` where there is none.
    public static func toHalt(_ root: String) throws(HomeError) -> (paths: HomePaths, isSandbox: Bool) {
        do throws(HomeError) { return (HomePaths(root), try HomeFolder(opening: root).settings.isSandbox) } catch {
            guard error.kind == .damaged else { throw error }
            return (HomePaths(root), true)
        }
    }

    /// Makes a sandbox home: folder, keys, the owner and a second person, doors. `home.json` is written last, so a home that is
    /// half made is none.
    /// - Throws: `HomeError` `conflict` where there is a home already.
    public static func makeSandbox(
        _ root: String, hasSimulatedClock: Bool, at now: Instant, _ random: any RandomBytes
    ) throws(HomeError) -> HomeFolder {
        let paths = HomePaths(root)
        try checkFree(root)
        try takeOver(root)
        for folder in parents(of: root) + [root, paths.keys, paths.doors, paths.processes, paths.checkpoints] {
            try FolderFiles.makeFolder(folder)
        }
        if !FolderFiles.exists(paths.logKey) { _ = try HomeKeys.make(paths.logKey, random) }
        let members = try sandboxPeople.map { one throws(HomeError) in
            try member(one.person, one.roles, paths, random)
        }
        var team = Team(Array(members.prefix(1)))
        for one in members.dropFirst() { team = try team.adding(one) }
        try FolderFiles.write(paths.team, Array(team.yaml.utf8))
        try HomeDoors(paths).make(HomeDoors.everything)
        let settings = HomeSettings(
            isSandbox: true, hasSimulatedClock: hasSimulatedClock,
            logOrigin: "mandate.example/\(Hex.encode(random.randomBytes(8)))", madeAt: now)
        try FolderFiles.write(paths.settings, settings.json.canonicalBytes + [0x0A])
        return try HomeFolder(opening: root)
    }

    /// The people of a sandbox home: its owner, and the second person.
    public static let sandboxPeople: [(person: String, roles: [String])] = [
        ("owner@example.com", ["owner", "marketing-manager", "head-of-marketing"]),
        ("deputy@example.com", ["cmo", "revops"]),
    ]

    /// That no home is in a folder yet.
    /// - Throws: `HomeError` `conflict` where there is one.
    public static func checkFree(_ root: String) throws(HomeError) {
        guard !FolderFiles.exists(HomePaths(root).settings) else {
            throw HomeError(.conflict, "there is a home at `\(root)` already; choose another folder")
        }
    }

    /// The team.
    public func team() throws(HomeError) -> Team {
        guard let bytes = try FolderFiles.read(paths.team) else {
            throw HomeError(.missing, "the team's file `\(paths.team)` is not there; restore it from git")
        }
        return try Team(yaml: bytes, file: paths.team)
    }

    /// Writes the team.
    public func write(_ team: Team) throws(HomeError) { try FolderFiles.write(paths.team, Array(team.yaml.utf8)) }

    /// Keeps a team that is about to be signed, so that a change that is cut short between the log and the team's file can be finished.
    public func prepare(_ team: Team) throws(HomeError) {
        try FolderFiles.write(paths.nextTeam, Array(team.yaml.utf8))
    }

    /// The team that was kept last before it was signed; nil where none can be read. Whether it was signed, the log says.
    public var preparedTeam: Team? {
        do throws(HomeError) {
            guard let bytes = try FolderFiles.read(paths.nextTeam) else { return nil }
            return try Team(yaml: bytes, file: paths.nextTeam)
        } catch { return nil }
    }

    /// Makes the door of an agent, open, where it has none yet.
    public func makeDoor(of agent: AgentName) throws(HomeError) { try HomeDoors(paths).make(agent.text) }

    private static func member(
        _ address: String, _ roles: [String], _ paths: HomePaths, _ random: any RandomBytes
    ) throws(HomeError) -> Team.Member {
        guard let person = PersonID(address) else { throw HomeError(.damaged, "`\(address)` is no address") }
        let path = paths.key(of: address)
        let kept = try HomeKeys.read(path)
        let key: SigningKey = if let kept { kept } else { try HomeKeys.make(path, random) }
        return Team.Member(person: person, roles: roles.compactMap(Role.init), key: key.verifyingKey)
    }

    private static func parents(of root: String) -> [String] {
        let parts = root.split(separator: "/").map(String.init)
        return (1..<max(1, parts.count)).map { "/" + parts[..<$0].joined(separator: "/") }
    }
}
