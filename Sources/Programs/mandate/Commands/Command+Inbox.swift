import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let inbox = Command(
        name: "inbox", summary: "everything that waits for a person: holds, escalations, doubts",
        examples: [Example("inbox", "what waits, and until when"), Example("inbox --json", "the same for programs")]
    ) { call in
        try await OpenHome.with(call) { home in
            let items = try await home.store.read { view in try view.inbox() }
            let names = ShortNames(items)
            if items.isEmpty {
                call.output.line("nothing waits for anybody", .good)
            } else {
                var table = Table(["id", "waits as", "until", "who", "what"])
                for item in items { table.add(try await home.row(item, names)) }
                call.output.table(table)
                call.output.note("next: mandate explain ID; mandate approve ID; mandate answer ID --do-nothing")
            }
            var listed: [JSON] = []
            for item in items {
                guard case .escalation(let record) = item else {
                    listed.append(item.json)
                    continue
                }
                let package = try await home.engine.explain(record.escalation.id)
                let asked = try await home.engine.asked(record)
                listed.append(
                    item.json.adding("package", package.json["lines"] ?? nil)
                        .adding("overdue", .bool(record.isOverdue(at: home.now)))
                        .adding("who", .string(Question(ask: asked, within: .zero).who)))
            }
            call.output.result(["items": .array(listed)])
            return .ok
        }
    }
}

/// Identifiers cut to what tells them apart, at least eight characters.
struct ShortNames {
    private let length: Int

    /// For the identifiers of a list.
    init(_ items: [InboxItem]) {
        let all = items.map(\.identifier)
        var length = 8
        while length < 40, Set(all.map { $0.prefix(length) }).count < Set(all).count { length += 2 }
        self.length = length
    }

    /// The beginning that is enough.
    func of(_ id: String) -> String { String(id.prefix(length)) }
}

extension OpenHome {
    fileprivate func row(_ item: InboxItem, _ names: ShortNames) async throws -> [Table.Cell] {
        var asked: [Charter.Approver] = []
        if case .escalation(let record) = item { asked = try await engine.asked(record) }
        return item.row(names, asked, at: now)
    }
}

extension InboxItem {
    /// What a person types to answer it.
    var identifier: String {
        switch self {
        case .hold(let hold, _): hold.decision.description
        case .escalation(let record): record.escalation.id.description
        case .doubt(let action, _, _): action.decision.description
        }
    }

    /// - Parameter asked: whom an escalation asks by now.
    fileprivate func row(_ names: ShortNames, _ asked: [Charter.Approver], at now: Instant) -> [Table.Cell] {
        let id = Table.Cell(names.of(identifier), .bold)
        switch self {
        case .hold(let hold, let decision):
            let entry = decision.shortText
            return [
                id, Table.Cell("hold", .info), Table.Cell(hold.deadline.description),
                Table.Cell(hold.question.who), Table.Cell(entry),
            ]
        case .escalation(let record):
            let objects = record.objects.prefix(3).map(\.description).joined(separator: ", ")
            let more = record.objects.count > 3 ? " and \(record.objects.count - 3) more" : ""
            let deadline = record.escalation.deadline.description
            let until =
                record.isOverdue(at: now) ? Table.Cell("overdue since \(deadline)", .bad) : Table.Cell(deadline)
            return [
                id, Table.Cell("escalation", .warn), until, Table.Cell(Question(ask: asked, within: .zero).who),
                Table.Cell("\(objects)\(more): \(record.escalation.words)"),
            ]
        case .doubt(let action, let since, let because):
            return [
                id, Table.Cell("in doubt", .bad), Table.Cell("since \(since)"), Table.Cell("a person"),
                Table.Cell("\(action.id): \(because)"),
            ]
        }
    }

    /// The item for programs.
    var json: JSON {
        switch self {
        case .hold(let hold, let decision):
            [
                "decision": decision.id.json, "deadline": hold.deadline.json, "kind": "hold",
                "entry": decision.facts.account.map {
                    RegisterEntry(decision, state: .held, currency: $0.currency).json
                } ?? nil,
                "who": .string(hold.question.who),
            ]
        case .escalation(let record):
            [
                "cause": .string(record.escalation.cause), "deadline": record.escalation.deadline.json,
                "decisions": record.decisions.json, "escalation": record.escalation.id.json, "kind": "escalation",
                "objects": record.objects.json, "who": .string(record.escalation.question.who),
            ]
        case .doubt(let action, let since, let because):
            [
                "action": action.id.json, "because": .string(because), "decision": action.decision.json,
                "kind": "doubt", "since": since.json,
            ]
        }
    }
}

extension Escalation {
    /// Its cause in words; the code stays where there are none.
    fileprivate var words: String {
        let code = String(cause.prefix { $0 != " " })
        return switch FindingCode(rawValue: code) {
        case .share: "more of the spend would move than may"
        case .confidence: "it is not sure enough"
        case .trigger: "a trigger of the charter fired"
        case .repeated: "refused twice for the same reason"
        default: code.replacing("_", with: " ")
        }
    }
}

extension Question {
    /// Who is asked, in words.
    var who: String { ask.map(\.description).joined(separator: " or ") }
}

extension Decision {
    /// Tool, object and change on one line.
    var shortText: String {
        let tool = proposal?.proposal.tool.text ?? "malformed proposal"
        let object = proposal?.call.subject.map { " \($0)" } ?? ""
        let changes = ruling.effects.changes.map { "\($0.before) to \($0.after)" }.joined(separator: "; ")
        return tool + object + (changes.isEmpty ? "" : ": \(changes)")
    }
}
