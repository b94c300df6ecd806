import Governance
import Reasoning
import Vocabulary

extension AgentRun {
    /// Reports what a pass came to, and writes the run's end with its alarms.
    func finish(
        _ pass: Pass, _ rulebook: Rulebook, _ before: [RunReport.Exposure], _ after: [RunReport.Exposure]
    ) async throws -> RunReport {
        let currency = rulebook.charter.constraints.currency
        let entries = try await entries(pass, currency)
        let report = RunReport(
            run: run, agent: agent, isShadow: isShadow, hindrance: pass.notes.hindrance, at: begun,
            days: pass.days, entries: entries, repeated: Set(pass.repeated.keys),
            leftAlone: pass.nothing?.summary ?? "",
            leftAloneCount: pass.nothing?.total ?? 0,
            exposures: zip(before, after).map {
                RunReport.Exposure(cap: $0.cap, limit: $0.limit, before: $0.before, after: $1.after)
            }, changesByOthers: pass.notes.changesByOthers, goal: pass.notes.goal, outlook: pass.notes.outlook,
            forecasts: pass.notes.forecasts,
            inactiveTriggers: pass.notes.inactiveTriggers, reminders: pass.notes.reminders,
            alarms: try await countingAlarms() + idleAlarm() + alarms(pass, entries),
            cost: MetricMoney(pass.cost, currency))
        try await end(report, rulebook)
        return report
    }

    private func entries(_ pass: Pass, _ currency: Currency) async throws -> [RegisterEntry] {
        let sent = isShadow ? [] : pass.decisions.filter { $0.ruling.verdict == .authorise }.map(\.id)
        let records = try await store.read { view in try sent.compactMap { try view.record(of: $0) } }
        let actions = Dictionary(records.map { ($0.id, $0.actions) }) { first, _ in first }
        return pass.decisions.map { decision in
            RegisterEntry(
                decision, state: pass.states[decision.id] ?? decision.state, currency: currency,
                actions: actions[decision.id] ?? [])
        }
    }

    /// What is odd about a pass: no failure is silent (P41).
    private func alarms(_ pass: Pass, _ entries: [RegisterEntry]) -> [String] {
        var alarms: [String] = []
        if let over = pass.notes.goalIsOver { alarms.append(over) }
        if let before = pass.notes.cutOff {
            alarms.append(
                "the run of `\(before.begunAt)` has not ended: it was cut off, or goes on elsewhere; `mandate agent show \(agent)` has it, "
                    + "and what it began is settled or in `mandate inbox`")
        }
        alarms += pass.notes.halfDone
        if pass.notes.missedReviews.count > 0 { alarms.append(pass.notes.missedReviews.description) }
        if let first = pass.notes.unrecorded.first {
            let count = pass.notes.unrecorded.count
            alarms.append(
                "actions that the log does not hold in full: `\(count)`, the first is `\(first)`; see `mandate doctor`")
        }
        if entries.isEmpty, let nothing = pass.nothing, nothing.total == 0 {
            alarms.append("the run proposed nothing and left nothing alone; the data may have lost its entities")
        }
        if !entries.isEmpty, entries.allSatisfy({ $0.findings.contains { $0.code == .malformed } }) {
            alarms.append("every proposal was malformed; the reasoner does not fit this release")
        }
        if let first = pass.unstopped.first {
            let why =
                first.ruling.findings.first { $0.verdict == first.ruling.verdict }?.message ?? "\(first.ruling.verdict)"
            let others = pass.unstopped.count == 1 ? "" : ", and \(pass.unstopped.count - 1) more"
            alarms.append(
                "below a floor and not paused: \(first.proposal?.call.subject?.description ?? "\(first.id)")\(others): \(why)"
            )
        }
        alarms += pass.curbs
        if let first = pass.overCap.first {
            let why = first.ruling.findings.first { $0.verdict == first.ruling.verdict }?.message
            let others = pass.overCap.count == 1 ? "" : ", and \(pass.overCap.count - 1) more"
            alarms.append(
                "over a money cap, and not as far under it as it asks for: "
                    + "\(first.proposal?.call.subject?.description ?? "\(first.id)")\(others)\(why.map { ": \($0)" } ?? ""); "
                    + "pause or lower it on the platform, or change the charter")
        }
        if !pass.repeated.isEmpty, !isShadow {
            let objects = pass.repeated.values.sorted().map(\.description).joined(separator: ", ")
            alarms.append(
                "refused twice for the same reason, so that a person is asked: \(objects)\(RunRecord.inInbox)")
        }
        return alarms + unconfirmedAlarm(entries)
    }

