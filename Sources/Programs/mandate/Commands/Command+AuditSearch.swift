import Engine
import Schemas
import Vocabulary

extension Command {
    static let auditTail = Command(
        name: "audit tail", summary: "the last entries of the log",
        options: [Option(name: "count", short: "c", value: "N", summary: "how many; 20 by default")] + LogQuery.span,
        examples: [
            Example("audit tail", "the last 20"), Example("audit tail -c 100 --json", "one JSON object a line"),
            Example("audit tail --since 7d", "the last 20 of a week"),
        ]
    ) { call in
        var count: Int64 = 20
        if let text = call.line.value("count") {
            guard let number = Int64(text), (1...100_000).contains(number) else {
                throw Failure(.usage, "`\(text)` is no count; give a number from `1` to `100000`")
            }
            count = number
        }
        let most = Int(count)
        return try await OpenHome.with(call) { home in
            try await home.show(try LogQuery(call.line, now: home.now), most: most, call.output)
        }
    }

    static let auditSearch = Command(
        name: "audit search", summary: "entries of the log by kind, agent, subject and time",
        details: """
            Every condition that is given has to hold. A subject is an identifier, or its beginning. What erased other entries
            has the reason behind its subject, `reason` with `--json`.
            """,
        options: [
            Option(
                name: "kind", value: "KIND", summary: "what happened", repeats: true,
                choices: AuditKind.allCases.map(\.rawValue)),
            Option(name: "word", value: "WORD", summary: "how it came out: `refuse`, `yes`, `overdue`"),
            Option(name: "agent", value: "AGENT", summary: "entries of this agent"),
            Option(name: "subject", value: "TEXT", summary: "about this decision, action, escalation or object"),
        ] + LogQuery.span,
        examples: [
            Example("audit search --kind approved --kind rejected --since 30d", "what people decided in a month"),
            Example("audit search --subject 01bvb8a5r0p0", "everything about one decision"),
            Example("audit search --kind erased", "what was erased, and why"),
            Example("audit search --kind alarm --json", "every alarm, one JSON object a line"),
        ]
    ) { call in
        try await OpenHome.with(call) { home in
            try await home.show(try LogQuery(call.line, now: home.now), most: .max, call.output)
        }
    }
}

/// Which entries of the log are asked for.
struct LogQuery: Sendable {
    /// From when until when.
    static let span = [
        Option(name: "since", value: "TIME", summary: "from then on: an instant, a date, or how long ago (`7d`)"),
        Option(name: "until", value: "TIME", summary: "before then: an instant, a date, or how long ago"),
    ]

    private let kinds: Set<String>
    private let word: String?
    private let agent: String?
    private let subject: String?
    private let since: Instant?
    private let until: Instant?

    init(_ line: Line, now: Instant) throws(Failure) {
        kinds = Set(line.values["kind"] ?? [])
        word = line.value("word")
        agent = line.value("agent")
        subject = line.value("subject")?.lowercased()
        since = try LogQuery.instant(line.value("since"), now)
        until = try LogQuery.instant(line.value("until"), now)
        if let since, let until, since >= until {
            throw Failure(.usage, "nothing is since `\(since)` and before `\(until)`; exchange them")
        }
    }

    private static func instant(_ text: String?, _ now: Instant) throws(Failure) -> Instant? {
        guard let text else { return nil }
        if let instant = Instant(parsing: text) { return instant }
        if let date = CalendarDate(parsing: text) { return Zone.utc.startOfDay(date) }
        if let ago = Duration(written: text) { return now.advanced(by: .zero - ago) }
        throw Failure(.usage, "`\(text)` is no time; write it as `2017-10-01T06:00:00Z`, `2017-10-01` or `7d`")
    }

    /// Whether an entry is asked for.
    func matches(_ entry: JSON) -> Bool {
        func text(_ name: String) -> String { entry[name]?.stringValue ?? "" }
        let at = Instant(milliseconds: entry["at"]?.integerValue ?? 0)
        return (kinds.isEmpty || kinds.contains(text("kind"))) && (word == nil || word == text("word"))
            && (agent == nil || agent == text("agent"))
            && (subject.map { text("subject").lowercased().hasPrefix($0) } ?? true)
            && (since.map { at >= $0 } ?? true) && (until.map { at < $0 } ?? true)
    }
}

extension OpenHome {
    /// Shows entries in order; where more match than are wanted, the last ones.
    fileprivate func show(_ query: LogQuery, most: Int, _ output: Output) async throws -> ExitCode {
        var found: [JSON] = []
        var next: Int64 = 0
        while true {
            let from = next
            let page = try await store.read { view in try view.leaves(from: from, limit: 1_000) }
            for leaf in page {
                let entry = try JSON(parsing: leaf.bytes)
                guard query.matches(entry) else { continue }
                let placed = entry.adding("position", .integer(leaf.position))
                found.append(Erasure(leaf, entry).map { placed.adding("reason", .string($0.reason)) } ?? placed)
            }
            if found.count > most { found.removeFirst(found.count - most) }
            guard page.count == 1_000, let last = page.last else { break }
            next = last.position + 1
        }
        var table = Table(["entry", "when", "what", "agent", "subject"], rightAligned: [0])
        for entry in found {
            if output.isJSON { output.json(entry) }
            let at = entry["at"]?.integerValue.map { Instant(milliseconds: $0).description } ?? ""
            table.add([
                Table.Cell("\(entry["position"]?.integerValue ?? 0)"), Table.Cell(at),
                Table.Cell("\(entry["kind"]?.stringValue ?? "") \(entry["word"]?.stringValue ?? "")"),
                Table.Cell(entry["agent"]?.stringValue ?? ""),
                Table.Cell(
                    ["subject", "reason"].compactMap { entry[$0]?.stringValue }.filter { !$0.isEmpty }
                        .joined(separator: ": ")),
            ])
        }
        if found.isEmpty { output.line("no entry is like that") } else { output.table(table) }
        return .ok
    }
}
