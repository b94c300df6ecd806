import Cryptography
import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    /// The text, and the limits of the organisation that it is under, have to be the ones that were signed: a row that somebody
    /// changed, its hash too, rules nothing.
    func charterInForce(_ agent: AgentName) throws -> CharterVersion? {
        let found = try session.first(
            """
            SELECT v.number, v.hash, v.source, v.applied_at, v.applied_by, v.self_agreed, v.organisation FROM agent a
            JOIN charter_version v ON v.org = a.org AND v.agent = a.agent AND v.number = a.version
            WHERE a.org = $1 AND a.agent = $2
            """, [.text(agent.text)]
        ) { try version($0, agent) }
        guard let found else { return nil }
        if try isAsSigned(found) { return found }
        throw StorageError(
            .notAsSigned, .giveUp,
            "the charter of `\(agent)` in force is not the text that was signed as version `\(found.number)`; restore a backup"
        )
    }

    /// Whether a version is what people signed. One from before its entry was noted is held to its own hash alone.
    private func isAsSigned(_ version: CharterVersion) throws -> Bool {
        let hash = SHA256.hash(version.source).hex
        guard hash == version.hash else { return false }
        guard let signed = try signed(SignedCharter.setting(version.agent, version.number)) else { return true }
        return signed["sha256"]?.stringValue == hash
            && signed["organisation"]?.integerValue == version.organisation.map(Int64.init)
    }

    /// What people signed in the entry that a setting names; nil where no entry was noted, empty where what it said is gone.
    func signed(_ setting: String) throws -> JSONObject? {
        guard let entry = try self.setting(setting).flatMap(Int64.init) else { return nil }
        return try payload(at: entry).flatMap(SignedStatement.content) ?? JSONObject()
    }

    func charterVersions(_ agent: AgentName) throws -> [CharterVersion] {
        try session.query(
            """
            SELECT number, hash, source, applied_at, applied_by, self_agreed, organisation FROM charter_version
            WHERE org = $1 AND agent = $2 ORDER BY number
            """, [.text(agent.text)]
        ) { try version($0, agent) }
    }

    func apply(_ version: CharterVersion) throws {
        let agent = version.agent.text
        let last = try session.first(
            "SELECT COALESCE(MAX(number), 0) FROM charter_version WHERE org = $1 AND agent = $2", [.text(agent)]
        ) { try $0.integer(0) }
        guard Int64(version.number) == (last ?? 0) + 1 else {
            throw StorageError(
                .constraint, .giveUp,
                "version `\(version.number)` does not follow version `\(last ?? 0)` of `\(agent)`; plan it again")
        }
        try session.execute(
            "INSERT INTO charter_version VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                .text(agent), .integer(Int64(version.number)), .text(version.hash), .blob(version.source),
                version.appliedAt.stored, .text(version.appliedBy.text), .flag(version.isSelfAgreed),
                version.organisation.map { .integer(Int64($0)) } ?? .null,
            ])
        try session.execute(
            """
            INSERT INTO agent (org, agent, version, open_holds) VALUES ($1, $2, $3, 0)
            ON CONFLICT (org, agent) DO UPDATE SET version = excluded.version
            """, [.text(agent), .integer(Int64(version.number))])
        session.forget(context.agents)
        forgetRulebook(version.agent)
    }

    func baseline(_ agent: AgentName, version: Int) throws -> FrozenBaseline? {
        try session.first(
            "SELECT content FROM baseline WHERE org = $1 AND agent = $2 AND version = $3",
            [.text(agent.text), .integer(Int64(version))]
        ) { try FrozenBaseline(json: JSON(parsing: Array(try $0.text(0).utf8))) }
    }

    func freeze(_ baseline: FrozenBaseline) throws {
        try session.execute(
            "INSERT INTO baseline VALUES ($1, $2, $3, $4)",
            [
                .text(baseline.agent.text), .integer(Int64(baseline.charterVersion)),
                .text(baseline.json.description),
            ])
        forgetRulebook(baseline.agent)
    }

    func add(_ rehearsed: FrozenBaseline.Rehearsed, to baseline: FrozenBaseline) throws {
        let name = "\(baseline.agent) \(baseline.charterVersion)"
        let stored = try self.baseline(baseline.agent, version: baseline.charterVersion)
        guard stored == baseline, baseline.rehearsed == nil else {
            throw StorageError(
                .constraint, .giveUp, "the baseline of `\(name)` is not the one that was read, or was rehearsed already"
            )
        }
        var completed = baseline
        completed.rehearsed = rehearsed
        try session.execute(
            "UPDATE baseline SET content = $4 WHERE org = $1 AND agent = $2 AND version = $3",
            [
                .text(baseline.agent.text), .integer(Int64(baseline.charterVersion)),
                .text(completed.json.description),
            ])
        forgetRulebook(baseline.agent)
    }

    func agents() throws -> [AgentRecord] {
        let rows = try session.query(
            "SELECT agent, version, paused_because, paused_by FROM agent WHERE org = $1 ORDER BY agent"
        ) {
            (
                try $0.name(0, AgentName.self), Int(try $0.integer(1)), try $0.textIfPresent(2),
                try $0.textIfPresent(3).flatMap(PersonID.init)
            )
        }
        return try rows.map { agent, version, because, person in
            AgentRecord(
                agent: agent, charterVersion: version, pausedBecause: because, pausedBy: person,
                stages: try stages(agent))
        }
    }

    func setStage(_ stage: Stage, of tool: ToolName, _ agent: AgentName, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO stage VALUES ($1, $2, $3, $4, $5, 0)
            ON CONFLICT (org, agent, tool) DO UPDATE SET stage = excluded.stage, since = excluded.since, approved = 0
            """, [.text(agent.text), .text(tool.text), .text(stage.rawValue), now.stored])
        session.forget(context.stages)
    }

    func countApproval(of tool: ToolName, _ agent: AgentName) throws {
        try session.execute(
            "UPDATE stage SET approved = approved + 1 WHERE org = $1 AND agent = $2 AND tool = $3",
            [.text(agent.text), .text(tool.text)])
        changeKnownStage(of: tool, agent) { $0.approved += 1 }
    }

    func setPaused(_ agent: AgentName, because: String?, by person: PersonID?) throws {
        try session.execute(
            "UPDATE agent SET paused_because = $3, paused_by = $4 WHERE org = $1 AND agent = $2",
            [.text(agent.text), .text(ifPresent: because), .text(ifPresent: person?.text)])
        session.forget(context.agents)
    }

    func rulebook(of agent: AgentName) throws -> Rulebook? {
        if let kept = session.cached(context.rulebooks)?[agent] { return kept }
        guard let version = try charterInForce(agent) else { return nil }
        let rulebook = try self.rulebook(version, try baseline(agent, version: version.number))
        var kept = session.cached(context.rulebooks) ?? [:]
        kept[agent] = rulebook
        session.keep(kept, in: context.rulebooks)
        return rulebook
    }

    func rulebook(of agent: AgentName, version: Int, at then: Instant) throws -> Rulebook? {
        guard let found = try charterVersions(agent).first(where: { $0.number == version }) else { return nil }
        let frozen = try baseline(agent, version: version).flatMap { $0.frozenAt <= then ? $0 : nil }
        return try rulebook(found, frozen)
    }

    private func rulebook(_ version: CharterVersion, _ frozen: FrozenBaseline?) throws -> Rulebook {
        Rulebook(
            try charter(version), version: version.number, target: frozen?.target,
            isMeasured: frozen != nil)
    }

    /// The version's text under the limits of the organisation that it was applied under.
    private func charter(_ version: CharterVersion) throws -> Charter {
        guard let number = version.organisation else { return try context.read.charter(version.source, []) }
        guard let limits = try organisationVersions().first(where: { $0.number == number }) else {
            throw StorageError(
                .corrupt, .giveUp, "version `\(number)` of the organisation's limits is gone; restore a backup")
        }
        let organisation = try organisation(limits)
        return try organisation.narrowing(try context.read.charter(version.source, organisation.metrics))
    }

    private func forgetRulebook(_ agent: AgentName) {
        var kept = session.cached(context.rulebooks) ?? [:]
        kept[agent] = nil
        session.keep(kept, in: context.rulebooks)
    }

    private func stages(_ agent: AgentName) throws -> [StageRecord] {
        try session.query(
            "SELECT tool, stage, since, approved FROM stage WHERE org = $1 AND agent = $2 ORDER BY tool",
            [.text(agent.text)]
        ) {
            StageRecord(
                tool: try $0.name(0), stage: try $0.word(1), since: try $0.instant(2),
                approvedSoFar: Int(try $0.integer(3)))
        }
    }

    private func version(_ row: any SQLRow, _ agent: AgentName) throws -> CharterVersion {
        CharterVersion(
            agent: agent, number: Int(try row.integer(0)), hash: try row.text(1), source: try row.blob(2),
            organisation: try row.integerIfPresent(6).map(Int.init), appliedAt: try row.instant(3),
            appliedBy: try row.name(4), isSelfAgreed: try row.flag(5))
    }
}
