import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let answer = Command(
        name: "answer", summary: "decide what an escalation asks",
        details: """
            FILE of `--propose` is JSON: `{"tool": "ads.pause", "arguments": {"entity": "ad/123"}, "reason": "…"}`, or a list of
            such, one for each object; `explain ID --json` has what was asked in this shape, as `proposals`. Each is judged on your
            authority. An object that none of them names waits on.
            """,
        arguments: [Argument(name: "ID", summary: "an escalation, or its first letters")],
        options: [
            Option(name: "do-nothing", summary: "leave things as they are; the objects are free again"),
            Option(name: "propose", value: "FILE", summary: "do this instead; `-` reads standard input"),
            Option(name: "change-charter", summary: "the charter will be changed; the objects stay free"),
        ] + Option.signing,
        result: .object(
            .field(
                "answers",
                .list(
                    .object(
                        .field("because", .texts, "what spoke against it"),
                        .field("decision", .id, "the decision on it"),
                        .field("ruling", .word(Verdict.self), "the gate's ruling"),
                        .field("state", .word(DecisionState.self).orNull, "where it stands"))),
                "what became of each thing that `--propose` asks for, in order"),
            .field("escalation", .id, "the escalation"),
            .field("waiting", .list(.entity), "its objects that still wait for an answer")),
        examples: [
            Example("answer 01bvb8a5r0ks --do-nothing", "leave them"),
            Example("answer 01bvb8a5r0ks --propose pause.json", "do what the file says"),
        ]
    ) { call in
        try await OpenHome.signing(call) { home in
            let id = try await home.escalation(call.line.words[0])
            let answers = try await home.escalationAnswers(id, call.line)
            let signatory = try home.signatory(call.line)
            var told: [AnsweredWith] = []
            for answer in answers {
                guard let decision = try await home.engine.answer(id, answer, by: signatory) else { continue }
                told.append(
                    AnsweredWith(
                        answer: answer, decision: decision,
                        state: try await home.store.read { view in try view.state(of: decision.id) }
                    ))
            }
            try await home.keepCheckpoint()
            let waiting = try await home.store.read { view in try view.escalation(id)?.waiting ?? [] }
            call.output.result([
                "answers": .array(told.map(\.json)), "escalation": id.json, "waiting": waiting.json,
            ])
            guard !told.isEmpty else {
                call.output.line("answered; its objects are free again", .good)
                call.output.note("next: mandate inbox")
                return .ok
            }
            return try await home.tell(told, waiting, id, call)
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

/// What became of one thing that a person wants instead of what an escalation stopped.
private struct AnsweredWith {
    let answer: EscalationAnswer
    let decision: Decision
    let state: DecisionState?

    var tool: String { if case .propose(let proposal) = answer { proposal.tool.text } else { "TOOL" } }
    var isAuthorised: Bool { decision.ruling.verdict == .authorise }
    var isMalformed: Bool { decision.ruling.findings.contains { $0.code == .malformed } }
    var why: String { decision.ruling.findings.map(\.message).joined(separator: "; ") }

    var json: JSON {
        [
            "because": isAuthorised ? [] : decision.ruling.findings.map(\.message).json, "decision": decision.id.json,
            "ruling": decision.ruling.verdict.json, "state": state.map { .string($0.rawValue) } ?? nil,
        ]
    }
}

extension OpenHome {
    /// The answer that the options name; with a file one for each proposal in it, none of them before all are answers.
    fileprivate func escalationAnswers(_ id: EscalationID, _ line: Line) async throws -> [EscalationAnswer] {
        let chosen = ["do-nothing", "propose", "change-charter"].filter(line.has)
        guard chosen.count == 1, let choice = chosen.first else {
            throw Failure(.usage, "say one of `--do-nothing`, `--propose FILE` and `--change-charter`")
        }
        guard choice == "propose", let file = line.value("propose") else {
            return [choice == "do-nothing" ? .doNothing : .changeCharter]
        }
        guard let record = try await store.read({ view in try view.escalation(id) }) else {
            throw Failure(.notFound, "there is no escalation `\(id)`")
        }
        let proposals = try ProposalFile.read(file, agent: record.escalation.agent)
        try engine.checkAnswers(proposals, record)
        return proposals.map(EscalationAnswer.propose)
    }

    /// A line for each proposal, what still waits, and the worst of what came of them as the exit code.
    fileprivate func tell(
        _ told: [AnsweredWith], _ waiting: [EntityRef], _ id: EscalationID, _ call: Invocation
    ) async throws -> ExitCode {
        var code = ExitCode.ok
        for one in told where one.isAuthorised {
            if one.state == .done {
                call.output.line("done: \(one.decision.shortText)", .good)
            } else {
                code = try await tellUnfinished(one.decision, "answered", call)
            }
        }
        let stays = waiting.isEmpty ? "" : ", and the escalation stays open"
        let refused = told.filter { !$0.isAuthorised }
        for one in refused where told.count > 1 {
            call.output.line("refused: \(one.decision.shortText): \(one.why)", .bad, hanging: 2)
        }
        if let malformed = refused.first(where: \.isMalformed) {
            throw Failure(
                .usage,
                "what the file of `--propose` asks for is no proposal\(stays): \(malformed.why); "
                    + "`mandate tool schema \(malformed.tool)` shows what belongs in `arguments`")
        }
        if let first = refused.first {
            let what = told.count > 1 ? "\(refused.count) of \(told.count)" : "that"
            throw Failure(.refused, "the charter does not allow \(what)\(stays): \(first.why)")
        }
        if !waiting.isEmpty {
            let more = waiting.count > 3 ? " and \(waiting.count - 3) more" : ""
            let names = waiting.prefix(3).map(\.description).joined(separator: ", ")
            call.output.line("still waiting: \(names)\(more)", .warn)
            call.output.note("next: mandate answer \(id) --do-nothing, or --propose FILE for these")
        } else if code == .ok, let last = told.last {
            call.output.note("next: mandate explain \(last.decision.id), mandate undo \(last.decision.id)")
        }
        return code
    }
}

/// Proposals that a person wrote.
enum ProposalFile {
    /// Reads tool, arguments and reason of one, or of a list of at most 100; everything else is refused.
    static func read(_ path: String, agent: AgentName) throws -> [Proposal] {
        do {
            let json = try JSON(parsing: InputFile.read(path))
            guard let list = json.arrayValue else { return [try proposal(json, at: "proposal", agent)] }
            guard (1...100).contains(list.count) else {
                throw Failure(.usage, "`\(path)` has \(list.count) proposals; an answer has 1 to 100")
            }
            return try list.enumerated().map { try proposal($1, at: "proposal \($0 + 1)", agent) }
        } catch let error as JSONError {
            throw Failure(.usage, "\(path):\(error.line):\(error.column) \(error.message)")
        } catch let error as JSONShapeError {
            throw Failure(.usage, "`\(path)`: \(error.description); a proposal has `tool`, `arguments` and `reason`")
        }
    }

    private static func proposal(_ json: JSON, at place: String, _ agent: AgentName) throws -> Proposal {
        let fields = try JSONFields(json, at: place)
        let tool: ToolName = try fields.value("tool")
        let arguments = try fields.json("arguments")
        let reason = try fields.text("reason", atMost: 1_000)
        try fields.end()
        guard let certain = Confidence(tenThousandths: 10_000) else {
            throw Failure(.failed, "10,000 ten-thousandths are no confidence")
        }
        return Proposal(
            agent: agent, tool: tool, arguments: arguments, reason: reason, evidence: [], confidence: certain)
    }
}
