import CharterFile
import Cryptography
import Engine
import Files
import Governance
import Home
import Reasoning
import SQLite
import Sandbox
import Storage
import Store
import Vocabulary

/// A home while a command works in it: everything built from its folder.
struct OpenHome: Sendable {
    let folder: Home.HomeFolder
    let team: Team
    /// Held until the team was compared with the log, or changed.
    let teamLock: TeamLock
    let doors: HomeDoors
    let store: any EngineStore
    let engine: Engine
    let surroundings: HomeSurroundings
    /// The sandbox platform; it is started by the first call that needs it.
    let sandbox: SandboxClient?
    /// Whether nothing that is done here stays: the store is a copy, and neither the platform nor the folder hears of it.
    let isRehearsal: Bool
    /// The wall clock, and what it is held against; nil where the home's time is simulated.
    let clock: HomeClock?
    private let database: SQLiteEngine
    private let presence: Presence

    /// The home's time.
    var now: Instant { surroundings.now() }

    /// What stands above everything that a dry run says.
    static let dryRunHeading = "with `--dry-run` nothing is changed; without it:"

    /// Opens the home that a line names, recovers what a crash left, does the work, and lets the home go.
    /// - Parameters:
    ///   - rehearses: whether with `--dry-run` the work is done as ever and nothing of it stays.
    ///   - team: what the work does with the team.
    static func with<R: Sendable>(
        _ call: Invocation, rehearses: Bool = false, team: TeamUse = .reads, _ work: (OpenHome) async throws -> R
    ) async throws -> R {
        let path = try HomeChoice.path(call.line)
        let isRehearsal = rehearses && call.line.has("dry-run")
        return try await at(path, rehearsing: isRehearsal, team: team) { home in
            if team == .reads { home.teamLock.release() }
            if isRehearsal { call.output.line(dryRunHeading, .bold) }
            call.output.detail("home `\(path)`, its time is \(home.now)")
            if try await home.keeper.isBehind() {
                call.output.note("the log does not go on from its last checkpoint: see `mandate audit verify`")
            }
            let doubt = home.clock?.doubt
            if let doubt { call.output.note(doubt.text) }
            do {
                let left = try await home.recover(knowsTime: doubt == nil, call.output)
                // By a clock that is wrong every review is missed.
                for (agent, missed) in doubt == nil ? try await home.engine.countMissedReviews() : [] {
                    call.output.note("`\(agent)`: \(missed); see `mandate review list`")
                }
                if left > 0, call.command.name != Command.inbox.name {
                    call.output.note("\(numbered(left, "action is", "actions are")) in doubt; see `mandate inbox`")
                }
            } catch let error as StorageError where [.full, .busy, .notAsSigned].contains(error.kind) {
                // Reading what is sound goes on; whatever writes is refused by the store for the same reason.
                call.output.note("what a crash left is not settled yet: \(error.message)")
            }
            let result = try await work(home)
            // Whoever reads a day on the screen has to know that it is not today's.
            if home.clock == nil {
                call.output.note("the clock is simulated, and moves only by `mandate sandbox advance`")
            }
            return result
        }
    }

    /// As `with`, for work at the end of which the log is signed: where it could not be, nothing is begun, nor while nobody knows
    /// what time it is, but for what only takes freedom.
    static func signing<R: Sendable>(
        _ call: Invocation, atAnyTime: Bool = false, rehearses: Bool = true, changesTeam: Bool = false,
        _ work: (OpenHome) async throws -> R
    ) async throws -> R {
        try await with(call, rehearses: rehearses, team: changesTeam ? .changes : .compares) { home in
            if !atAnyTime, let doubt = home.clock?.doubt { throw Failure(.halted, doubt.text) }
            // Who takes freedom away sets right what somebody gave past the program.
            try await home.checkLog(withRows: !atAnyTime)
            if !changesTeam { home.teamLock.release() }
            return try await work(home)
        }
    }

    /// Opens the home in a folder, does the work, and lets the home go.
    static func at<R: Sendable>(
        _ path: String, rehearsing: Bool = false, team: TeamUse = .compares, _ work: (OpenHome) async throws -> R
    ) async throws -> R {
        let home = try await open(HomeChoice.absolute(path), rehearsing: rehearsing, team: team)
        do {
            let result = try await work(home)
            await home.database.close()
            return result
        } catch {
            await home.database.close()
            throw error
        }
    }

    /// What is done with the team, and how long it has to stay as it was read.
    enum TeamUse {
        /// It is only read.
        case reads
        /// It is compared with the log.
        case compares
        /// It is changed.
        case changes
    }

