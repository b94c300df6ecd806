import Cryptography
import Engine
import Glibc
import Schemas
import Signals
import Vocabulary

extension Command {
    static let importFile = Command(
        name: "import", summary: "import an ads export: preview, rows accepted and refused, what is assumed",
        details: """
            What the file lacks is asked for, or taken from options; with `--no-input`, or where nobody can answer, the
            command ends with 2 and names the option; with `-n` the preview says what is missing. Importing the same rows again
            changes nothing.
            """,
        arguments: [Argument(name: "FILE", summary: "a CSV export: comma, semicolon or tab, UTF-8 or UTF-16")],
        options: ImportChoices.options + [
            Option(
                name: "refused", value: "FILE",
                summary: "write every refused row to a new file, one JSON object a line; with `-n` too"),
            .dryRun,
        ],
        result: .imported,
        examples: [
            Example(
                "import ads.csv --currency GBP --period 2017-07-01/2017-09-30", "a file without dates and currency"),
            Example("import report.csv --map purchases=Approved_Conversion", "say what a column means"),
            Example("import report.csv --refused refused.jsonl", "line and reason of every row that is refused"),
            Example("import report.csv -n", "only the preview"),
        ]
    ) { call in
        let path = call.line.word(0) ?? "-"
        guard path != "-" else {
            throw Failure(.usage, "an import reads its file more than once; save standard input to a file first")
        }
        try InputFile.checkRereadable(path)
        _ = try InputFile(path)
        return try await OpenHome.signing(call, rehearses: false) { home in
            let options = try await ImportChoices.read(call.line, path, zone: home.dayZone())
            if let account = try await home.store.read({ view in try view.account() }), let zone = options.zone,
                zone != account.zone
            {
                throw Failure(
                    .conflict,
                    "the account's days are those of `\(account.zone.name)`, and days of `\(zone.name)` are others; leave `--zone` "
                        + "out, or use another home")
            }
            let plan = try ImportChoices.complete(call, path, options)
            call.output.preview(plan)
            guard plan.isComplete else { return call.output.incomplete(plan, path) }
            let refusals = try call.line.value("refused").map { try RefusalFile($0) }
            do {
                if call.line.has("dry-run") {
                    try await home.rehearse(plan, path, refusals, call)
                } else {
                    try await home.take(plan, path, refusals, call)
                }
                return .ok
            } catch let nothing as NothingImported {
                try refusals?.end()
                call.output.endProgress()
                call.output.nothing(nothing, refusedTo: call.line.value("refused"))
                throw nothing.failure(path)
            }
        }
    }
}

extension OpenHome {
    /// Imports the file's rows.
    fileprivate func take(_ plan: ImportPlan, _ path: String, _ refusals: RefusalFile?, _ call: Invocation) async throws
    {
        let file = ImportedFile(name: ImportChoices.name(of: path), hash: try ImportChoices.hash(path))
        let outcome = try await engine.importRows(
            plan, { () throws(ImportError) in try InputFile.chunks(path) }, file,
            refused: { try refusals?.add($0) },
            progress: { call.output.progress(numbered($0, "row")) })
        try refusals?.end()
        call.output.endProgress()
        try await seedSandbox(outcome.period)
        // What stands on the platform counts against the caps from now on, not only from the first run.
        _ = try await engine.sync()
        try await keepCheckpoint()
        call.output.outcome(outcome, plan, refusedTo: call.line.value("refused"), exceeded: try await exceededCaps())
    }

    /// Reads all rows and stores none; ends as the import would.
    fileprivate func rehearse(
        _ plan: ImportPlan, _ path: String, _ refusals: RefusalFile?, _ call: Invocation
    ) async throws {
        let rehearsal = try await engine.rehearseRows(
            plan, { () throws(ImportError) in try InputFile.chunks(path) }, refused: { try refusals?.add($0) })
        try refusals?.end()
        call.output.rehearsal(rehearsal, plan, refusedTo: call.line.value("refused"))
    }
}

/// What a person says about a file: options, and answers where they can be asked.
enum ImportChoices {
    static let options = [
        Option(name: "currency", value: "CODE", summary: "the currency of all amounts (ISO 4217)"),
        Option(
            name: "period", value: "FROM/TO", summary: "the days of rows without a date, both included, or `FROM/P3M`"),
        Option(name: "zone", value: "NAME", summary: "the time zone of the days; else the applied charter's, else UTC"),
        Option(name: "account", value: "ID", summary: "the account, where the file names none"),
        Option(
            name: "level", value: "KIND", summary: "whose rows these are, where the columns do not tell",
            choices: EntityKind.allCases.map(\.rawValue)),
        Option(
            name: "numbers", value: "STYLE", summary: "how numbers are written: point or comma",
            choices: ["point", "comma"]),
        Option(
            name: "dates", value: "ORDER", summary: "in which order dates are written",
            choices: DateOrder.allCases.map(\.rawValue)),
        Option(name: "map", value: "MEANING=COLUMN", summary: "what a column means", repeats: true),
    ]

