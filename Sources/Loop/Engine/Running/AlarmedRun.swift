import Schemas
public import Vocabulary

/// The last run of an agent, where something about it is for a person to see: it had alarms, or it could not even look.
public struct AlarmedRun: Hashable, Sendable {
    /// The agent.
    public let agent: AgentName
    /// The run.
    public let run: RunID
    /// When it began.
    public let at: Instant
    /// The alarms, beside what the inbox lists by itself; why it failed, where it did.
    public let alarms: [String]
    /// The charter that it was under, where another one is in force by now; nil where it is the same.
    public let formerCharter: Int?
}

extension EngineView {
    /// The last run of each agent that is more than a rehearsal, where something about it is for a person to see.
    public func alarmedRuns() throws -> [AlarmedRun] {
        try agents().compactMap { agent in
            let last = try lastRun(of: agent.agent)
            if let failed = try failure(of: agent.agent, since: last) { return failed }
            guard let last else { return nil }
            let alarms = last.alarms.filter { !$0.hasSuffix(RunRecord.inInbox) }
            guard !alarms.isEmpty else { return nil }
            return AlarmedRun(
                agent: agent.agent, run: last.id, at: last.begunAt, alarms: alarms,
                formerCharter: last.charterVersion == agent.charterVersion ? nil : last.charterVersion)
        }
    }

    /// The newest run of an agent since its last that could not look, of which the log holds nothing but that.
    private func failure(of agent: AgentName, since last: RunRecord?) throws -> AlarmedRun? {
        guard let last = try last ?? runs(agent, limit: 1).first else { return nil }
        var failed: AlarmedRun?
        try eachEntry(since: last.id) { leaf, entry in
            guard entry["kind"]?.stringValue == AuditKind.alarm.rawValue,
                entry["word"]?.stringValue == AuditEntry.failedRun, entry["agent"]?.stringValue == agent.text,
                let run = entry["subject"]?.stringValue.flatMap({ RunID($0) })
            else { return }
            let why = try payload(at: leaf.position).map { String(decoding: $0, as: UTF8.self) }
            failed = AlarmedRun(
                agent: agent, run: run, at: Instant(milliseconds: entry["at"]?.integerValue ?? 0),
                alarms: ["the run failed" + (why.map { ": \($0)" } ?? "")], formerCharter: nil)
        }
        return failed
    }
}

extension AuditEntry {
    /// The word of an alarm about a run that could not look.
    static let failedRun = "failed"
}
