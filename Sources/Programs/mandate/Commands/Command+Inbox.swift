import Engine
import Governance
import Schemas
import Vocabulary

extension Command {
    static let inbox = Command(
        name: "inbox", summary: "everything that waits for a person: holds, escalations, doubts",
        details: "Below it stand the alarms of each agent's last run: nobody is asked, and a person has to see them.",
        options: TimeSpan.options,
        result: .object(
            .field("alarms", .list(.alarmedRun), "the last run of each agent, where it had alarms or failed"),
            .field("items", .list(.either(.hold, .escalation, .doubt)), "what waits, most money first")),
        examples: [
            Example("inbox", "what waits, and until when"),
            Example("inbox --since 1d", "what has come up since yesterday"),
            Example("inbox --json", "the same for programs"),
        ]
    ) { call in
        try await OpenHome.with(call) { home in
            let span = try TimeSpan(call.line, at: home.now)
            let all = try await home.waiting()
            let items = all.filter { span.contains($0.item.cameUp) }
            let alarmed = try await home.store.read { view in try view.alarmedRuns() }.filter { span.contains($0.at) }
            let names = try await ShortNames(items.map(\.item.identifier), in: home.store)
            if items.isEmpty {
                call.output.line(
                    all.isEmpty
                        ? "nothing waits for anybody" : "nothing that waits came up then, and \(all.count) besides",
                    .good)
            } else {
                var table = Table(["id", "waits as", "until", "money a day", "who", "what"], rightAligned: [3])
                for item in items { table.add(item.row(names, at: home.now)) }
                call.output.table(table)
                let steps = Set(items.map(\.item.nextStep)).sorted()
                call.output.note("next: " + (["mandate explain ID"] + steps).joined(separator: "; "))
            }
            for run in alarmed {
                call.output.line(run.words, .warn)
                for alarm in run.alarms { call.output.line("  \(alarm)") }
            }
            var listed: [JSON] = []
            for item in items { listed.append(try await home.json(item)) }
            call.output.result(["alarms": .array(alarmed.map(\.json)), "items": .array(listed)])
            return .ok
        }
    }
}

/// Something that waits, with what a person weighs it by.
struct Waiting: Sendable {
    let item: InboxItem
    /// What it is about, that which moves the most money first.
    let decisions: [Decision]
    /// Whom it asks by now.
    let asked: [Charter.Approver]
    /// These, with who stands in for somebody that is away.
    let who: String
    /// Money a day that it is about; nil where no account is known.
    let money: Money?

    /// Minor units a day that decisions are about. Their shares are of the days that they were judged on: days that came in since
    /// do not make the same question smaller.
    fileprivate static func aDay(_ decisions: [Decision], else days: Int) -> Int64 {
        var shares: [Int: Int128] = [:]
        for decision in decisions {
            shares[max(1, decision.facts.account?.days ?? days), default: 0] += Int128(decision.ruling.effects.share)
        }
        let daily = shares.reduce(Int128(0)) { $0 + Rounding.nearest.divide($1.value, by: Int128($1.key)) }
        return Int64(clamping: daily)
    }

    /// What nobody knows the state of comes first, then what is about the most money.
    static func isBefore(_ one: Waiting, _ other: Waiting) -> Bool {
        if one.isDoubt != other.isDoubt { return one.isDoubt }
        let (mine, its) = (one.money?.minorUnits ?? 0, other.money?.minorUnits ?? 0)
        return mine == its ? one.item.identifier < other.item.identifier : mine > its
    }

    private var isDoubt: Bool { if case .doubt = item { true } else { false } }
}

extension AlarmedRun {
    /// Which run it is, as a heading.
    fileprivate var words: String {
        let under = formerCharter.map { " under charter version \($0), which is no longer in force" } ?? ""
        return "alarms of the last run of \(agent), as things stood at \(at)\(under)"
    }

