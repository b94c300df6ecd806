import Engine
import Schemas
import Signals
import Vocabulary

extension Output {
    /// How a file will be read.
    func preview(_ plan: ImportPlan) {
        guard !isJSON else { return }
        line("\(plan.platform.rawValue), \(plan.content?.text ?? ""), account `\(plan.account)`", .bold)
        for case .accounts(let names, _) in plan.assumptions {
            line("  holds what the file says of \(names.map { "account `\($0)`" }.joined(separator: ", "))")
        }
        var table = Table(["column", "means", "how"])
        for column in plan.columns {
            table.add([
                Table.Cell(column.heading), Table.Cell(column.field?.text ?? "-"),
                Table.Cell(column.note.text, column.note == .unknown ? .warn : nil),
            ])
        }
        self.table(table)
    }

    /// What an import did.
    func outcome(_ outcome: ImportOutcome, _ plan: ImportPlan, refusedTo file: String?, exceeded: [String]) {
        let record = outcome.record
        line()
        line(
            "\(numbered(record.accepted, "row")) accepted, \(record.changed) of them new or changed, \(record.refused) refused",
            record.refused == 0 ? .good : .warn)
        refusals(outcome.refused, of: record.refused, file)
        list("noticed", outcome.summary.noticed)
        list("assumed", record.assumptions)
        notJudged(plan)
        list("over a cap already", exceeded)
        list("no baseline yet", outcome.gaps.map { "`\($0.key)`: \($0.value)" }.sorted())
        note("next: mandate agent run AGENT --shadow")
        result([
            "accepted": record.accepted.json, "account": outcome.account.ref.json,
            "assumptions": record.assumptions.json, "changed": record.changed.json,
            "columns": .array(plan.columns.map(\.json)), "exceeded": exceeded.json, "file": .string(record.fileName),
            "import": record.id.json, "not_judged": plan.notJudged.map(\.rawValue).json,
            "noticed": outcome.summary.noticed.json,
            "refused": record.refused.json, "refused_rows": .array(outcome.refused.map(\.json)),
            "rows": (record.accepted + record.refused).json, "sha256": .string(record.hash),
        ])
    }

    /// The end of a preview of a file that does not say all that an import needs.
    func incomplete(_ plan: ImportPlan, _ path: String) -> ExitCode {
        line()
        line("rows are not counted yet, and nothing changed", .warn)
        list("missing", plan.missing.map(\.message))
        list("assumed", plan.assumptions.map(\.text))
        notJudged(plan)
        result([
            "assumptions": plan.assumptions.map(\.text).json, "columns": .array(plan.columns.map(\.json)),
            "missing": plan.missing.map(\.message).json,
        ])
        return .ok
    }

    private func notJudged(_ plan: ImportPlan) {
        list("cannot be judged from this file", plan.notJudged.map(\.rawValue))
        guard !Set(plan.notJudged).isDisjoint(with: [.purchases, .enquiries, .revenue]) else { return }
        line("  a column that holds one of these under another name is told by `--map purchases=COLUMN`")
    }

    /// What an import would do.
    func rehearsal(_ rehearsal: ImportRehearsal, _ plan: ImportPlan, refusedTo file: String?) {
        let summary = rehearsal.summary
        line()
        line("\(numbered(summary.accepted, "row")) would be accepted, \(summary.refused) refused; nothing changed")
        refusals(rehearsal.refused, of: summary.refused, file)
        list("noticed", summary.noticed)
        let assumptions = plan.assumptions.map(\.text) + rehearsal.assumptions
        list("assumed", assumptions)
        notJudged(plan)
        result([
            "accepted": summary.accepted.json, "assumptions": assumptions.json,
            "columns": .array(plan.columns.map(\.json)), "noticed": summary.noticed.json,
            "refused": summary.refused.json,
            "refused_rows": .array(rehearsal.refused.map(\.json)),
            "rows": (summary.accepted + summary.refused).json,
        ])
    }

