import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let ledgerShow = Command(
        name: "ledger show", summary: "every money cap: billed, not yet reported, worst case, what is left",
        details: """
            Billed is what the platform has reported of the window, today included. Not yet reported is the most that it may have
            billed of it besides: what `budget_used_above` looks at is the two together. The worst case is a bound on what this
            window or a later one can come to: what was billed of it, and the most that the standing budgets may bill from today
            on. What the present week has billed is not taken off that, so it may rise within a week and fall after it. What is
            left of the cap is judged by it. A budget that was lowered counts as it was until the days on which it stood are reported.
            Budgets are those that the platform shows now; bills are read by every run, and the last line says up to when they are known.
            """,
        result: .object(
            .field(
                "caps",
                .list(
                    .object(
                        .field("agent", .slug, "the agent"), .field("billed", .money, "what the platform reported"),
                        .field("cap", .text, "the cap in words, with its place in the charter"),
                        .field("left", .money, "what is left; below zero where it is passed"),
                        .field("limit", .money, "the cap itself"),
                        .field("not_yet_reported", .money, "the most that it may have billed besides"),
                        .field("worst_case", .money, "the most that the window can still come to"))),
                "every money cap of every agent"),
            .field("reported_until", .instant, "up to when bills are known; what came since counts at its worst")),
        examples: [Example("ledger show", "billed and worst-case bill against every cap")]
    ) { call in
        try await OpenHome.with(call) { home in
            let (lines, until, unread) = try await home.ledger()
            var table = Table(
                ["agent", "cap", "limit", "billed", "not yet reported", "worst case", "left"],
                rightAligned: [2, 3, 4, 5, 6])
            for line in lines {
                table.add([
                    Table.Cell(line.agent.text), Table.Cell(line.cap),
                    Table.Cell(line.standing.cap.cap.description), Table.Cell(line.standing.billed.description),
                    Table.Cell(line.standing.notReported.description),
                    Table.Cell(line.standing.worstCase.description),
                    Table.Cell(
                        line.standing.left.description, line.standing.left.minorUnits < 0 ? .bad : .good),
                ])
            }
            call.output.table(table)
            if let unread {
                call.output.line(
                    "the platform could not be read, so budgets are those that were read last: \(unread)", .warn)
            }
            if !lines.isEmpty {
                call.output.line("bills are reported up to \(until); what came since counts at its worst")
            }
            call.output.result(["caps": .array(lines.map(\.json)), "reported_until": .string(until.description)])
            return .ok
        }
    }
}

/// One cap of one agent as it stands.
struct LedgerLine: Sendable {
    let agent: AgentName
    let standing: CapStanding

    /// The cap in words, with its key.
    var cap: String { "\(standing.cap.window) (\(standing.cap.clause.key))" }

    fileprivate var json: JSON {
        [
            "agent": agent.json, "billed": standing.billed.json, "cap": .string(cap), "left": standing.left.json,
            "limit": standing.cap.cap.json, "not_yet_reported": standing.notReported.json,
            "worst_case": standing.worstCase.json,
        ]
    }
}

extension OpenHome {
    /// Every money cap of every charter in force, by the budgets that the platform shows now and what is reserved; and why they are
    /// those that were read last, where it could not be read.
    func ledger() async throws -> (lines: [LedgerLine], reportedUntil: Instant, unread: String?) {
        let (account, unread) = try await engine.shownAccount()
        let rulebooks = try await store.read { view in
            try view.agents().compactMap { try view.rulebook(of: $0.agent) }
        }
        guard let account else { throw EngineError.noAccount }
        let lines = rulebooks.flatMap { rulebook in
            account.standings(of: rulebook.charter.constraints.money, at: now, .sandbox).map {
                LedgerLine(agent: rulebook.charter.agent, standing: $0)
            }
        }
        return (lines, account.bills.reportedUntil ?? account.zone.startOfDay(account.bills.reportedTo), unread)
    }
}
