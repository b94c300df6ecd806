import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let reviewList = Command(
        name: "review list", aliases: ["reviews"], summary: "the reviews that are due, and since when",
        details: """
            A review is missed once the next of its kind is due as well: every tool of its agent goes down one stage, and signing
            comes too late.
            """,
        result: .object(
            .field(
                "due",
                .list(
                    .object(
                        .field("agent", .slug, "the agent"), .field("clause", .text, "its place in the charter"),
                        .field("due", .day, "the day it fell due"),
                        .field("every", .word(CalendarUnit.self), "how often"),
                        .field("what", .texts, "what is looked at"), .field("who", .text, "who signs"))),
                "the reviews that are due")),
        examples: [Example("review list", "what has to be looked at")]
    ) { call in
        try await OpenHome.with(call) { home in
            var table = Table(["agent", "review", "due", "who signs", "what"])
            var due: [JSON] = []
            for agent in try await home.store.read({ view in try view.agents().map(\.agent) }) {
                for review in try await home.engine.dueReviews(agent) {
                    table.add([
                        Table.Cell(agent.text), Table.Cell("every \(review.every.rawValue)"),
                        Table.Cell(review.due.description, .warn), Table.Cell(review.who),
                        Table.Cell(review.what.joined(separator: ", ")),
                    ])
                    due.append([
                        "agent": agent.json, "clause": .string(review.clause), "due": review.due.json,
                        "every": .string(review.every.rawValue), "what": review.what.json,
                        "who": .string(review.who),
                    ])
                }
            }
            if due.isEmpty {
                call.output.line("no review is due", .good)
            } else {
                call.output.table(table)
                call.output.note("next: mandate review sign AGENT")
            }
            call.output.result(["due": .array(due)])
            return .ok
        }
    }

    static let reviewSign = Command(
        name: "review sign", summary: "sign the reviews of an agent that are due and that its charter asks you about",
        arguments: [.agent],
        options: [Option(name: "note", value: "TEXT", summary: "what was found")] + Option.signing,
        result: .object(
            .field("agent", .slug, "the agent"),
            .field("signed", .count, "how many were signed"),
            .field("waiting", .count, "how many wait for somebody else")),
        examples: [Example("review sign paid-social --note \"as expected\"", "signed over the log as it is now")]
    ) { call in
        let agent = try call.agent()
        return try await OpenHome.signing(call) { home in
            guard try await home.store.read({ view in try view.agents() }).contains(where: { $0.agent == agent }) else {
                throw EngineError.noCharter(agent)
            }
            let signed = try await home.engine.signReviews(
                agent, by: try home.signatory(call.line), note: call.line.value("note") ?? "")
            try await home.keepCheckpoint()
            let waiting = try await home.engine.dueReviews(agent)
            call.output.line(signed == 0 ? "no review is due" : "\(numbered(signed, "review")) signed", .good)
            if let next = waiting.first {
                let wait = numbered(waiting.count, "waits", "wait")
                call.output.line("  \(wait) for somebody else, the first for \(next.who)", .warn)
            }
            call.output.result([
                "agent": agent.json, "signed": signed.json, "waiting": waiting.count.json,
            ])
            return .ok
        }
    }
}
