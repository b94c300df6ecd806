import CharterFile
import Cryptography
import Engine
import Execution
import Files
import Governance
import Home
import Reasoning
import SQLite
import Sandbox
import Storage
import Store
import Testing
import Vocabulary

/// This process as one that works in a home, put together like the built program, with a reasoner of a test.
struct AgentHere {
    let engine: Engine
    private let database: SQLiteEngine
    private let presence: Presence

    init(_ home: CrashHome, _ reasoner: any Reasoner) async throws {
        let folder = try Home.HomeFolder(opening: home.path)
        presence = try Presence(announce: "here", in: folder.paths.processes)
        database = try await SQLiteEngine.open(home.storeSettings, migrations: Store.migrations)
        let store = Store(
            database.database(for: .local), process: presence.name, random: SystemRandomBytes(), rule: .sandbox,
            read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
        let recorded = try await store.read { view in try view.lastInstant() }
        let surroundings = HomeSurroundings(
            simulated: recorded, random: SystemRandomBytes())
        let connector = SandboxConnector(client: try home.client(), surroundings: surroundings) {
            SHA256.hash($0).hex
        }
        engine = try Engine(
            store: store,
            platform: ConnectedPlatform(
                reads: connector.reads, effects: connector.effects, rule: .sandbox, actor: SandboxConnector.actor,
                flight: SandboxConnector.flight),
            doors: HomeDoors(folder.paths), staff: try folder.team(), reasoner: reasoner, surroundings: surroundings
        ) { _ in
            // Its time is the home's, which stands still: a try that has to wait is made again at once.
            await Task.yield()
        }
    }

    func run() async throws -> RunReport {
        try await engine.run(try #require(AgentName("busy")), shadow: false)
    }

    func close() async { await database.close() }
}

/// A reasoner that hangs when it is asked, until a test lets it go on; then it wants everything.
struct HungReasoner: Reasoner {
    private let inner = StatisticalReasoner()
    private let asked = AsyncStream<Void>.makeStream()
    private let released = AsyncStream<Void>.makeStream()

    func propose(_ brief: ReasoningBrief) async -> ReasoningPlan {
        asked.continuation.yield()
        for await _ in released.stream { break }
        return await inner.propose(brief)
    }

    func revise(_ refusals: [Reasoning.Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan {
        await inner.revise(refusals, brief)
    }

    /// Comes back once it hangs.
    func hangs() async { for await _ in asked.stream { break } }

    func letGo() { released.continuation.yield() }
}
