import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let auditTail = Command(
        name: "audit tail", summary: "the last entries of the log",
        options: [Option(name: "count", short: "c", value: "N", summary: "how many; 20 by default")] + TimeSpan.options,
        result: .lines(of: .auditEntry),
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
            try await home.show(try await LogQuery(call.line, home), most: most, call.output)
        }
    }

    static let auditSearch = Command(
        name: "audit search", summary: "entries of the log by kind, agent, subject and time",
        details: """
            Every condition that is given has to hold. A subject is an identifier, or its beginning; of an object also what was
            decided about it and done to it is found, and of a decision what was done and said about its actions. Where a person did it,
            the entry says who (`by`), and of the team whom it concerns (`concerns`). What erased other entries, and a yes that came
            to nothing, has the reason behind its subject, `reason` with `--json`.
            """,
        options: [
            Option(
                name: "kind", value: "KIND", summary: "what happened", repeats: true,
                choices: AuditKind.allCases.map(\.rawValue)),
            Option(name: "word", value: "WORD", summary: "how it came out: `refuse`, `yes`, `overdue`"),
            Option(name: "agent", value: "AGENT", summary: "entries of this agent"),
            Option(name: "subject", value: "TEXT", summary: "about this decision, action, escalation or object"),
        ] + TimeSpan.options,
        result: .lines(of: .auditEntry),
        examples: [
            Example("audit search --kind approved --kind rejected --since 30d", "what people decided in a month"),
            Example("audit search --subject 01bvb8a5r0p0", "everything about one decision"),
            Example("audit search --kind erased", "what was erased, and why"),
            Example(
                "audit search --subject ad/776325", "what was decided about an ad, what was done to it, who agreed"),
            Example("audit search --kind alarm --json", "every alarm, one JSON object a line"),
        ]
    ) { call in
        try await OpenHome.with(call) { home in
            try await home.show(try await LogQuery(call.line, home), most: .max, call.output)
        }
    }
}

/// Which entries of the log are asked for.
struct LogQuery: Sendable {
    private let kinds: Set<String>
    /// How it came out.
    fileprivate let word: String?
    private let agent: String?
    private let subject: String?
    /// What was decided about the subject and done to it, where that is an object, and what belongs to it, where it is a decision.
    private let followed: Set<String>
    private let span: TimeSpan

    init(_ line: Line, _ home: OpenHome) async throws {
        kinds = Set(line.values["kind"] ?? [])
        word = line.value("word")
        agent = line.value("agent")
        subject = line.value("subject")?.lowercased()
        span = try TimeSpan(line, at: home.now)
        if let agent { try await home.checkKnown(agent) }
        followed = if let text = line.value("subject") { try await home.subjects(about: text) } else { [] }
    }

    /// Whether an entry is asked for.
    func matches(_ entry: JSON) -> Bool {
        func text(_ name: String) -> String { entry[name]?.stringValue ?? "" }
        let at = Instant(milliseconds: entry["at"]?.integerValue ?? 0)
        return (kinds.isEmpty || kinds.contains(text("kind"))) && (word == nil || word == text("word"))
            && (agent == nil || agent == text("agent")) && isAbout(text("subject"))
            && span.contains(at)
    }

    private func isAbout(_ found: String) -> Bool {
        guard let subject else { return true }
        return followed.contains(found) || found.lowercased().hasPrefix(subject)
    }
}

extension OpenHome {
    /// That there is such an agent: of one that is misspelt nothing is ever found.
    fileprivate func checkKnown(_ name: String) async throws {
        let known = try await store.read { view in try view.agents().map(\.agent.text) }
        guard !known.contains(name) else { return }
        let there = known.isEmpty ? "has none yet" : "has \(known.map { "`\($0)`" }.joined(separator: ", "))"
        throw Failure(.notFound, "there is no agent `\(name)`; this home \(there)")
    }

