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
            "\(record.accepted) rows accepted, \(record.changed) of them new or changed, \(record.refused) refused",
            record.refused == 0 ? .good : .warn)
        for row in outcome.refused.prefix(20) { line("  line \(row.line): \(row.reason.message)", .warn) }
        if record.refused > 20 {
            line(
                "  and \(record.refused - 20) more; \(file.map { "all are in `\($0)`" } ?? "`--refused FILE` keeps them all")"
            )
        }
        list("assumed", record.assumptions)
        list("cannot be judged from this file", plan.notJudged.map(\.rawValue))
        list("over a cap already", exceeded)
        list("no baseline yet", outcome.gaps.map { "`\($0.key)`: \($0.value)" }.sorted())
        note("next: mandate agent run AGENT --shadow")
        result([
            "accepted": record.accepted.json, "account": outcome.account.ref.json,
            "assumptions": record.assumptions.json, "changed": record.changed.json,
            "columns": .array(plan.columns.map(\.json)), "exceeded": exceeded.json, "file": .string(record.fileName),
            "import": record.id.json, "not_judged": plan.notJudged.map(\.rawValue).json,
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
        list("cannot be judged from this file", plan.notJudged.map(\.rawValue))
        result([
            "assumptions": plan.assumptions.map(\.text).json, "columns": .array(plan.columns.map(\.json)),
            "missing": plan.missing.map(\.message).json,
        ])
        return .ok
    }

    /// Reads all rows and stores none.
    func rehearse(_ plan: ImportPlan, _ path: String, _ refusals: RefusalFile?, at now: Instant) throws -> ExitCode {
        var importer = try Importer(try InputFile.chunks(path), plan, today: plan.zone.date(at: now))
        var refused: [RefusedRow] = []
        while let row = try importer.next() {
            guard case .refused(let row) = row else { continue }
            try refusals?.add(row)
            if refused.count < 20 { refused.append(row) }
        }
        try refusals?.end()
        line()
        line(
            "\(importer.summary.accepted) rows would be accepted, \(importer.summary.refused) refused; nothing changed")
        for row in refused { line("  line \(row.line): \(row.reason.message)", .warn) }
        list("assumed", plan.assumptions.map(\.text))
        list("cannot be judged from this file", plan.notJudged.map(\.rawValue))
        result([
            "accepted": importer.summary.accepted.json, "assumptions": plan.assumptions.map(\.text).json,
            "columns": .array(plan.columns.map(\.json)), "refused": importer.summary.refused.json,
            "refused_rows": .array(refused.map(\.json)),
            "rows": (importer.summary.accepted + importer.summary.refused).json,
        ])
        return .ok
    }

    /// A heading and its lines; nothing where there are none.
    func list(_ heading: String, _ items: [String]) {
        guard !items.isEmpty else { return }
        line("\(heading):", .bold)
        for item in items { line("  \(item)") }
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
