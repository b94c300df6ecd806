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
        details: "Exits 10 where there are differences.",
        arguments: [Argument(name: "FILE", summary: "the charter; `-` reads it from standard input")],
        examples: [Example("charter diff charter.yaml", "line by line: widening, narrowing, neutral")]
    ) { call in
        let file = try CharterInput(call)
        return try await OpenHome.with(call) { home in
            var context = CharterContext()
            context.isSandbox = home.folder.settings.isSandbox
            context.today = home.now.utcDate
            let next = try file.sound(call, context)
            guard let last = try await home.store.read({ view in try view.rulebook(of: next.agent)?.charter }) else {
                throw EngineError.noCharter(next.agent)
            }
            let comparison = CharterComparison(from: last, to: next)
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
        examples: [Example("charter schema > charter.schema.json", "point your editor at it")]
    ) { call in
        call.output.json(CharterSchema.charter)
        return .ok
    }

    static let charterList = Command(
        name: "charter list", summary: "every version of every charter that was applied",
        examples: [Example("charter list", "versions, who signed, when")]
    ) { call in
        try await OpenHome.with(call) { home in
            let versions = try await home.store.read { view in
                try view.agents().flatMap { try view.charterVersions($0.agent) }
            }
            var table = Table(["agent", "version", "applied", "by", "agreed", "sha-256"], rightAligned: [1])
            for version in versions {
                table.add([
                    Table.Cell(version.agent.text), Table.Cell("\(version.number)"),
                    Table.Cell(version.appliedAt.description), Table.Cell(version.appliedBy.text),
                    Table.Cell(version.isSelfAgreed ? "sandbox, self-agreed" : "two people"),
                    Table.Cell(String(version.hash.prefix(12))),
                ])
            }
            call.output.table(table)
            call.output.result(["versions": .array(versions.map(\.json))])
            return .ok
        }
    }

    static let charterNew = Command(
        name: "charter new", summary: "a few questions, and a charter that passes its checks",
        details:
            "An empty answer takes what is suggested; `<` goes back. The answers may come from standard input, one a line.",
        options: [
            Option(name: "out", value: "FILE", summary: "where to write it; standard output where it is left out")
        ],
        examples: [Example("charter new --out charter.yaml", "answer the questions, get a charter")]
    ) { call in
        guard !call.line.has("no-input") else {
            throw Failure(
                .usage, "this asks questions; leave `--no-input` away, or start from Examples/paid-social/charter.yaml")
        }
        var context = CharterContext()
        context.isSandbox = true
        let text = try Interview.lead(context, call.output)
        if let path = call.line.value("out") {
            guard unsafe access(path, F_OK) != 0 else {
                throw Failure(.conflict, "`\(path)` is there already; choose another name")
            }
            try DurableFile.replace(HomeChoice.absolute(path), with: Array(text.utf8), mode: 0o644)
            call.output.line("wrote `\(path)`", .good)
            call.output.note("next: mandate charter check \(path)")
            call.output.result(["file": .string(path)])
        } else {
            call.output.data(text)
        }
        return .ok
    }
}

extension Interview {
    /// Asks question after question until the charter is complete.
    fileprivate static func lead(_ context: CharterContext, _ output: Output) throws(Failure) -> String {
        var interview = Interview(context)
        while let question = interview.question {
            let (answered, all) = interview.progress
            output.note("\(answered + 1) of \(all)  \(question.text)")
            output.note("    \(question.why)")
            output.note("    for example: \(question.example)")
            let suggestion = question.suggestion.map { " [\($0)]" } ?? ""
            guard let answer = output.askOrEnd(suggestion.isEmpty ? ">" : "\(suggestion) >") else {
                throw Failure(.usage, "the answers ended at question \(answered + 1) of \(all): \(question.text)")
            }
            if answer == "<" {
                interview.back()
                continue
            }
            for finding in interview.answer(answer) {
                output.note("    \(finding.message); \(finding.fix)")
            }
        }
        guard let file = interview.file else { throw Failure(.failed, "the answers do not make a charter") }
        return file
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
        var context = CharterContext()
        context.isSandbox = true
        return try CharterInput(call).sound(call, context)
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
        [
            "agent": agent.json, "applied_at": appliedAt.json, "applied_by": appliedBy.json,
            "self_agreed": .bool(isSelfAgreed), "sha256": .string(hash), "version": number.json,
        ]
    }
}
