import Cryptography
import Governance
import Schemas
public import Vocabulary

extension Engine {
    /// Which tools a second charter allows more than the first.
    public typealias Widened = @Sendable (Charter, Charter) -> Set<ToolName>

    /// Brings a charter into force on a person's signature, under the organisation's limits in force, and freezes its baseline
    /// where the data covers it. Tools that the new version gives more than the one before go back to shadow in the same
    /// transaction: whatever was learnt of them was learnt under narrower rules (docs/decisions/0021-widened-charters.md).
    /// - Parameter second: the second person's signature; nil only where the sandbox agrees with itself.
    /// - Parameter widened: the tools that the second charter allows more than the first.
    public func apply(
        _ charter: Charter, source: [UInt8], by signatory: Signatory, second: Signatory?, isSelfAgreed: Bool,
        widened: @escaping Widened
    ) async throws -> CharterVersion {
        let agent = charter.agent
        let inForce = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        try checkMayChange(.charter, signatory, inForce)
        let agreement = try agreement(signatory, second, isSelfAgreed)
        let version = try await store.write { view in
            let last = try view.charterVersions(agent).last
            let hash = SHA256.hash(source).hex
            if let last, last.hash == hash {
                throw EngineError.conflict("this is version `\(last.number)` of `\(agent)`, which is in force already")
            }
            let organisation = try view.organisationVersions().last?.number
            let version = CharterVersion(
                agent: agent, number: (last?.number ?? 0) + 1, hash: hash, source: source, organisation: organisation,
                appliedAt: agreement.at, appliedBy: signatory.person, isSelfAgreed: isSelfAgreed)
            try agreement.bringIn(version, to: view, widened)
            return version
        }
        try await freezeBaselines()
        return version
    }

    /// Brings the organisation's limits into force on a person's signature. Every charter in force gets a version with the same
    /// text under them in the same transaction, so that a decision is judged again by what it was judged by, and what waits for
    /// a yes is looked at anew. Tools that may do more than before, since a limit is gone, go back to shadow.
    /// - Returns: the version, and that of each agent.
    /// - Throws: `EngineError.conflict` where a charter in force and these limits cannot hold together; nothing is in force then.
    public func apply(
        _ organisation: Organisation, source: [UInt8], by signatory: Signatory, second: Signatory?, isSelfAgreed: Bool,
        widened: @escaping Widened
    ) async throws -> (organisation: OrganisationVersion, charters: [CharterVersion]) {
        let inForce = try await store.read { view in try view.organisation()?.owner }
        try checkMayChange(.organisation, signatory, inForce)
        let agreement = try agreement(signatory, second, isSelfAgreed)
        let applied = try await store.write { view in
            let last = try view.organisationVersions().last
            let hash = SHA256.hash(source).hex
            if let last, last.hash == hash {
                throw EngineError.conflict("this is version `\(last.number)` of the organisation, in force already")
            }
            let version = OrganisationVersion(
                name: organisation.name, number: (last?.number ?? 0) + 1, hash: hash, source: source,
                appliedAt: agreement.at, appliedBy: signatory.person, isSelfAgreed: isSelfAgreed)
            let before = try view.agents().compactMap { try view.rulebook(of: $0.agent)?.charter }
            for charter in before {
                do throws(OrganisationConflict) { try organisation.checkMetrics(of: charter) } catch {
                    throw EngineError.conflict(error.text)
                }
            }
            try agreement.bringIn(version, to: view)
            let charters = try before.compactMap { charter -> CharterVersion? in
                guard let last = try view.charterVersions(charter.agent).last else { return nil }
                let next = CharterVersion(
                    agent: last.agent, number: last.number + 1, hash: last.hash, source: last.source,
                    organisation: version.number, appliedAt: agreement.at, appliedBy: signatory.person,
                    isSelfAgreed: isSelfAgreed)
                try agreement.bringIn(next, after: charter, to: view, widened)
                return next
            }
            return (version, charters)
        }
        try await freezeBaselines()
        return applied
    }
}

extension Agreement {
    /// Puts a charter's version in force, with its entries, and its tools to the stages that are left to them.
    fileprivate func bringIn(
        _ version: CharterVersion, to view: any EngineView, _ widened: Engine.Widened
    ) throws {
        try bringIn(version, after: try view.rulebook(of: version.agent)?.charter, to: view, widened)
    }

    fileprivate func bringIn(
        _ version: CharterVersion, after before: Charter?, to view: any EngineView, _ widened: Engine.Widened
    ) throws {
        let (agent, number) = (version.agent, version.number)
        try view.apply(version)
        let charter: Charter
        do {
            guard let found = try view.rulebook(of: agent)?.charter else { throw EngineError.noCharter(agent) }
            charter = found
        } catch let conflict as OrganisationConflict { throw EngineError.conflict(conflict.text) }
        // A decision to protect nothing is signed and recorded by itself, not only in the file's hash.
        let content = JSONObject(present: [
            "agent": agent.json, "organisation": version.organisation?.json, "sha256": .string(version.hash),
            "unprotected": charter.json["goal"]?["unprotected"], "version": number.json, "word": .string(word),
        ])
        try sign("apply", content, as: SignedCharter.setting(agent, number), in: view) { record in
            AuditEntry(
                .charterApplied, at: at, agent: agent, subject: "\(agent) \(number)", word: word,
                charterVersion: number, payload: record)
        }
        if let before {
            try RestingTools.rest(widened(before, charter), of: agent, number, in: view, by: first, at: at)
        }
        try RestingTools.lower(to: charter.autonomy.highest, of: agent, number, in: view, by: first, at: at)
    }

    /// Puts a version of the organisation's file in force, with its entries.
    fileprivate func bringIn(_ version: OrganisationVersion, to view: any EngineView) throws {
        try view.apply(version)
        let content = JSONObject(present: [
            "organisation": version.name.json, "sha256": .string(version.hash), "version": version.number.json,
            "word": .string(word),
        ])
        try sign("apply", content, as: SignedCharter.organisation(version.number), in: view) { record in
            AuditEntry(
                .organisationApplied, at: at, subject: "\(version.name) \(version.number)", word: word, payload: record)
        }
    }
}