    /// It for programs.
    fileprivate var json: JSON {
        .object(
            JSONObject(present: [
                "agent": agent.json, "alarms": alarms.json, "begun_at": at.json,
                "former_charter": formerCharter.map { $0.json }, "run": run.json,
            ]))
    }
}

extension OpenHome {
    /// Everything that waits for a person, what is about the most money first.
    fileprivate func waiting() async throws -> [Waiting] {
        let (items, account) = try await store.read { view in (try view.inbox(), try view.account()) }
        var waiting: [Waiting] = []
        for item in items {
            let ids = item.decisionIDs
            let decisions = try await store.read { view in try ids.compactMap { try view.decision($0) } }
                .filter { decision in
                    if case .escalation(let record) = item { !record.hasAnswer(to: decision) } else { true }
                }.sorted { $0.ruling.effects.share > $1.ruling.effects.share }
            let standing = try await budgets(of: item)
            let money = account.map {
                Money(minorUnits: standing ?? Waiting.aDay(decisions, else: $0.period.days), $0.currency)
            }
            let asked: [Charter.Approver] =
                switch item {
                case .hold(let hold, _): hold.question.ask
                case .escalation(let record): try await engine.asked(record)
                case .doubt: []
                }
            let owner = try await store.read { view in try view.rulebook(of: item.agent)?.charter.owner }
            waiting.append(
                Waiting(
                    item: item, decisions: decisions, asked: asked, who: engine.names(asked, owner), money: money))
        }
        return waiting.sorted(by: Waiting.isBefore)
    }

    /// What would run again with a yes, minor units a day, where an escalation asks just that; nil for everything else.
    private func budgets(of item: InboxItem) async throws -> Int64? {
        guard case .escalation(let record) = item, record.escalation.cause == Escalation.room else { return nil }
        let objects = record.waiting
        let paused = try await store.read { view in
            try objects.compactMap { try view.entity($0)?.facts }.filter { $0.status == .paused }
        }
        return paused.compactMap(\.dailyBudget?.minorUnits).reduce(0) { Int64(clamping: Int128($0) + Int128($1)) }
    }

    /// The item for programs.
    fileprivate func json(_ waiting: Waiting) async throws -> JSON {
        let json = waiting.item.json.adding("money_a_day", waiting.money?.json ?? nil)
        guard case .escalation(let record) = waiting.item else { return json }
        let package = try await engine.explain(record.escalation.id)
        return json.adding("package", package.json["lines"] ?? nil)
            .adding("overdue", .bool(record.isOverdue(at: now)))
            .adding("who", .string(Question(ask: waiting.asked, within: .zero).who))
    }
}

extension InboxItem {
    /// The command that ends the wait.
    fileprivate var nextStep: String {
        switch self {
        case .hold: "mandate approve ID"
        case .escalation: "mandate answer ID --do-nothing"
        case .doubt: "mandate resolve ID --happened"
        }
    }
}

extension Waiting {
    fileprivate func row(_ names: ShortNames, at now: Instant) -> [Table.Cell] {
        let id = Table.Cell(names.of(item.identifier), .bold)
        let amount = Table.Cell(money?.description ?? "")
        switch item {
        case .hold(let hold, let decision):
            return [
                id, Table.Cell("hold", .info), Table.Cell(hold.deadline.description), amount,
                Table.Cell(who), Table.Cell(decision.shortText + atWorst(decision)),
            ]
        case .escalation(let record):
            let deadline = record.escalation.deadline.description
            let until =
                record.isOverdue(at: now) ? Table.Cell("overdue since \(deadline)", .bad) : Table.Cell(deadline)
            return [
                id, Table.Cell("escalation", .warn), until, amount,
                Table.Cell(who), Table.Cell(stopped(record)),
            ]
        case .doubt(let action, let since, let because):
            return [
                id, Table.Cell("in doubt", .bad), Table.Cell("since \(since)"), amount, Table.Cell("a person"),
                Table.Cell("\(decisions.first?.shortText ?? action.id.description): \(because)"),
            ]
        }
    }