    /// Why no row was taken.
    func nothing(_ nothing: NothingImported, refusedTo file: String?) {
        let refused = nothing.summary.refused
        line()
        line("no row accepted, \(refused) refused; nothing changed", .bad)
        refusals(nothing.refused, of: refused, file)
        result([
            "accepted": 0, "refused": refused.json, "refused_rows": .array(nothing.refused.map(\.json)),
            "rows": refused.json,
        ])
    }

    /// The first refused rows, and how many more there are.
    private func refusals(_ first: [RefusedRow], of count: Int, _ file: String?) {
        for row in first.prefix(20) { line("  line \(row.line): \(row.reason.message)", .warn) }
        guard count > 20 else { return }
        let all = file.map { "all are in `\($0)`" } ?? "`--refused FILE` keeps them all"
        line("  and \(count - 20) more; \(all)")
    }

    /// A heading and its lines; nothing where there are none.
    func list(_ heading: String, _ items: [String]) {
        guard !items.isEmpty else { return }
        line("\(heading):", .bold)
        for item in items { line("  \(item)") }
    }
}

extension NothingImported {
    /// What ends the command: the file is at fault, with the kinds of its refusals, the most frequent first.
    func failure(_ path: String) -> Failure {
        guard summary.refused > 0 else {
            return Failure(
                .usage, "`\(path)` has no rows, and nothing was written; export the report again, with its days")
        }
        let kinds = summary.refusedByKind.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "`\($0.key)` \($0.value == 1 ? "once" : "\($0.value) times")" }
        return Failure(
            .usage,
            "no row of `\(path)` can be imported; refused for "
                + "\(kinds.joined(separator: ", ")); `mandate import --help` shows how to say what columns mean")
    }
}

extension RefusedRow {
    /// The row for programs.
    var json: JSON { ["line": line.json, "reason": .string(reason.message)] }
}

extension PlannedColumn {
    /// The column for programs.
    var json: JSON {
        ["heading": .string(heading), "means": field.map { .string($0.text) } ?? nil, "note": .string(note.text)]
    }
}

extension PlannedColumn.Note {
    /// How a column got its meaning, in words.
    var text: String {
        switch self {
        case .recognised: "recognised"
        case .mapped: "as you said"
        case .unknown: "unknown, left out; say what it means with --map"
        case .besides(let other): "left out beside `\(other)`"
        case .leftOut: "left out: computed, or decides nothing"
        }
    }
}

extension ResultShape {
    /// What an import prints: of one that was done, of a preview with its rows or without, of one that took no row.
    static let imported = either(done, rehearsed, incomplete, refused)

    private static let accepted = Field.field("accepted", .count, "how many rows are accepted")
    private static let refusedRows = Field.field("refused_rows", .list(.refusedRow), "the first of those refused")
    private static let refusedCount = Field.field("refused", .count, "how many rows are refused")
    private static let rows = Field.field("rows", .count, "how many rows the file has")
    private static let assumptions = Field.field("assumptions", .texts, "what the file does not say")
    private static let noticed = Field.field(
        "noticed", .texts, "what is odd in accepted rows, and what was left out without being refused")
    private static let columns = Field.field("columns", .list(.column), "its columns")

    private static let done = object(
        accepted, .field("account", .entity, "whose account it is"), assumptions,
        .field("changed", .count, "how many of the accepted rows are new or changed"), columns,
        .field("exceeded", .texts, "caps of charters in force that what stands can pass"),
        .field("file", .text, "the file's name"), .field("import", .id, "the import"),
        .field("not_judged", .list(.word(NotJudged.self)), "what cannot be judged from this file"), noticed,
        refusedCount, refusedRows, rows, .field("sha256", .digits64, "of the file"))

    private static let rehearsed = object(accepted, assumptions, columns, noticed, refusedCount, refusedRows, rows)

    private static let incomplete = object(
        assumptions, columns, .field("missing", .texts, "what has to be said before rows can be counted"))

    private static let refused = object(
        .field("accepted", .only(0), "none"), refusedCount, refusedRows, rows)
}
