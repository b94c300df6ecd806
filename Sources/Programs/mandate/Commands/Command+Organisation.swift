import CharterFile
import Cryptography
import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension OpenHome {
    /// Brings the organisation's limits into force, over every charter in force.
    func applyOrganisation(_ file: CharterInput, _ call: Invocation) async throws -> ExitCode {
        let context = try await charterContext()
        let organisation = try file.soundOrganisation(call, context)
        let last = try await store.read { view in try view.organisationVersions().last }
        let gaps = try await gaps(of: organisation)
        if let last, last.hash == SHA256.hash(file.bytes).hex {
            call.output.line("the limits of `\(organisation.name)` are in force already; nothing changed")
            return tell(organisation, last.number, changed: false, [], gaps, call)
        }
        let first = try signatory(call.line)
        let second = try folder.secondPerson(after: first, of: team)
        var before: [AgentName: [ToolName: Stage]] = [:]
        for agent in try await store.read({ view in try view.agents().map(\.agent) }) {
            before[agent] = try await stages(of: agent)
        }
        // What limits no agent more than before lets none do more, whatever a charter had not said yet.
        let widens = CharterComparison(from: context.organisation, to: organisation).widens
        let applied = try await engine.apply(
            organisation, source: file.bytes, by: first, second: second, isSelfAgreed: folder.settings.isSandbox
        ) { widens ? CharterComparison.widenedTools(from: $0, to: $1) : [] }
        try await keepCheckpoint()
        call.output.line(
            "version \(applied.organisation.number) of the limits of `\(organisation.name)` is in force", .good)
        tellSigned(by: first, second, call)
        var agents: [JSON] = []
        for version in applied.charters {
            guard let charter = try await store.read({ view in try view.rulebook(of: version.agent)?.charter }) else {
                continue
            }
            call.output.line("  over `\(version.agent)`, whose charter is version \(version.number) now")
            let (resting, lowered) = try await fallen(from: before[version.agent] ?? [:], charter)
            tell(resting, lowered, of: charter, call)
            agents.append([
                "agent": version.agent.json, "in_shadow_again": resting.json, "lowered": lowered.json,
                "version": version.number.json,
            ])
        }
        return tell(organisation, applied.organisation.number, changed: !isRehearsal, agents, gaps, call)
    }

    private func tell(
        _ organisation: Organisation, _ version: Int, changed: Bool, _ agents: [JSON], _ gaps: [String],
        _ call: Invocation
    ) -> ExitCode {
        for line in gaps { call.output.line("  \(line)", .warn) }
        if changed { call.output.note("next: mandate charter docs AGENT, which says what holds for one with them") }
        call.output.result([
            "agents": .array(agents), "changed": .bool(changed), "organisation": organisation.name.json,
            "version": version.json, "warnings": gaps.json,
        ])
        return .ok
    }
}
