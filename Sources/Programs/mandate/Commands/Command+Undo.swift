import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let undo = Command(
        name: "undo", summary: "restore what was there before a decision, on a person's authority",
        details: """
            With `--group` everything of the same kind that the same run did is taken back, each judged by itself; without
            `--confirm` it is only listed, and the command ends with 2. Exits 3 where the charter's caps do not let something
            come back, 6 where something has changed since or has no way back, and 9 while effects are halted.
            """,
        arguments: [.waiting],
        options: [
            Option(name: "group", summary: "also the others of its run with the same tool: `24 x ads.pause`"),
            Option(name: "confirm", value: "COUNT", summary: "with `--group`: how many decisions; a severe act"),
        ] + Option.signing,
        result: .either(.undone, .groupUndone, .groupListed),
        examples: [
            Example("undo 01bvb8a5r0p0", "the recorded before-value comes back"),
            Example("undo 01bvb8a5r0p0 -n", "show what would come back, and change nothing"),
            Example("undo 01bvb8a5r0p0 --group", "list what the run did with it"),
            Example("undo 01bvb8a5r0p0 --group --confirm=24", "take all of it back"),
        ]
    ) { call in
        try call.checkCount()
        return try await OpenHome.signing(call) { home in
            let text = call.line.words[0]
            let id = try await home.decision(text)
            let signatory = try home.signatory(call.line)
            if call.line.has("group") { return try await home.undoGroup(of: id, text, signatory, call) }
            guard let record = try await home.store.read({ view in try view.record(of: id) }) else {
                throw Failure(.notFound, "there is no decision `\(text)`")
            }
            let became = try await home.engine.undo(id, by: signatory)
            try await home.keepCheckpoint()
            for (action, undone) in became {
                call.output.line(undone.text(record, action, by: signatory.person), undone.style)
            }
            let others = try await home.engine.group(of: id).decisions.filter { $0.id != id }
            call.output.others(others, text)
            call.output.note("next: mandate explain \(text)")
            call.output.result([
                "decision": id.json, "others": others.map(\.id).json,
                "undone": .array(became.map { $0.became.json(record, $0.action) }),
            ])
            if became.contains(where: { $0.became.isRefused }) { return .refused }
            if became.allSatisfy(\.became.isBack) { return .ok }
            return became.contains { $0.became.isException } ? .conflict : .failed
        }
    }
}

extension Invocation {
    /// That a count is one, and goes with what it counts.
    fileprivate func checkCount() throws(Failure) {
        guard let text = line.value("confirm") else { return }
        guard line.has("group") else {
            throw Failure(
                .usage, "`--confirm` counts what `--group` takes back; one decision needs none, so leave it away")
        }
        guard let count = Int(text), count > 0 else {
            throw Failure(.usage, "`\(text)` is no count of decisions; `--group` alone lists them and says how many")
        }
    }
}

extension Output {
    /// Says what else the run did of the same kind, since one line of its screen may stand for all of it.
    fileprivate func others(_ others: [DecisionRecord], _ text: String) {
        guard let tool = others.first?.decision?.proposal?.proposal.tool else { return }
        let count = numbered(others.count, "other", "others")
        let stay = others.count == 1 ? "stays as it is" : "stay as they are"
        line("  \(count) of its run (\(tool)) \(stay); `mandate undo \(text) --group` lists them")
    }
}

extension Output {
    /// Says what of a run cannot be taken back any more.
    fileprivate func erased(_ decisions: [DecisionID]) {
        guard !decisions.isEmpty else { return }
        line(
            "\(numbered(decisions.count, "decision")) of its run did something and was erased from the log: whether it was of this kind "
                + "cannot be said, and it stays (\(decisions.map(\.description).joined(separator: ", ")))", .warn)
    }
}

extension OpenHome {
    fileprivate func undoGroup(of id: DecisionID, _ text: String, _ signatory: Signatory, _ call: Invocation)
        async throws -> ExitCode
    {
        let group = try await engine.group(of: id)
        call.output.erased(group.erased)
        guard !group.decisions.isEmpty else {
            throw Failure(.conflict, "nothing of the kind of `\(text)` that its run did is still there to take back")
        }
        let count = group.decisions.count
        guard call.line.value("confirm") == "\(count)" || isRehearsal else {
            try await list(group.decisions, group.erased, call.output)
            throw Failure(
                .usage,
                "this takes back \(numbered(count, "decision")); add `--confirm=\(count)`, and nothing was changed"
            )
        }
        let results = try await engine.undo(group.decisions, by: signatory)
        try await keepCheckpoint()
        let back = results.count { $0.isBack }
        call.output.line(
            "\(back) of \(results.count) taken back by \(signatory.person)", back == results.count ? .good : .bad)
        for result in results {
            for (action, undone) in result.became {
                call.output.line("  " + undone.text(result.record, action, by: nil), undone.style)
            }
            if let trouble = result.trouble {
                call.output.line("  \(result.record.object): \(trouble)", .bad)
            }
        }
        call.output.note("next: mandate explain \(text), mandate audit tail")
        call.output.result([
            "decisions": results.map(\.record.id).json, "erased": group.erased.json, "taken_back": back.json,
            "undone": .array(
                results.flatMap { result in
                    result.became.map { $0.became.json(result.record, $0.action) } + result.notTried
                }),
        ])
        if results.contains(where: { $0.became.contains { $0.became.isRefused } }) { return .refused }
        if results.contains(where: \.isHalted) { return .halted }
        return back == results.count ? .ok : .failed
    }