    /// The worst-case money that a yes signs, where there is any.
    private func atWorst(_ decision: Decision) -> String {
        guard let currency = money?.currency, decision.ruling.effects.worstCase > 0 else { return "" }
        return
            "; at worst \(Money(minorUnits: decision.ruling.effects.worstCase, currency)) more in the window of a cap, which a yes signs"
    }

    /// What an escalation stopped, that which is about the most money by name, and why.
    private func stopped(_ record: EscalationRecord) -> String {
        let first = decisions.first?.shortText ?? record.objects.first?.description ?? "what was erased"
        let more = decisions.count > 1 ? " and \(decisions.count - 1) more" : ""
        let finding = decisions.first?.ruling.findings.first { $0.verdict == .escalate }
        let why = finding.flatMap { $0.code == .trigger ? $0.message : nil } ?? record.escalation.words
        return "\(first)\(more): \(why)"
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

    /// When it began to wait.
    fileprivate var cameUp: Instant {
        switch self {
        case .hold(_, let decision): decision.at
        case .escalation(let record): record.openedAt
        case .doubt(_, let since, _): since
        }
    }

    /// The decisions that it is about.
    fileprivate var decisionIDs: [DecisionID] {
        switch self {
        case .hold(_, let decision): [decision.id]
        case .escalation(let record): record.decisions
        case .doubt(let action, _, _): [action.decision]
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
                "objects": record.waiting.json, "who": .string(record.escalation.question.who),
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
        if cause == Escalation.room { return Escalation.roomWords }
        let code = String(cause.prefix { $0 != " " })
        return switch FindingCode(rawValue: code) {
        case .share: "more of the spend would move than may"
        case .confidence: "it is not sure enough"
        case .trigger: "a trigger of the charter fired"
        case .repeated: "refused twice for the same reason"
        default: code.spaced
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
        let changes = ruling.effects.changes
        // Of several changes each names its own object.
        guard changes.count < 2 else {
            return "\(tool): "
                + changes.map { "\($0.entity) \($0.before) to \($0.after)" }.joined(separator: "; ")
        }
        let object = proposal?.call.subject.map { " \($0)" } ?? ""
        return tool + object + (changes.first.map { ": \($0.before) to \($0.after)" } ?? "")
    }
}

extension ResultShape {
    private static let moneyADay = Field.field(
        "money_a_day", .money.orNull, "money a day that it is about; null where no account is known")

    fileprivate static let alarmedRun = object(
        .field("agent", .slug, "the agent"), .field("alarms", .texts, "what was odd"),
        .field("begun_at", .instant, "when the run began"),
        .optional(
            "former_charter", .count, "the charter that it was under; absent where that is still in force"),
        .field("run", .id, "the run"))

    fileprivate static let hold = object(
        .field("deadline", .instant, "silence until then is no"), .field("decision", .id, "the decision that waits"),
        .field("entry", .registerEntry.orNull, "it as the register has it; null where no account is known"),
        .field("kind", .only("hold"), "it waits for a yes"), moneyADay, .field("who", .text, "who is asked"))

    fileprivate static let escalation = object(
        .field("cause", .text, "why it stopped"), .field("deadline", .instant, "until when an answer is asked for"),
        .field("decisions", .list(.id), "the decisions that it stopped"), .field("escalation", .id, "the escalation"),
        .field("kind", .only("escalation"), "a person is asked for judgement"), moneyADay,
        .field("objects", .list(.entity), "the objects that wait for the answer, locked until it"),
        .field("overdue", .boolean, "whether nobody answered in time"),
        .field("package", .list(.explanationLine), "what a person needs to decide it"),
        .field("who", .text, "who is asked by now"))

    fileprivate static let doubt = object(
        .field("action", .id, "the action"), .field("because", .text, "why its effect is not known"),
        .field("decision", .id, "its decision"),
        .field("kind", .only("doubt"), "nobody knows whether it happened"), moneyADay,
        .field("since", .instant, "since when"))
}
