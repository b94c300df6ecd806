import CharterFile
import Cryptography
import Engine
import Home
import Schemas
import Vocabulary

extension Command {
    static let charterApply = Command(
        name: "charter apply", aliases: ["apply"], summary: "bring a charter into force on signatures",
        details: """
            In a sandbox home the second person's signature is added at once and logged as self-agreed. The baseline is
            frozen as soon as imported data covers the days that the charter names. Tools that a new version allows more than
            the one before go back to shadow until it was rehearsed and a person promotes them again; tools above its highest
            stage are brought down to that. The organisation's file comes into force in the same way: every charter in force
            gets a version under its limits.
            """,
        arguments: [
            Argument(name: "FILE", summary: "the charter, or the organisation's file; `-` reads it from standard input")
        ],
        options: Option.signing,
        result: .either(
            .object(
                .field("agent", .slug, "the agent"),
                .field("changed", .boolean, "whether a version came into force"),
                .optional("in_shadow_again", .list(.tool), "tools that were set back; absent where nothing changed"),
                .field("version", .count, "the version in force, or with `-n` the one it would get"),
                .optional(
                    "lowered", .list(.tool),
                    "tools brought down to the highest stage of it; absent where nothing changed"
                ),
                .optional("warnings", .texts, "what may not be meant; absent where nothing changed")),
            .object(
                .field(
                    "agents",
                    .list(
                        .object(
                            .field("agent", .slug, "the agent"),
                            .field("in_shadow_again", .list(.tool), "tools that were set back"),
                            .field("lowered", .list(.tool), "tools brought down to the highest stage of it"),
                            .field("version", .count, "the version of its charter under these limits"))),
                    "the charters in force; none where nothing changed"),
                .field("changed", .boolean, "whether the limits came into force"),
                .field("organisation", .slug, "the organisation"),
                .field("version", .count, "the version in force, or with `-n` the one it would get"),
                .field(
                    "warnings", .texts,
                    "who of the limits is not in the team, and what charters in force say more than they let them"))),
        examples: [
            Example("charter apply Examples/paid-social/charter.yaml", "version 1 of the paid-social agent's charter"),
            Example(
                "charter apply charter.yaml -n",
                "what it would change: the version, the tools that rest, what may not be meant"),
            Example("charter apply organisation.yaml", "limits over every agent of the home"),
        ]
    ) { call in
        let file = try CharterInput(call)
        return try await OpenHome.signing(call) { home in
            file.isOrganisation ? try await home.applyOrganisation(file, call) : try await home.apply(file, call)
        }
    }
}

extension OpenHome {
    fileprivate func apply(_ file: CharterInput, _ call: Invocation) async throws -> ExitCode {
        let charter = try file.sound(call, try await charterContext())
        let agent = charter.agent
        let last = try await store.read { view in try view.charterVersions(agent).last }
        if let last, last.hash == SHA256.hash(file.bytes).hex {
            call.output.line("`\(agent)` version \(last.number) is in force already; nothing changed")
            call.output.result(["agent": agent.json, "changed": false, "version": last.number.json])
            return .ok
        }
        let first = try signatory(call.line)
        // The door first: an agent in force that `halt` does not know could not be halted by name. A later version makes none:
        // a door that is missing then is closed, and `unhalt` is what opens it.
        if last == nil, !isRehearsal { try folder.makeDoor(of: agent) }
        let second = try folder.secondPerson(after: first, of: team)
        let before = try await stages(of: agent)
        let version = try await engine.apply(
            charter, source: file.bytes, by: first, second: second, isSelfAgreed: folder.settings.isSandbox,
            widened: CharterComparison.widenedTools(from:to:))
        try await keepCheckpoint()
        call.output.line("`\(agent)` version \(version.number) is in force", .good)
        tellSigned(by: first, second, call)
        let (resting, lowered) = try await fallen(from: before, charter)
        tell(resting, lowered, of: charter, call)
        let warnings = try await warnings(about: charter)
        for warning in warnings { call.output.line("  \(warning)", .warn) }
        call.output.note("next: \(try await nextAfterApply(agent))")
        call.output.result([
            "agent": agent.json, "changed": .bool(!isRehearsal), "in_shadow_again": resting.json,
            "lowered": lowered.json,
            "version": version.number.json,
            "warnings": warnings.json,
        ])
        return .ok
    }

    /// Tools that a version set back to shadow, and those that it brought down to its highest stage.
    func fallen(
        from before: [ToolName: Stage], _ charter: Charter
    ) async throws -> (resting: [String], lowered: [String]) {
        let fallen = try await stages(of: charter.agent).filter { $0.value < before[$0.key] ?? .shadow }
        func names(_ isResting: Bool) -> [String] {
            fallen.filter { ($0.value == .shadow) == isResting }.keys.map(\.text).sorted()
        }
        return (names(true), names(false))
    }

    /// Says who signed.
    func tellSigned(by first: Signatory, _ second: Signatory?, _ call: Invocation) {
        let agreed = second.map { "`\($0.person)` with it" } ?? "nobody else, since nobody else is here"
        call.output.line("  signed by \(first.person), and in this sandbox by \(agreed)")
    }

    /// Says which tools fell.
    func tell(_ resting: [String], _ lowered: [String], of charter: Charter, _ call: Invocation) {
        if !lowered.isEmpty {
            call.output.line(
                "  at stage \(charter.autonomy.highest.rawValue) now, the highest of this version: "
                    + lowered.joined(separator: ", "), .warn)
        }
        if !resting.isEmpty {
            call.output.line(
                "  in shadow again, since this version allows them more and was never rehearsed: "
                    + resting.joined(separator: ", "), .warn)
        }
    }

    func stages(of agent: AgentName) async throws -> [ToolName: Stage] {
        let records = try await store.read { view in try view.agents().first { $0.agent == agent }?.stages ?? [] }
        return Dictionary(records.map { ($0.tool, $0.stage) }, uniquingKeysWith: { first, _ in first })
    }

    /// What holds of the charter in this home and its writer may not have meant; the charter is in force all the same.
    private func warnings(about charter: Charter) async throws -> [String] {
        let gaps = try await engine.gaps(of: charter)
        return teamGaps(of: charter) + gaps.filter(\.isToldWhenApplied).map(\.text)
    }

    private func nextAfterApply(_ agent: AgentName) async throws -> String {
        let hasData = try await store.read { view in try view.account() } != nil
        return (hasData ? "" : "mandate import FILE, then ") + "mandate agent run \(agent) --shadow"
    }
}
