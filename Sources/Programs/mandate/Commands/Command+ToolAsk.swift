import Engine
import Execution
import Governance
import Schemas
import Vocabulary

extension Command {
    static let toolAsk = Command(
        name: "tool ask", summary: "ask a tool that only reads, as an agent would: it passes the gate and is logged",
        details: """
            Every agent may ask `business.budget_left`, `business.check_rule` and `business.escalate`; `ads.query`,
            `ads.summarise` and `ads.compare` need a permission of its charter. FILE is JSON, the tool's arguments; see `mandate tool schema TOOL`.
            Counts that are not known for exactly the days that are asked for are null, with the reason under `unknown`: what
            was imported for a quarter as a whole says nothing of one of its months.
            """,
        arguments: [
            .agent, Argument(name: "TOOL", summary: "its name, such as `business.budget_left`"),
            Argument(
                name: "FILE", summary: "the arguments; `-` reads standard input; without it `{}`", isOptional: true),
        ],
        options: [.dryRun],
        result: .object(
            .field("answer", .toolAnswer.orNull, "what the tool says; null where the gate does not let it answer"),
            .field("decision", .id, "the decision that let it through, or did not"),
            .field("ruling", .word(Verdict.self), "the gate's ruling")),
        examples: [
            Example("tool ask paid-social business.budget_left", "what is left under every money cap"),
            Example("tool ask paid-social business.check_rule call.json", "what the gate would rule, without doing it"),
        ]
    ) { call in
        let agent = try call.agent()
        guard let tool = ToolName(call.line.words[1]) else {
            throw Failure(.usage, "`\(call.line.words[1])` is no tool's name; `mandate tool list` shows them")
        }
        let arguments = try call.line.word(2).map { try ArgumentFile.read($0) } ?? [:]
        return try await OpenHome.signing(call) { home in
            let (decision, answer): (Decision, JSON?)
            do {
                (decision, answer) = try await home.engine.ask(
                    tool, arguments, by: agent, because: "asked on the command line")
            } catch let error as ConnectorError where error.reason == .invalid {
                throw ArgumentFile.misfit(error.message, tool)
            }
            try await home.keepCheckpoint()
            let why = decision.ruling.findings.map(\.message).joined(separator: "; ")
            call.output.result([
                "answer": answer ?? nil, "decision": decision.id.json, "ruling": decision.ruling.verdict.json,
            ])
            switch decision.ruling.verdict {
            case .refuse where decision.ruling.findings.contains { $0.code == .malformed }:
                throw ArgumentFile.misfit(why, tool)
            case .refuse: throw Failure(.refused, why)
            case .hold, .escalate:
                call.output.line(why, .warn)
                call.output.note("next: mandate inbox")
                return .waiting
            case .authorise:
                if let answer, !call.output.isJSON { call.output.json(answer) }
                return .ok
            }
        }
    }
}

/// A tool's arguments that a person wrote.
private enum ArgumentFile {
    /// Arguments that the tool cannot read: what was given is wrong, and no rule of a charter is.
    static func misfit(_ why: String, _ tool: ToolName) -> Failure {
        Failure(.usage, "\(why); `mandate tool schema \(tool)` shows what fits")
    }

    static func read(_ path: String) throws -> JSON {
        do { return try JSON(parsing: try InputFile.read(path)) } catch let error as JSONError {
            throw Failure(.usage, "\(path):\(error.line):\(error.column) \(error.message)")
        }
    }
}

extension ResultShape {
    fileprivate static let toolAnswer = either(
        object(.field("caps", .list(capLeft), "what `business.budget_left` says of each money cap")), ruling, report,
        object(
            .field("one", .report, "what `ads.compare` says of one period"),
            .field("other", .report, "what it says of the other")), summary)

    private static let summary = object(
        .field("complete_until", .instant, "up to when the platform has counted"),
        .field("counted", .count, "what `ads.summarise` adds up: how many objects"),
        .field("not_known", .count, "how many are left out, since nobody knows their counts for exactly these days"),
        .field(
            "ratios", .map(of: .text.orNull),
            "of the sums, by the names of `mandate metric list`; null where a side is not known or the lower one is 0"),
        .field("sums", sums, "decimal text; null where one of the objects does not have it"),
        .optional("unknown", .text, "why the first of those left out is not known"))

    private static let sums = object(
        .field("clicks", .text.orNull, "clicks"), .field("enquiries", .text.orNull, "enquiries"),
        .field("impressions", .text.orNull, "impressions"), .field("purchases", .text.orNull, "purchases"),
        .field("revenue", .text.orNull, "what customers paid, with its currency"),
        .field("spend", .text.orNull, "what was billed, with its currency"))

    private static let capLeft = object(
        .field("cap", .money, "the cap"), .field("left", .money, "what is left; below zero where it is passed"),
        .field("limit", .text, "its place in the charter"), .field("used", .money, "what is used of it"),
        .field("window", .text, "the span that it counts over"),
        .field("worst_case", .money, "the most that the window can still come to"))
}
