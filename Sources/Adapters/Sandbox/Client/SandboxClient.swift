public import Execution
import Schemas
public import Vocabulary

/// A client of one home's sandbox platform; starts the server where none runs.
///
/// Reading needs nothing more than `reads`. What changes the platform is `effects`, which only a connector that was given a
/// permit may use. Every call has a deadline and blocks a queue of its own, never a thread of the shared pool.
public struct SandboxClient: Sendable {
    /// Everything that can be read.
    public let reads: SandboxReads
    /// Everything that changes entities; only the connector of this module reaches it, behind permits.
    let effects: SandboxEffects
    private let link: SandboxLink
    private let limit: Duration

    /// A client of the platform of the home at `path`; connects at the first call. `limit` is the longest a call may take,
    /// the start of a server included.
    public init(home path: String, starter: SandboxStarter, limit: Duration = .seconds(10)) throws(SystemError) {
        link = SandboxLink(home: try HomeFolder(path), starter: starter)
        self.limit = limit
        reads = SandboxReads(link: link, limit: limit)
        effects = SandboxEffects(link: link, limit: limit)
    }

    /// Opens the account that entities and histories belong to; one that is open stays as it is.
    public func open(_ account: SandboxAccount) async throws(ConnectorError) {
        _ = try await link.call(.seed(SeedCall(account: account, entities: [], history: [])), within: limit)
    }

    /// Takes over part of an import, parents before children. What the platform has already stays. Any number of rows: they go
    /// in parts, and a repeat adds nothing.
    public func seed(_ entities: [SandboxEntity], _ history: [SandboxHistory] = []) async throws(ConnectorError) {
        for part in SandboxClient.parts(entities, of: Limits.page, size: { $0.json.canonicalBytes.count }) {
            _ = try await link.call(.seed(SeedCall(account: nil, entities: part, history: [])), within: limit)
        }
        // Numbers and days of a row are far below this; only its name may be long.
        for part in SandboxClient.parts(history, of: Limits.rows, size: { 160 + $0.entity.id.utf8.count }) {
            _ = try await link.call(.seed(SeedCall(account: nil, entities: [], history: part)), within: limit)
        }
    }

    /// Lets simulated time pass to `end`, a week at a time, and bills it. An earlier instant changes nothing.
    public func advance(to end: Instant) async throws(ConnectorError) {
        guard var at = try await reads.now() else {
            throw ConnectorError(.giveUp, .invalid, "the sandbox has no account yet; import one first")
        }
        while at < end {
            at = min(end, at.advanced(by: .seconds(7 * 86_400)))
            _ = try await link.call(.advance(to: at), within: limit)
        }
    }

    /// Whether everything that clients sent before now has been answered, also what clients sent that are gone: the server reads
    /// them in the order in which they came. True where no server runs; false where one does not answer within `limit`.
    public static func isDrained(home path: String, within limit: Duration) throws(SystemError) -> Bool {
        let home = try HomeFolder(path)
        return SandboxLink.isDrained(home, by: Deadline(in: limit))
    }

    /// Puts fault rules in force, in place of those before; none ends all faults.
    public func set(faults: [FaultRule]) async throws(ConnectorError) {
        _ = try await link.call(.faults(set: faults.map(\.text)), within: limit)
    }

    /// Rows in requests of as many as the platform takes, each well below its longest line.
    private static func parts<Row>(_ rows: [Row], of most: Int, size: (Row) -> Int) -> [[Row]] {
        var parts: [[Row]] = []
        var bytes = Limits.request
        for row in rows {
            let size = size(row)
            if bytes + size > Limits.request / 2 || parts.last?.count == most {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(row)
            bytes += size
        }
        return parts
    }
}
