import Engine
import Storage
import Vocabulary

extension StoreView {
    func begin(_ run: RunRecord) throws {
        try session.execute(
            "INSERT INTO run VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8)",
            [
                run.id.stored, .text(run.agent.text), .flag(run.isShadow), run.begunAt.stored,
                .integer(Int64(run.charterVersion)), .text(run.snapshotHash), .text(run.summary),
            ])
    }

    func end(_ run: RunID, at now: Instant, summary: String) throws {
        try session.execute(
            "UPDATE run SET ended = $3, summary = $4 WHERE org = $1 AND id = $2",
            [run.stored, now.stored, .text(summary)])
    }

    func runs(_ agent: AgentName, limit: Int) throws -> [RunRecord] {
        try session.query(
            """
            SELECT id, agent, shadow, begun, ended, version, snapshot, summary FROM run
            WHERE org = $1 AND agent = $2 ORDER BY id DESC LIMIT $3
            """, [.text(agent.text), .integer(Int64(limit))]
        ) {
            RunRecord(
                id: try $0.id(0), agent: try $0.name(1), isShadow: try $0.flag(2), begunAt: try $0.instant(3),
                endedAt: try $0.instantIfPresent(4), charterVersion: Int(try $0.integer(5)),
                snapshotHash: try $0.text(6), summary: try $0.text(7))
        }
    }
}
