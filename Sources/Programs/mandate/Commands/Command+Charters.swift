import CharterFile
import Engine
import Files
import Glibc
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let charterDiff = Command(
        name: "charter diff", summary: "what a charter changes against the one in force, and what it widens",
        details: """
            Exits 10 where there are differences. Both are compared as they rule, under the organisation's limits in force. The
            organisation's file is compared with its limits in force.
            """,
        arguments: [
            Argument(name: "FILE", summary: "the charter, or the organisation's file; `-` reads it from standard input")
        ],
        result: .object(
            .field(
                "changes",
                .list(
                    .object(
                        .field("after", .text.orNull, "what is there now; null for what is gone"),
                        .field("before", .text.orNull, "what was there; null for what is new"),
                        .field("direction", .word(CharterChange.Direction.self), "whether more is allowed by it"),
                        .field("path", .text, "the keys from the file's top"))), "the differences"),
            .field("widens", .boolean, "whether any of them is widening")),
        examples: [Example("charter diff charter.yaml", "line by line: widening, narrowing, neutral")]
    ) { call in
        let file = try CharterInput(call)
        return try await OpenHome.with(call) { home in
            let comparison = try await home.comparison(file, call)
            for change in comparison.changes { call.output.line(change.text, change.style) }
            if comparison.changes.isEmpty { call.output.line("no difference", .good) }
            if comparison.widens { call.output.note("something widens: applying it takes a second person") }
            call.output.result([
                "changes": .array(comparison.changes.map(\.json)), "widens": .bool(comparison.widens),
            ])
            return comparison.changes.isEmpty ? .ok : .changesPresent
        }
    }

    static let charterDocs = Command(
        name: "charter docs", summary: "what an agent can and cannot do, in plain words",
        arguments: [
            Argument(name: "FILE", summary: "a charter, or the name of an agent whose charter is in force")
        ],
        options: [Option(name: "markdown", summary: "as CommonMark, for an internal policy")],
        result: .object(
            .field("purpose", .text, "what the agent is for"),
            .field(
                "sections",
                .list(
                    .object(.field("lines", .texts, "the lines"), .field("title", .text, "the heading"))),
                "what it can and cannot do"), .field("title", .text, "the page's heading")),
        examples: [
            Example("charter docs Examples/paid-social/charter.yaml", "from a file"),
            Example("charter docs paid-social --markdown", "the charter in force"),
        ]
    ) { call in
        let page = CharterPage(try await CharterInput.named(call))
        call.output.isJSON
            ? call.output.result([
                "purpose": .string(page.purpose),
                "sections": .array(page.sections.map { ["lines": $0.lines.json, "title": .string($0.title)] }),
                "title": .string(page.title),
            ]) : call.output.line(call.line.has("markdown") ? page.markdown : page.plainText)
        return .ok
    }

    static let charterSchema = Command(
        name: "charter schema", summary: "the JSON Schema of charters, for editors",
        options: [Option(name: "organisation", summary: "that of the organisation's file")],
        result: .jsonSchema,
        examples: [
            Example("charter schema > charter.schema.json", "point your editor at it"),
            Example("charter schema --organisation", "of the file with the organisation's limits"),
        ]
    ) { call in
        call.output.json(call.line.has("organisation") ? CharterSchema.organisation : CharterSchema.charter)
        return .ok
    }

    static let charterList = Command(
        name: "charter list",
        summary: "every version of every charter that was applied, and of the organisation's limits",
        options: TimeSpan.options,
        result: .object(
            .field(
                "organisation",
                .list(
                    .object(
                        .field("applied_at", .instant, "when"), .field("applied_by", .person, "by whom"),
                        .field("organisation", .slug, "whose limits"),
                        .field("self_agreed", .boolean, "whether the sandbox was the second person"),
                        .field("sha256", .digits64, "of the file"), .field("version", .count, "counted from 1"))),
                "every version of the organisation's limits"),
            .field(
                "versions",
                .list(
                    .object(
                        .field("agent", .slug, "the agent"), .field("applied_at", .instant, "when"),
                        .field("applied_by", .person, "by whom"),
                        .optional("organisation", .count, "the version of the organisation's limits that it is under"),
                        .field("self_agreed", .boolean, "whether the sandbox was the second person"),
                        .field("sha256", .digits64, "of the file"), .field("version", .count, "counted from 1"))),
                "every version of every charter")),
        examples: [
            Example("charter list", "versions, who signed, when"),
            Example("charter list --since 2017-10-01", "those of since then"),
        ]
    ) { call in
        try await OpenHome.with(call) { home in
            let span = try TimeSpan(call.line, at: home.now)
            let (versions, limits) = try await home.store.read { view in
                (
                    try view.agents().flatMap { try view.charterVersions($0.agent) }.filter {
                        span.contains($0.appliedAt)
                    },
                    try view.organisationVersions().filter { span.contains($0.appliedAt) }
                )
            }
            var table = Table(
                ["agent", "version", "limits", "applied", "by", "agreed", "sha-256"], rightAligned: [1, 2])
            for version in versions {
                table.add([
                    Table.Cell(version.agent.text), Table.Cell("\(version.number)"),
                    Table.Cell(version.organisation.map { "\($0)" } ?? "-"),
                    Table.Cell(version.appliedAt.description), Table.Cell(version.appliedBy.text),
                    Table.Cell(version.isSelfAgreed ? "sandbox, self-agreed" : "two people"),
                    Table.Cell(String(version.hash.prefix(12))),
                ])
            }
            call.output.table(table)
            for version in limits {
                call.output.line(
                    "limits \(version.number), of `\(version.name)`: applied \(version.appliedAt) by \(version.appliedBy), "
                        + "sha-256 \(version.hash.prefix(12))")
            }
            call.output.result([
                "organisation": .array(limits.map(\.json)), "versions": .array(versions.map(\.json)),
            ])
            return .ok
        }
    }
}

