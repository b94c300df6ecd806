import Engine
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func begin(_ run: RunRecord) throws {
        try session.execute(
            "INSERT INTO run VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9)",
            [
                run.id.stored, .text(run.agent.text), .flag(run.isShadow), run.begunAt.stored,
                .integer(Int64(run.charterVersion)), .text(run.snapshotHash), .text(run.summary),
                .integer(try logSize()),
            ])
    }

    func end(_ run: RunID, at now: Instant, summary: String) throws {
        try session.execute(
            "UPDATE run SET ended = $3, summary = $4 WHERE org = $1 AND id = $2",
            [run.stored, now.stored, .text(summary)])
    }

    func runs(_ agent: AgentName?, limit: Int) throws -> [RunRecord] {
        // Identifiers of one millisecond are in no order, and a simulated clock stands still: the log's order counts.
        let most: SQLValue = .integer(Int64(limit))
        guard let agent else {
            return try session.query(
                """
                SELECT id, agent, shadow, begun, ended, version, snapshot, summary FROM run
                WHERE org = $1 ORDER BY leaf DESC, id DESC LIMIT $2
                """, [most], record)
        }
        return try session.query(
            """
            SELECT id, agent, shadow, begun, ended, version, snapshot, summary FROM run
            WHERE org = $1 AND agent = $2 ORDER BY leaf DESC, id DESC LIMIT $3
            """, [.text(agent.text), most], record)
    }

    func lastRun(of agent: AgentName) throws -> RunRecord? {
        // Only pausing the spend leaves an empty summary.
        try session.first(
            """
            SELECT id, agent, shadow, begun, ended, version, snapshot, summary FROM run
            WHERE org = $1 AND agent = $2 AND shadow = 0 AND ended IS NOT NULL AND summary <> '{}'
            ORDER BY leaf DESC, id DESC LIMIT 1
            """, [.text(agent.text)], record)
    }

    func hasActed(_ agent: AgentName) throws -> Bool {
        try session.first(
            "SELECT 1 FROM run WHERE org = $1 AND agent = $2 AND shadow = 0 LIMIT 1", [.text(agent.text)]
        ) { try $0.integer(0) } != nil
    }

    func position(of run: RunID) throws -> Int64? {
        try session.first("SELECT leaf FROM run WHERE org = $1 AND id = $2", [run.stored]) { try $0.integer(0) }
    }

    func reasoner(of run: RunID) throws -> String? {
        guard let position = try position(of: run), let begun = try leaves(from: position, limit: 1).first?.opening
        else { return nil }
        return try JSON(parsing: begun.payload)["reasoner"]?.stringValue
    }

    private func record(_ row: any SQLRow) throws -> RunRecord {
        RunRecord(
            id: try row.id(0), agent: try row.name(1), isShadow: try row.flag(2), begunAt: try row.instant(3),
            endedAt: try row.instantIfPresent(4), charterVersion: Int(try row.integer(5)),
            snapshotHash: try row.text(6), summary: try row.text(7))
    }
}
