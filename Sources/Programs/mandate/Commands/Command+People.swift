import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let approve = Command(
        name: "approve", summary: "say yes to a hold: exactly it is judged again and carried out",
        details:
            "Exits 3 where what was shown is no longer so, or the charter asks somebody else; 6 where it is not open.",
        arguments: [.waiting], options: Option.signing,
        result: .answered,
        examples: [
            Example("approve 01bvb8a5r0p0", "yes, signed by the owner"),
            Example("approve 01bvb8a5r0p0 -n", "what a yes would carry out"),
            Example("approve 01bvb8a5r0p0 --as deputy@example.com", "yes, signed by somebody else of the team"),
        ]
    ) { call in
        return try await OpenHome.signing(call) { home in
            let id = try await home.decision(call.line.words[0])
            let answer = try await home.engine.approve(id, by: try home.signatory(call.line))
            try await home.keepCheckpoint()
            return try await home.tell(answer, id, call)
        }
    }

    static let reject = Command(
        name: "reject", summary: "say no to a hold, with the reason that goes back to the agent",
        arguments: [.waiting],
        options: [Option(name: "reason", value: "TEXT", summary: "why; the agent does not ask again on the same data")]
            + Option.signing,
        result: .answered,
        examples: [Example("reject 01bvb8a5r0p0 --reason \"sale next week\"", "no, and why")]
    ) { call in
        guard let reason = call.line.value("reason") else { throw Failure(.usage, "say why: `--reason TEXT`") }
        return try await OpenHome.signing(call) { home in
            let id = try await home.decision(call.line.words[0])
            let answer = try await home.engine.reject(id, because: reason, by: try home.signatory(call.line))
            try await home.keepCheckpoint()
            return try await home.tell(answer, id, call)
        }
    }

    static let explain = Command(
        name: "explain", aliases: ["why"], summary: "why a decision was taken, in at most twelve plain lines",
        arguments: [
            Argument(name: "ID", summary: "a decision or an escalation, or its first letters", isOptional: true)
        ],
        options: [Option(name: "entity", value: "KIND/ID", summary: "the newest decision on this object instead")],
        result: .object(
            .optional("decision", .id, "the decision; absent where an escalation is explained"),
            .optional("escalation", .id, "the escalation; absent where a decision is explained"),
            .optional(
                "flip",
                .object(
                    .field("to", .word(Verdict.self), "the ruling it would then be"),
                    .field("words", .text, "what would have to be different")),
                "the nearest change that flips the ruling; absent where none does"),
            .field("lines", .list(.explanationLine), "why, at most twelve"),
            .optional(
                "proposals",
                .list(
                    .object(
                        .field("arguments", .callArguments, "the tool's arguments"),
                        .field("reason", .text, "why"), .field("tool", .tool, "the tool"))),
                "what was asked and still waits, as `answer --propose` reads it; absent where a decision is explained")),
        examples: [
            Example("explain 01bvb8a5r0p0", "what, why now, on which data, which rules, what would flip it"),
            Example("explain --entity campaign/936", "the newest decision on a campaign"),
        ]
    ) { call in
        try await OpenHome.with(call) { home in
            let (id, explanation) = try await home.explanation(call.line)
            let width = explanation.lines.map(\.heading.count).max() ?? 0
            for line in explanation.lines {
                let pad = String(repeating: " ", count: max(0, width - line.heading.count))
                call.output.line("\(line.heading)\(pad)  \(line.text)", hanging: width + 2)
            }
            call.output.result(explanation.json.adding(id.name, id.json))
            return .ok
        }
    }
}

extension Argument {
    static let waiting = Argument(name: "ID", summary: "a decision, or its first letters; `mandate inbox` lists them")
}

