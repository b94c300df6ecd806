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

    func budgetChanges(since: Instant) throws -> [BudgetSetting] {
        let own = try session.query(
            """
            SELECT c.entity, c.at, c.was, c.becomes FROM change c JOIN decision d ON d.org = c.org AND d.id = c.decision
            WHERE c.org = $1 AND c.at >= $2 AND c.was IS NOT NULL AND c.becomes IS NOT NULL
            AND d.state IN ('done', 'partly_done', 'undone') ORDER BY c.at, d.leaf, c.part
            """, [since.stored]
        ) { try StoreView.budgetChange($0, isOurs: true) }
        let others = try session.query(
            "SELECT entity, at, was, becomes FROM change_by_others WHERE org = $1 AND at >= $2 ORDER BY at, number",
            [since.stored]
        ) { try StoreView.budgetChange($0, isOurs: false) }
        // Of one instant ours come first: what others did then was seen after it.
        return (own + others).enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(
            \.element)
    }

    private static func budgetChange(_ row: any SQLRow, isOurs: Bool) throws -> BudgetSetting {
        BudgetSetting(
            try row.entity(0), at: try row.instant(1), was: try row.integer(2), becomes: try row.integer(3),
            isOurs: isOurs)
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
