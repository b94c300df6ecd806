import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let auditReplay = Command(
        name: "audit replay",
        summary: "judge a run or a decision again from its record, and say whether it comes out the same",
        details: """
            Only what was recorded is judged: the proposal, the facts, the charter version. Nothing is read from a platform,
            written or sent. Exits 7 where a ruling differs from the recorded one, or its record is gone and no entry of the log
            says who erased it.
            """,
        arguments: [
            Argument(
                name: "ID",
                summary: "a run or a decision, or its first letters; the newest that decided where it is left out",
                isOptional: true)
        ],
        result: .object(
            .field("different", .count, "how many rulings differ from the recorded ones, or have no record"),
            .field("erased", .count, "how many were erased, as the log says; these cannot be judged again"),
            .field(
                "replays",
                .list(
                    .object(
                        .field("again", .ruling.orNull, "the ruling now; null where the record is not all there"),
                        .field("at", .instant, "when it was judged"), .field("decision", .id, "the decision"),
                        .field("erased", .text.orNull, "who erased its record and why; null where it was not"),
                        .field("proposed", .text, "what was proposed, in words"),
                        .field("recorded", .ruling.orNull, "the ruling on record; null where it is gone"),
                        .field("same", .boolean, "whether they are the same"))), "each decision"),
            .field("rulings", .count, "how many were judged again")),
        examples: [
            Example("audit replay", "the newest run"), Example("audit replay 01bvb8a5r0p0 --json", "one, for programs"),
        ]
    ) { call in
        // Without recovery and expiry: a replay leaves everything as it is.
        try await OpenHome.at(try HomeChoice.path(call.line)) { home in
            let replays = try await home.replays(call.line.word(0))
            let odd = replays.filter { !$0.isEqual && $0.erased == nil }
            let erased = replays.filter { $0.erased != nil }
            let rulings = numbered(replays.count - erased.count, "ruling")
            if odd.isEmpty, replays.count > erased.count {
                call.output.line("\(rulings) judged again from their record: all the same", .good)
            } else if !odd.isEmpty {
                call.output.line(
                    "\(odd.count) of \(rulings) \(odd.count == 1 ? "does" : "do") not come out as recorded", .bad)
                var table = Table(["decision", "when", "proposed", "recorded", "judged again"])
                for replay in odd { table.add(replay.row) }
                call.output.table(table)
            }
            for words in Set(erased.compactMap(\.erased)).sorted() {
                let count = erased.count { $0.erased == words }
                call.output.line("\(numbered(count, "ruling")) cannot be judged again: \(words)", hanging: 2)
            }
            let currency = try await home.store.read { view in try view.account()?.currency }
            call.output.result([
                "different": odd.count.json, "erased": erased.count.json,
                "replays": .array(replays.map { $0.json(in: currency) }),
                "rulings": (replays.count - erased.count).json,
            ])
            return odd.isEmpty ? .ok : .notVerified
        }
    }
}

extension OpenHome {
    /// What is replayed: the newest run, or the one run or decision that begins with a text.
    fileprivate func replays(_ text: String?) async throws -> [Replay] {
        if let text {
            switch try await only(text) {
            case .run(let id): return try await engine.replay(id)
            case .decision(let id): return [try await engine.replay(id)]
            case .escalation:
                throw Failure(.usage, "`\(text)` is an escalation; name a run, or a decision that it stopped")
            }
        }
        // A run that found nothing to propose has nothing to judge again.
        for run in try await store.read({ view in try view.runs(nil, limit: 10_000) }) {
            let decisions = try await store.read { view in try view.decisions(of: run.id) }
            if !decisions.isEmpty { return try await engine.replay(run.id) }
        }
        throw Failure(.notFound, "nothing was decided yet; run `mandate agent run AGENT --shadow`")
    }
}

extension Replay {
    fileprivate var row: [Table.Cell] {
        [
            Table.Cell(decision.description), Table.Cell(at.description), Table.Cell(proposed),
            Table.Cell(Replay.words(recorded)), Table.Cell(Replay.words(again), .bad),
        ]
    }

    /// The replay for programs; `currency` is that of the amounts.
    fileprivate func json(in currency: Currency?) -> JSON {
        [
            "again": again?.told(in: currency) ?? nil, "at": at.json, "decision": decision.json,
            "erased": erased.map { .string($0) } ?? nil, "proposed": .string(proposed),
            "recorded": recorded?.told(in: currency) ?? nil, "same": .bool(isEqual),
        ]
    }

    private static func words(_ ruling: Ruling?) -> String {
        guard let ruling else { return "not on record" }
        let why = ruling.findings.first.map { ": \($0.message)" } ?? ""
        return ruling.verdict.rawValue + why
    }
}