    /// A run that was allowed to act and of which the platform confirmed nothing says so, not that it acted.
    private func unconfirmedAlarm(_ entries: [RegisterEntry]) -> [String] {
        let authorised = entries.filter { $0.verdict == .authorise }
        let headings = authorised.map { RunHeading($0.verdict, $0.state, isShadow: isShadow) }
        guard let first = authorised.first, headings.allSatisfy({ $0.isUnconfirmed && $0 != .partlyDone }) else {
            return []
        }
        let what = numbered(authorised.count, "action was authorised and is", "actions were authorised and none is")
        let not = authorised.count == 1 ? "not confirmed" : "confirmed"
        return ["\(what) \(not) by the platform; the first: \(first.outcome)"]
    }

    /// What was carried out in part in the last seven days and still stands so, with its way back: nothing else shows it once whoever
    /// asked for it has looked away.
    func halfDone() async throws -> [String] {
        let (agent, week) = (agent, begun.advanced(by: .seconds(-7 * 86_400)))
        let records = try await store.read { view in
            try view.halfDone(by: agent, since: week).compactMap { try view.record(of: $0) }
        }
        return records.map {
            "decision `\($0.id)` was carried out in part, and that stands: \($0.stays); `mandate undo \($0.id)` takes it back"
        }
    }

    /// That nothing runs at all, with the way back of what a person paused with `halt --pause-spend`.
    private func idleAlarm() async throws -> [String] {
        let (active, paused) = (try await campaigns(.active), try await campaigns(.paused))
        let uncounted = try await store.read { view in try view.account()?.uncounted } ?? 0
        guard active.isEmpty, uncounted == 0, !paused.isEmpty else { return [] }
        let pauses = try await store.read { view in try view.spendPauses() }
        return [
            "no campaign is active: \(numbered(paused.count, "campaign stands", "campaigns stand")) paused, so nothing is spent or learned"
                + (SpendPause.words(pauses).map { "; \($0)" } ?? "")
        ]
    }

    /// What nothing is raised for, since it cannot be counted.
    private func countingAlarms() async throws -> [String] {
        guard let uncounted = try await store.read({ view in try view.account()?.uncounted }), uncounted > 0 else {
            return []
        }
        return [
            "\(numbered(uncounted, "campaign is", "campaigns are")) active with a budget that is not known, so what the account may bill cannot be "
                + "counted and nothing is raised; pause them, or give them a daily budget"
        ]
    }

    private func end(_ report: RunReport, _ rulebook: Rulebook) async throws {
        let now = engine.surroundings.now()
        let summary = report.summary
        let (run, agent, version, alarms) = (run, agent, rulebook.version, report.alarms)
        try await store.write { view in
            try view.end(run, at: now, summary: summary)
            for alarm in alarms {
                try view.append(
                    AuditEntry(
                        .alarm, at: now, agent: agent, subject: run.description, word: "silent",
                        charterVersion: version, payload: Array(alarm.utf8)))
            }
            try view.append(
                AuditEntry(
                    .runEnded, at: now, agent: agent, subject: run.description,
                    word: alarms.isEmpty ? "ended" : "alarm", charterVersion: version, payload: Array(summary.utf8)))
        }
    }
}
