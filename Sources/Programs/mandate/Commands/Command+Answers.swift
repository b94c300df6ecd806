import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let answer = Command(
        name: "answer", summary: "decide what an escalation asks",
        details: """
            FILE of `--propose` is JSON: `{"tool": "ads.pause", "arguments": {"entity": "ad/123"}, "reason": "…"}`; it is
            judged on your authority.
            """,
        arguments: [Argument(name: "ID", summary: "an escalation, or its first letters")],
        options: [
            Option(name: "do-nothing", summary: "leave things as they are; the objects are free again"),
            Option(name: "propose", value: "FILE", summary: "do this instead; `-` reads standard input"),
            Option(name: "change-charter", summary: "the charter will be changed; the objects stay free"),
        ] + Option.signing,
        result: .object(
            .field(
                "decision", .id.orNull, "the decision on what `--propose` asks for; null where nothing is proposed"),
            .field("escalation", .id, "the escalation"),
            .field(
                "ruling", .word(Verdict.self).orNull, "the gate's ruling on it; null where nothing is proposed")),
        examples: [
            Example("answer 01bvb8a5r0ks --do-nothing", "leave them"),
            Example("answer 01bvb8a5r0ks --propose pause.json", "do what the file says"),
        ]
    ) { call in
        try await OpenHome.signing(call) { home in
            let id = try await home.escalation(call.line.words[0])
            let answer = try await home.escalationAnswer(id, call.line)
            let decision = try await home.engine.answer(id, answer, by: try home.signatory(call.line))
            try await home.keepCheckpoint()
            call.output.result([
                "escalation": id.json, "decision": decision?.id.json ?? nil,
                "ruling": decision?.ruling.verdict.json ?? nil,
            ])
            guard let decision else {
                call.output.line("answered; its objects are free again", .good)
                call.output.note("next: mandate inbox")
                return .ok
            }
            let why = decision.ruling.findings.map(\.message).joined(separator: "; ")
            guard !decision.ruling.findings.contains(where: { $0.code == .malformed }) else {
                let tool = if case .propose(let proposal) = answer { proposal.tool.text } else { "TOOL" }
                throw Failure(
                    .usage,
                    "the file of `--propose` is no proposal, and the escalation stays open: \(why); "
                        + "`mandate tool schema \(tool)` shows what belongs in `arguments`")
            }
            guard decision.ruling.verdict == .authorise else {
                throw Failure(.refused, "the charter does not allow that, and the escalation stays open: \(why)")
            }
            let state = try await home.store.read { view in try view.state(of: decision.id) }
            guard state == .done else { return try await home.tellUnfinished(decision, "answered", call) }
            call.output.line("done: \(decision.shortText)", .good)
            call.output.note("next: mandate explain \(decision.id), mandate undo \(decision.id)")
            return .ok
        }
    }

    static let resolve = Command(
        name: "resolve", summary: "say whether an action whose effect is not known happened",
        details: "Look at the platform first: what you say is signed and settles the ledger.",
        arguments: [Argument(name: "ID", summary: "the decision or action in doubt, or its first letters")],
        options: [
            Option(name: "happened", summary: "the platform shows the change"),
            Option(name: "did-not", summary: "the platform does not show it, and will not"),
        ] + Option.signing,
        result: .object(
            .field("action", .id, "the action"), .field("happened", .boolean, "what was said of it"),
            .field("shown", .texts.orNull, "what the platform shows now; null where it cannot be read")),
        examples: [Example("resolve 01bvb8a5r0p0 --did-not", "nothing changed there")]
    ) { call in
        let happened = call.line.has("happened")
        guard happened != call.line.has("did-not") else {
            throw Failure(.usage, "say one of `--happened` and `--did-not`")
        }
        return try await OpenHome.signing(call) { home in
            let text = call.line.words[0]
            let doubts = try await home.store.read { view in try view.actions(in: .inDoubt, limit: 1_000) }
            let found = doubts.filter {
                $0.action.id.description.hasPrefix(text) || $0.action.decision.description.hasPrefix(text)
            }
            guard let record = found.first, found.count == 1 else {
                throw Failure(
                    found.isEmpty ? .notFound : .usage,
                    found.isEmpty
                        ? "no action in doubt begins with `\(text)`" : "`\(text)` begins more than one; give more of it"
                )
            }
            try await home.engine.resolve(record.action, happened: happened, by: try home.signatory(call.line))
            try await home.keepCheckpoint()
            call.output.line("settled: it \(happened ? "happened" : "did not happen")", .good)
            let shown = await home.engine.shown(of: record.action)
            if let shown, (shown == record.action.expected) != happened {
                let fields = shown.map(\.description).joined(separator: ", ")
                call.output.line("  on your word: the platform shows `\(fields)` now", .warn)
            }
            call.output.result([
                "action": record.action.id.json, "happened": .bool(happened),
                "shown": shown?.map(\.description).json ?? nil,
            ])
            return .ok
        }
    }
}

extension OpenHome {
    fileprivate func escalationAnswer(_ id: EscalationID, _ line: Line) async throws -> EscalationAnswer {
        let chosen = ["do-nothing", "propose", "change-charter"].filter(line.has)
        guard chosen.count == 1, let choice = chosen.first else {
            throw Failure(.usage, "say one of `--do-nothing`, `--propose FILE` and `--change-charter`")
        }
        guard choice == "propose", let file = line.value("propose") else {
            return choice == "do-nothing" ? .doNothing : .changeCharter
        }
        guard let record = try await store.read({ view in try view.escalation(id) }) else {
            throw Failure(.notFound, "there is no escalation `\(id)`")
        }
        return .propose(try ProposalFile.read(file, agent: record.escalation.agent))
    }
}

/// A proposal that a person wrote.
enum ProposalFile {
    /// Reads tool, arguments and reason; everything else is refused.
    static func read(_ path: String, agent: AgentName) throws -> Proposal {
        let bytes = try InputFile.read(path)
        do {
            let fields = try JSONFields(JSON(parsing: bytes), at: "proposal")
            let tool: ToolName = try fields.value("tool")
            let arguments = try fields.json("arguments")
            let reason = try fields.text("reason", atMost: 1_000)
            try fields.end()
            guard let certain = Confidence(tenThousandths: 10_000) else {
                throw Failure(.failed, "10,000 ten-thousandths are no confidence")
            }
            return Proposal(
                agent: agent, tool: tool, arguments: arguments, reason: reason, evidence: [], confidence: certain)
        } catch let error as JSONError {
            throw Failure(.usage, "\(path):\(error.line):\(error.column) \(error.message)")
        } catch let error as JSONShapeError {
            throw Failure(.usage, "`\(path)`: \(error.description); a proposal has `tool`, `arguments` and `reason`")
        }
    }
}