    /// Under which subjects the log speaks of an object or a decision: the decisions, their actions, and the escalations that
    /// stopped them.
    fileprivate func subjects(about subject: String) async throws -> Set<String> {
        let ids: [DecisionID]
        if let object = EntityRef(parsing: subject) {
            ids = try await store.read { view in try view.decisions(on: object, rehearsed: true, limit: .max) }
        } else {
            // What begins several identifiers, or none of a decision, is looked for as it stands.
            do { ids = [try await decision(subject.lowercased())] } catch is Failure { return [] }
        }
        var subjects: Set<String> = []
        for start in stride(from: 0, to: ids.count, by: 500) {
            let slice = ids[start..<min(start + 500, ids.count)]
            subjects.formUnion(
                try await store.read { view in
                    try slice.flatMap { id -> [String] in
                        let actions = try view.actions(of: id).map(\.action.id.description)
                        let stop = try view.escalation(stopping: id)?.escalation.id.description
                        return [id.description] + actions + [stop].compactMap(\.self)
                    }
                })
        }
        return subjects
    }

    /// Shows entries in order; where more match than are wanted, the last ones.
    fileprivate func show(_ query: LogQuery, most: Int, _ output: Output) async throws -> ExitCode {
        var found: [Found] = []
        var words: Set<String> = []
        var next: Int64 = 0
        while true {
            let from = next
            let page = try await store.read { view in try view.leaves(from: from, limit: 1_000) }
            for leaf in page {
                let entry = try JSON(parsing: leaf.bytes)
                if let word = entry["word"]?.stringValue { words.insert(word) }
                guard query.matches(entry) else { continue }
                found.append(Found(leaf, entry))
            }
            if found.count > most { found.removeFirst(found.count - most) }
            guard page.count == 1_000, let last = page.last else { break }
            next = last.position + 1
        }
        if let word = query.word { try LogQuery.check(word, among: words) }
        var table = Table(["entry", "when", "what", "agent", "by", "subject"], rightAligned: [0])
        for entry in found {
            if output.isJSON { output.json(entry.json) }
            table.add(entry.row)
        }
        if found.isEmpty { output.line("no entry is like that") } else { output.table(table) }
        return .ok
    }
}

/// An entry that was asked for, with what it says of people and reasons.
private struct Found {
    private let position: Int64
    private let fields: JSON
    private let said: EntryWords

    init(_ leaf: LogLeaf, _ fields: JSON) {
        position = leaf.position
        self.fields = fields
        said = EntryWords(leaf, fields)
    }

    private var at: Instant { Instant(milliseconds: fields["at"]?.integerValue ?? 0) }

    private func text(_ name: String) -> String { fields[name]?.stringValue ?? "" }

    var row: [Table.Cell] {
        [
            Table.Cell("\(position)"), Table.Cell(at.description), Table.Cell("\(text("kind")) \(text("word"))"),
            Table.Cell(text("agent")), Table.Cell(said.person?.text ?? ""), Table.Cell(said.about(text("subject"))),
        ]
    }

    var json: JSON {
        var json = fields.adding("at", at.json).adding("position", .integer(position))
        if let person = said.person { json = json.adding("by", person.json) }
        if let person = said.concerns { json = json.adding("concerns", person.json) }
        if let figures = said.figures { json = json.adding("figures", .string(figures)) }
        if let reason = said.reason { json = json.adding("reason", .string(reason)) }
        return json
    }
}

extension LogQuery {
    /// That a word is one that entries have: of one that is misspelt nothing is ever found.
    fileprivate static func check(_ word: String, among seen: Set<String>) throws(Failure) {
        guard !AuditEntry.isWord(word), !seen.contains(word) else { return }
        let near = Nearest.of(word, in: AuditEntry.words.union(seen)).map { "did you mean `\($0)`? " } ?? ""
        throw Failure(
            .usage,
            "no entry ever has the word `\(word)`; \(near)this log has "
                + seen.sorted().map { "`\($0)`" }.joined(separator: ", "))
    }
}