    private func list(_ decisions: [DecisionRecord], _ erased: [DecisionID], _ output: Output) async throws {
        let names = try await ShortNames(decisions.map(\.id.description), in: store)
        var table = Table(["decision", "tool", "object", "would go from", "back to"])
        for record in decisions {
            let tool = record.decision?.proposal?.proposal.tool.text ?? ""
            for receipt in record.actions.compactMap(\.receipt) {
                for (before, after) in zip(receipt.before, receipt.after) {
                    table.add([
                        Table.Cell(names.of(record.id.description), .bold), Table.Cell(tool),
                        Table.Cell(after.entity.description), Table.Cell(after.value), Table.Cell(before.value),
                    ])
                }
            }
        }
        output.table(table)
        output.result([
            "confirm": decisions.count.json, "erased": erased.json, "group": .array(decisions.map(\.json)),
            "taken_back": 0,
        ])
    }
}

extension DecisionRecord {
    /// What it is about, for a line of a list.
    fileprivate var object: String { decision?.proposal?.call.subject?.description ?? id.description }

    /// What taking it back would change, for programs.
    fileprivate var json: JSON {
        let changes = actions.compactMap(\.receipt).flatMap { zip($0.before, $0.after) }
        return [
            "changes": .array(
                changes.map { before, after in
                    [
                        "back_to": .string(before.value), "field": .string(after.field), "from": .string(after.value),
                        "object": after.entity.json,
                    ]
                }), "decision": id.json, "object": .string(object),
            "tool": decision?.proposal?.proposal.tool.json ?? nil,
        ]
    }

    /// What was there before one of its actions: `ad/776325 status`, `active`.
    fileprivate func before(_ action: ActionID) -> [FieldValue] {
        actions.first { $0.action.id == action }?.receipt?.before ?? []
    }
}

extension UndoneDecision {
    /// A decision of which nothing was tried, for programs; nothing where it was.
    fileprivate var notTried: [JSON] {
        guard let trouble else { return [] }
        return [
            [
                "action": nil, "became": "not_tried", "by": nil, "decision": record.id.json,
                "object": .string(record.object), "reason": .string(trouble),
            ]
        ]
    }
}

extension Undone {
    /// What became of an action, its object by name.
    fileprivate func text(_ record: DecisionRecord, _ action: ActionID, by person: PersonID?) -> String {
        let before = record.before(action)
        let object = before.first?.entity.description ?? record.object
        switch self {
        case .done(let decision):
            let values = before.map { "\($0.entity) \($0.field.spaced) is `\($0.value)` again" }
            let who = person.map { ", taken back by \($0)" } ?? ""
            return "\(values.joined(separator: ", "))\(who) (decision \(decision))"
        case .nothingToDo: return "\(object) was as before already"
        case .refused(let findings):
            return "\(object) stays as it is, refused: \(findings.map(\.message).joined(separator: "; "))"
        case .exception(let why): return "\(object) cannot be taken back: \(why)"
        case .unconfirmed(let left): return "\(object) is not taken back: \(left)"
        }
    }

    fileprivate func json(_ record: DecisionRecord, _ action: ActionID) -> JSON {
        let (by, reason): (DecisionID?, String?) =
            switch self {
            case .done(let decision): (decision, nil)
            case .nothingToDo: (nil, nil)
            case .refused(let findings): (nil, findings.map(\.message).joined(separator: "; "))
            case .exception(let why): (nil, why)
            case .unconfirmed(let left): (left.decision, left.description)
            }
        return [
            "action": action.json, "became": .string(word), "by": by.map(\.json) ?? nil, "decision": record.id.json,
            "object": .string(record.before(action).first?.entity.description ?? record.object),
            "reason": reason.map { .string($0) } ?? nil,
        ]
    }

    /// Every word that `word` may be, and that of a decision of which nothing was tried.
    static let words = [
        "cannot", "in_doubt", "not_done", "not_tried", "refused", "taken_back", "unconfirmed", "was_back",
    ]

    /// A word for programs.
    private var word: String {
        switch self {
        case .done: "taken_back"
        case .nothingToDo: "was_back"
        case .refused: "refused"
        case .exception: "cannot"
        case .unconfirmed(let left):
            switch left.state {
            case .inDoubt: "in_doubt"
            case .notSent: "not_done"
            default: "unconfirmed"
            }
        }
    }

    fileprivate var isException: Bool { if case .exception = self { true } else { false } }

    fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }

    fileprivate var style: Style {
        switch self {
        case .done, .nothingToDo: .good
        case .refused, .exception, .unconfirmed: .bad
        }
    }
}

extension ResultShape {
    fileprivate static let undone = object(
        .field("decision", .id, "the decision"),
        .field("others", .list(.id), "what else its run did of the same kind, and stays"),
        .field("undone", .list(.takenBack), "what became of each of its actions"))

    fileprivate static let groupUndone = object(
        .field("decisions", .list(.id), "the decisions, with `--group` and `--confirm`"), erased,
        .field("taken_back", .count, "how many are taken back"),
        .field("undone", .list(.takenBack), "what became of each of their actions"))

    fileprivate static let groupListed = object(
        .field("confirm", .count, "how many there are, for `--confirm`"), erased,
        .field(
            "group",
            .list(
                .object(
                    .field("changes", .list(wayBack), "what would come back"), .field("decision", .id, "the decision"),
                    .field("object", .text, "what it is about"),
                    .field("tool", .tool.orNull, "the tool; null where the record is gone"))),
            "what `--group` without `--confirm`, or `-n`, lists"),
        .field("taken_back", .only(0), "nothing yet"))

    private static let erased = ResultShape.Field.field(
        "erased", .list(.id), "what its run did and was erased from the log: of which kind is not known, and it stays")

    private static let wayBack = object(
        .field("back_to", .text, "the value that would be restored"), .field("field", .text, "what of it changes"),
        .field("from", .text, "the value it has"), .field("object", .entity, "the object"))
}