    /// Opens a home.
    static func open(_ path: String, rehearsing: Bool = false, team: TeamUse = .compares) async throws -> OpenHome {
        let folder = try Home.HomeFolder(opening: path)
        try folder.checkPrivate()
        try folder.prepare()
        let teamLock = try await TeamLock(folder.paths, alone: team == .changes && !rehearsing) {
            try await Task.sleep(for: .milliseconds(5))
        }
        let random = SystemRandomBytes()
        let name = HomeSurroundings(simulated: nil, random: random).fresh(Identified.Run.self).description
        let presence = try Presence(announce: name, in: folder.paths.processes)
        try Presence.sweep(folder.paths.processes)
        var settings = SQLiteSettings(path: folder.paths.store)
        if rehearsing {
            guard !presence.scratch.isEmpty else {
                throw Failure(
                    .unavailable, "the disk is full, and a dry run needs room for a copy of the store; free some")
            }
            try await SQLiteEngine.copy(settings, to: presence.scratch)
            settings.path = presence.scratch
        }
        let database = try await SQLiteEngine.open(settings, migrations: Store.migrations)
        do {
            let home = try await OpenHome(folder, presence, database, random, rehearsing, teamLock)
            try await home.beginIfNew()
            return home
        } catch {
            await database.close()
            throw error
        }
    }

    private init(
        _ folder: Home.HomeFolder, _ presence: Presence, _ database: SQLiteEngine, _ random: SystemRandomBytes,
        _ isRehearsal: Bool, _ teamLock: TeamLock
    ) async throws {
        self.teamLock = teamLock
        self.isRehearsal = isRehearsal
        self.folder = folder
        self.presence = presence
        self.database = database
        store = Store(
            database.database(for: .local), process: presence.name, random: random, rule: .sandbox,
            read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
        team = try folder.team()
        let doors = HomeDoors(
            folder.paths,
            shutBecause: presence.isNamed ? nil : "the disk is full, so `mandate halt` could not find this process")
        self.doors = doors
        let recorded = try await store.read { view in try view.lastInstant() }
        let simulated = folder.settings.hasSimulatedClock ? recorded ?? folder.settings.madeAt : nil
        let clock =
            simulated == nil ? HomeClock(kept: try await ClockReading.kept(in: store), recorded: recorded) : nil
        self.clock = clock
        let surroundings = HomeSurroundings(simulated: simulated, recorded: recorded, random: random)
        self.surroundings = surroundings
        let root = folder.paths.root
        let client =
            folder.settings.isSandbox
            ? try SandboxClient(home: root, starter: .thisProgram(home: root)) : nil
        sandbox = client
        let connector = client.map { client in
            SandboxConnector(client: client, surroundings: surroundings) { SHA256.hash($0).hex }
        }
        let platform = connector.map {
            ConnectedPlatform(
                reads: $0.reads, effects: isRehearsal ? RehearsedEffects(surroundings: surroundings) : $0.effects,
                rule: .sandbox, actor: SandboxConnector.actor,
                flight: SandboxConnector.flight)
        }
        engine = try Engine(
            store: store, platform: platform,
            doors: clock.map { ClockedDoors(doors, $0) } ?? doors, staff: team, reasoner: StatisticalReasoner(),
            surroundings: surroundings
        ) { try await Task.sleep(for: $0) }
    }

    /// What is wrong with the store's file; reads all of it.
    func damage() async throws -> [String] { try await database.damage() }

    /// What a crash left is settled: claims of processes that are gone are in doubt, and doubts are looked at. Then holds that
    /// nobody answered in time are closed and what waits too long asks more people, so that every command sees the same.
    private func recover(knowsTime: Bool, _ output: Output) async throws -> Int {
        let processes = folder.paths.processes
        var sent: [DecisionID] = []
        let left = try await engine.recover { name in
            do throws(FileError) { return try !Presence.isAlive(name, in: processes) } catch { return false }
        } sentOn: {
            sent.append($0.decision)
        }
        for decision in sent {
            output.note("what people agreed to and had not happened was sent on: see `mandate explain \(decision)`")
        }
        try Presence.sweep(processes)
        guard knowsTime else { return left }
        try await keepClock()
        try await engine.expireHolds()
        try await engine.reminders()
        return left
    }

    /// The person who acts, with the key that the team's file names for them.
    func signatory(_ line: Line) throws -> Signatory { try folder.signatory(line, of: team) }
}