extension OpenHome {
    /// Says what became of an answer, and what the platform says of it.
    fileprivate func tell(_ answer: ApprovalAnswer, _ id: DecisionID, _ call: Invocation) async throws -> ExitCode {
        let state = try await store.read { view in try view.state(of: id) }
        let shown = state?.rawValue.spaced ?? "unknown"
        call.output.result([
            "answer": .string(answer.word), "decision": id.json, "state": state.map { .string($0.rawValue) } ?? nil,
        ])
        switch answer {
        case .used(let decision):
            guard state == .done else { return try await tellUnfinished(decision, "approved", call) }
            call.output.line("approved: \(decision.shortText)", .good)
            call.output.line("  it is \(shown)")
            call.output.note("next: mandate explain \(call.line.words[0]), mandate undo \(call.line.words[0])")
            return .ok
        case .rejected:
            call.output.line("rejected; what it reserved is free again", .good)
            call.output.note("next: mandate inbox")
            return .ok
        case .expired(let deadline): throw Failure(.conflict, "nobody answered before \(deadline), and silence is No")
        case .notOpen(let state):
            let isRehearsed = try await store.read { view in try view.record(of: id)?.isShadow ?? false }
            guard !isRehearsed else {
                throw Failure(
                    .conflict,
                    "`\(call.line.words[0])` was only rehearsed in a shadow run, so nothing of it waits for an answer; "
                        + "`mandate inbox` lists what does")
            }
            let word =
                switch state {
                case .authorised: "it has its yes and is on its way"
                case .escalated: "it is escalated, and `mandate answer` decides what is done instead"
                case let state?: "it is \(state.rawValue.spaced)"
                case nil: "it was never decided"
                }
            throw Failure(.conflict, "`\(call.line.words[0])` does not wait for an answer: \(word)")
        case .void(let findings):
            let why = findings.map(\.message).joined(separator: "; ")
            throw Failure(.refused, "what was shown is no longer so, and nothing was done: \(why)")
        case .stopped(let findings):
            let why = findings.map(\.message).joined(separator: "; ")
            throw Failure(
                .halted, "\(why); nothing was done, and it still waits for a yes after `mandate agent resume`")
        case .notAsked(let question):
            let who = try await engine.words(question.ask, of: id)
            throw Failure(.refused, "the charter asks \(who); use `--as PERSON`")
        }
    }

    /// A person's word that was used and did not bring about what it was for, with the reason: a script must not take it for done.
    func tellUnfinished(_ decision: Decision, _ word: String, _ call: Invocation) async throws -> ExitCode {
        let record = try await store.read { view in try view.record(of: decision.id) }
        let reason = record?.actions.compactMap(\.reason).last
        let shown = record?.state.rawValue.spaced ?? "unknown"
        call.output.line("\(word), but it is \(shown): \(decision.shortText)", .bad)
        if let reason { call.output.line("  \(reason)", hanging: 2) }
        let isInDoubt = record?.actions.contains { $0.state == .inDoubt } ?? false
        let text = decision.id.description
        if let record, record.state == .partlyDone, !isInDoubt {
            call.output.line("  what was done stays: \(record.stays)", hanging: 2)
            call.output.note("next: mandate undo \(text) takes it back; mandate explain \(text)")
        } else {
            call.output.note(
                isInDoubt ? "next: mandate inbox, mandate resolve \(text)" : "next: mandate explain \(text)")
        }
        return doors.closed(for: decision.agent) == nil ? .failed : .halted
    }

    /// What is explained, and its explanation: the newest decision on an object, a decision, or an escalation.
    fileprivate func explanation(_ line: Line) async throws -> (id: (name: String, json: JSON), Explanation) {
        if let text = line.value("entity") {
            guard line.word(0) == nil else {
                throw Failure(.usage, "name a decision or an object with `--entity`, not both")
            }
            guard let entity = EntityRef(parsing: text) else {
                throw Failure(.usage, "`\(text)` is no object; write it as `campaign/936`")
            }
            let found = try await store.read { view in try view.decisions(on: entity, rehearsed: true, limit: 1) }
            guard let first = found.first else { throw Failure(.notFound, "no decision is about `\(entity)`") }
            return (("decision", first.json), try await engine.explain(first))
        }
        guard let text = line.word(0) else { throw Failure(.usage, "name a decision, or an object with `--entity`") }
        switch try await only(text) {
        case .decision(let id): return (("decision", id.json), try await engine.explain(id))
        case .escalation(let id): return (("escalation", id.json), try await engine.explain(id))
        case .run:
            throw Failure(
                .usage,
                "`\(text)` is a run; explain one of its decisions, or judge all of them again with "
                    + "`mandate audit replay \(text)`")
        }
    }
}

extension ApprovalAnswer {
    /// Every word that `word` may be.
    fileprivate static let words = [
        "approved", "expired", "not_asked", "not_open", "rejected", "stopped", "void",
    ]

    /// A word for programs.
    fileprivate var word: String {
        switch self {
        case .used: "approved"
        case .rejected: "rejected"
        case .expired: "expired"
        case .notOpen: "not_open"
        case .void: "void"
        case .stopped: "stopped"
        case .notAsked: "not_asked"
        }
    }
}

extension ResultShape {
    fileprivate static let answered = object(
        .field("answer", .word(ApprovalAnswer.words), "what became of the answer"),
        .field("decision", .id, "the decision"),
        .field("state", .word(DecisionState.self).orNull, "where it stands now; null where it was never decided"))
}