extension CharterInput {
    /// The charter of a file, or the one in force of an agent.
    static func named(_ call: Invocation) async throws -> Charter {
        let text = call.line.words[0]
        if let agent = AgentName(text), unsafe access(text, F_OK) != 0 {
            let found = try await OpenHome.with(call) { home in
                try await home.store.read { view in try view.rulebook(of: agent)?.charter }
            }
            guard let found else {
                throw Failure(.notFound, "`\(text)` is neither a file nor an agent with a charter in force")
            }
            return found
        }
        let file = try CharterInput(call)
        guard !file.isOrganisation else {
            throw Failure(
                .usage,
                "`\(text)` is the organisation's file; `charter docs AGENT` says what holds for an agent with it")
        }
        var context = CharterContext()
        context.isSandbox = true
        return try file.sound(call, context)
    }
}

extension OpenHome {
    /// What a file changes against what is in force.
    fileprivate func comparison(_ file: CharterInput, _ call: Invocation) async throws -> CharterComparison {
        let context = try await charterContext()
        guard !file.isOrganisation else {
            return CharterComparison(from: context.organisation, to: try file.soundOrganisation(call, context))
        }
        let next = try file.sound(call, context)
        guard let last = try await store.read({ view in try view.rulebook(of: next.agent)?.charter }) else {
            throw EngineError.noCharter(next.agent)
        }
        return CharterComparison(from: last, to: try await ruling(next))
    }
}

extension CharterChange {
    fileprivate var style: Style? {
        switch direction {
        case .widening: .warn
        case .narrowing: .good
        case .neutral: nil
        }
    }

    fileprivate var json: JSON {
        [
            "after": after.map(JSON.string) ?? nil, "before": before.map(JSON.string) ?? nil,
            "direction": .string(direction.rawValue), "path": .string(path),
        ]
    }
}

extension CharterVersion {
    /// The version for programs.
    fileprivate var json: JSON {
        .object(
            JSONObject(present: [
                "agent": agent.json, "applied_at": appliedAt.json, "applied_by": appliedBy.json,
                "organisation": organisation?.json, "self_agreed": .bool(isSelfAgreed), "sha256": .string(hash),
                "version": number.json,
            ]))
    }
}

extension OrganisationVersion {
    /// The version for programs.
    fileprivate var json: JSON {
        [
            "applied_at": appliedAt.json, "applied_by": appliedBy.json, "organisation": name.json,
            "self_agreed": .bool(isSelfAgreed), "sha256": .string(hash), "version": number.json,
        ]
    }
}
