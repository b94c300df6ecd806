import Engine
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func madeDecisions(since: Instant, limit: Int) throws -> [DecisionID] {
        let newest = try session.query(
            """
            SELECT DISTINCT d.id, d.leaf FROM change c JOIN decision d ON d.org = c.org AND d.id = c.decision
            WHERE c.org = $1 AND c.at >= $2 AND d.state IN ('done', 'undone') ORDER BY d.leaf DESC LIMIT $3
            """, [since.stored, .integer(Int64(limit))]
        ) { try $0.id(0, Identified.Decision.self) }
        return newest.reversed()
    }

    func keep(_ forecast: ForecastRecord) throws {
        try session.execute(
            """
            INSERT INTO forecast VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (org, agent, campaign, as_of) DO UPDATE
            SET first_day = excluded.first_day, content = excluded.content
            """,
            [
                .text(forecast.agent.text), .text(forecast.campaign.description), forecast.asOf.stored,
                forecast.from.stored, .text(forecast.json.description),
            ])
    }

    func drop(_ forecast: ForecastRecord) throws {
        try session.execute(
            "DELETE FROM forecast WHERE org = $1 AND agent = $2 AND campaign = $3 AND as_of = $4",
            [.text(forecast.agent.text), .text(forecast.campaign.description), forecast.asOf.stored])
    }

    func forecasts(of agent: AgentName, from day: CalendarDate) throws -> [ForecastRecord] {
        try session.query(
            """
            SELECT content FROM forecast WHERE org = $1 AND agent = $2 AND first_day >= $3 ORDER BY as_of, campaign
            """, [.text(agent.text), day.stored]
        ) { try ForecastRecord(json: JSON(parsing: Array($0.text(0).utf8))) }
    }
}