    /// The options of a line.
    static func read(_ line: Line, _ path: String, zone: Zone?) throws(Failure) -> ImportOptions {
        var options = ImportOptions(source: .adsMetrics)
        options.fileName = name(of: path)
        options.zone = zone
        if let text = line.value("currency") { options.currency = try currency(text) }
        if let text = line.value("period") { options.period = try Period(option: text) }
        if let text = line.value("zone") {
            guard let named = Zone(text) else {
                throw Failure(.usage, "`\(text)` is no time zone; write it as `Europe/London`")
            }
            options.zone = named
        }
        options.account = line.value("account")
        options.level = line.value("level").flatMap(EntityKind.init)
        options.numbers = line.value("numbers").flatMap(NumberStyle.init)
        options.dates = line.value("dates").flatMap(DateOrder.init)
        for text in line.values["map"] ?? [] {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Failure(.usage, "`\(text)` is no mapping; write it as `purchases=Approved_Conversion`")
            }
            if let other = options.mapping[parts[0]] {
                throw Failure(
                    .usage,
                    "`--map` says twice what `\(parts[0])` is, `\(other)` and `\(parts[1])`; one column has a meaning")
            }
            options.mapping[parts[0]] = parts[1]
        }
        return options
    }

    private static func currency(_ text: String) throws(Failure) -> Currency {
        guard let currency = Currency(text) else {
            // `gbp` is meant as it is; three wrong letters are nearest to nothing.
            let near = Nearest.of(text.uppercased(), in: Currency.allCodes)
            let hint = near.map { "did you mean `\($0)`?" } ?? "write it as `GBP`"
            throw Failure(.usage, "`\(text)` is not a currency of ISO 4217; \(hint)")
        }
        return currency
    }

    /// The plan, with everything that only a person can say; asked for where somebody is there.
    static func complete(_ call: Invocation, _ path: String, _ given: ImportOptions) throws -> ImportPlan {
        var options = given
        // A preview shows what is known, and asks nothing.
        let asks = !call.line.has("no-input") && !call.line.has("dry-run") && isatty(STDIN_FILENO) == 1
        for _ in 0..<8 {
            let plan: ImportPlan
            do throws(ImportError) {
                plan = try ImportPlan(of: { () throws(ImportError) in try InputFile.chunks(path) }, options)
            } catch { throw try failure(error, path) }
            guard !plan.isComplete else { return plan }
            let askable = plan.missing.filter { $0 == .currency || $0 == .period }
            guard asks, let first = askable.first else {
                // A preview shows what is known; only the kind of rows is needed for it.
                if call.line.has("dry-run"), plan.content != nil { return plan }
                throw Failure(.usage, "`\(path)`: " + plan.missing.map(\.message).joined(separator: "; "))
            }
            do throws(Failure) {
                if first == .currency {
                    options.currency = try currency(
                        call.output.ask("Which currency are the amounts in? For example GBP:"))
                } else {
                    options.period = try Period(
                        option: call.output.ask("Which days are these? For example 2017-07-01/2017-09-30:"))
                }
            } catch { call.output.note(error.message) }
        }
        throw Failure(.usage, "`\(path)`: the answers did not complete the import; give them as options")
    }

    /// An error of a plan with the file's name, and with what the file is where it is no table at all.
    private static func failure(_ error: ImportError, _ path: String) throws(Failure) -> Failure {
        let failure = Failure(error)
        guard case .noHeader = error else {
            return failure.message.contains(path) ? failure : Failure(failure.code, "`\(path)`: \(failure.message)")
        }
        let start = try InputFile(path).next() ?? []
        if start.isEmpty { return Failure(.usage, "`\(path)` is empty; export the report again, as CSV") }
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return Failure(.usage, "`\(path)` is a spreadsheet or an archive; save or export it as CSV")
        }
        return Failure(
            .usage,
            "`\(path)`: \(failure.message); export the report as CSV with its headings, or say what they mean: "
                + "`--map spend=COLUMN`")
    }

    /// A path's last part.
    static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// SHA-256 of a file, read in pieces.
    static func hash(_ path: String) throws(Failure) -> String {
        var hash = SHA256()
        let file = try InputFile(path)
        while let bytes = try file.next() { hash.update(bytes) }
        return hash.finish().hex
    }
}
