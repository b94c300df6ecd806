import Engine
import Governance
import Home
import Sandbox
import Schemas
import Vocabulary

extension Command {
    static let sandboxAdvance = Command(
        name: "sandbox advance", summary: "let simulated time pass; the sandbox delivers and bills it",
        arguments: [Argument(name: "TIME", summary: "how long: `7d`, `12h`")],
        options: [
            Option(
                name: "reviewed",
                summary: "sign the reviews that fall due, marked as of the sandbox; with `-n` none are")
        ] + Option.signing,
        result: .object(
            .field("now", .instant, "the time it is now"),
            .field("reviews_signed", .count, "how many reviews were held")),
        examples: [
            Example("sandbox advance 7d --reviewed", "a week later, with its reviews held"),
            Example("sandbox advance 12h", "half a day"),
        ]
    ) { call in
        let text = call.line.words[0]
        guard let length = Duration(written: text), length > .zero, length <= .seconds(366 * 86_400) else {
            throw Failure(
                .usage,
                "`\(text)` is no time of at most a year; write one number and one unit, as `7d`, `12h` or `90min`")
        }
        let end = try await OpenHome.signing(call) { home in try await home.advance(by: length, call.output) }
        // Opened again: what follows happens at the new time.
        let holdsReviews = call.line.has("reviewed") && !call.line.has("dry-run")
        let signed =
            holdsReviews
            ? try await OpenHome.at(try HomeChoice.path(call.line)) { home in try await home.signReviews(call.line) }
            : 0
        call.output.line("it is now \(end)", .good)
        if holdsReviews {
            call.output.line("  \(signed) reviews signed, marked as of the sandbox")
        } else if call.line.has("reviewed") {
            call.output.line("  the reviews that are due by then signed, marked as of the sandbox")
        }
        call.output.note("next: mandate agent run AGENT")
        call.output.result(["now": end.json, "reviews_signed": signed.json])
        return .ok
    }

    static let sandboxFaults = Command(
        name: "sandbox faults", summary: "make the sandbox platform misbehave, or show how it does",
        details: "docs/reference/sandbox.md lists the faults.",
        arguments: [
            Argument(name: "RULE", summary: "`error_after:op=pause,times=1`; `none` ends all faults", isOptional: true)
        ],
        options: [Option(name: "add", value: "RULE", summary: "one more rule", repeats: true), .dryRun],
        result: .object(
            .field(
                "faults",
                .list(
                    .object(
                        .field("rule", .text, "the rule"), .field("times", .count, "how often it struck"))),
                "the rules in force")),
        examples: [
            Example("sandbox faults", "the rules in force and how often each struck"),
            Example("sandbox faults timeout:op=effects,times=1", "the next effect happens, and no reply comes"),
            Example("sandbox faults none", "behave again"),
        ]
    ) { call in
        let more = call.line.values["add"] ?? []
        guard more.isEmpty || call.line.word(0) != nil else {
            throw Failure(
                .usage,
                "`--add` is one more rule beside RULE, and there is none; write the first without it: "
                    + "`mandate sandbox faults \(more[0])`")
        }
        return try await OpenHome.with(call, rehearses: true) { home in
            guard let sandbox = home.sandbox else { throw EngineError.noPlatform }
            if let word = call.line.word(0) {
                var rules: [FaultRule] = []
                for text in (word == "none" ? [] : [word]) + more {
                    do throws(FaultRuleError) { rules.append(try FaultRule(parsing: text)) } catch {
                        throw Failure(.usage, "\(error)")
                    }
                }
                guard !home.isRehearsal else {
                    for rule in rules { call.output.line(rule.text) }
                    call.output.result(["faults": .array(rules.map { ["rule": .string($0.text), "times": 0] })])
                    return .ok
                }
                try await sandbox.set(faults: rules)
            }
            let faults = try await sandbox.reads.faults()
            var table = Table(["rule", "struck"], rightAligned: [1])
            for fault in faults { table.add([Table.Cell(fault.rule), Table.Cell("\(fault.times)")]) }
            if faults.isEmpty { call.output.line("the sandbox behaves") } else { call.output.table(table) }
            call.output.result([
                "faults": .array(faults.map { ["rule": .string($0.rule), "times": .integer($0.times)] })
            ])
            return .ok
        }
    }

    static let sandboxServe = Command(
        name: "sandbox serve",
        summary: "be the sandbox platform of a home; the first command that needs it starts this",
        examples: [Example("sandbox serve --home DIR", "until 30 seconds pass without a client")], isHidden: true
    ) { call in
        do { try SandboxServer.run(home: try HomeChoice.path(call.line)) } catch {
            throw Failure(.failed, "the sandbox cannot serve: \(error)")
        }
        return .ok
    }
}

extension Duration {
    /// A time as people type it: `7d`, `7 d`.
    init?(written text: String) {
        let digits = text.prefix { $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        self.init(parsing: "\(digits) \(unit)")
    }
}

extension OpenHome {
    /// Moves the recorded time, the platform first.
    fileprivate func advance(by length: Duration, _ output: Output) async throws -> Instant {
        guard let sandbox, folder.settings.hasSimulatedClock else {
            throw Failure(
                .conflict, "this home has a wall clock; make one with `mandate init --sandbox --clock INSTANT`")
        }
        let start = now
        let end = start.advanced(by: length)
        guard end.utcDate.parts.year <= 9_999 else {
            throw Failure(
                .usage,
                "`\(start)` and that time are beyond the year 9999, and no instant is; make a home that begins earlier")
        }
        if !isRehearsal, try await store.read({ view in try view.account() }) != nil {
            var at = start
            while at < end {
                at = min(end, at.advanced(by: .seconds(7 * 86_400)))
                output.progress("\(at)")
                try await sandbox.advance(to: at)
            }
            output.endProgress()
        }
        let payload = Array("\(start) \(end)".utf8)
        try await store.write { view in
            try view.recordInstant(end)
            try view.append(
                AuditEntry(.clockMoved, at: end, subject: "clock", word: "simulated", payload: payload))
        }
        return end
    }

    /// Signs what is due of every agent, by everybody whom its charter asks and whose key lies in this sandbox home; the
    /// statement says that it is the sandbox's.
    /// - Returns: how many reviews were held.
    fileprivate func signReviews(_ line: Line) async throws -> Int {
        let first = try signatory(line)
        let people = [first] + (try folder.keyHolders(of: team)).filter { $0.person != first.person }
        var held = 0
        for agent in try await store.read({ view in try view.agents().map(\.agent) }) {
            let due = try await engine.dueReviews(agent).count
            for person in people where try await !engine.dueReviews(agent, askedOf: person.person).isEmpty {
                _ = try await engine.signReviews(agent, by: person, note: "sandbox", asTheyFellDue: true)
            }
            held += due - (try await engine.dueReviews(agent).count)
        }
        try await keepCheckpoint()
        return held
    }
}
