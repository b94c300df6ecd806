import Governance
public import Vocabulary

extension Engine {
    /// Explains an escalation by the six parts that a person needs to decide it: what happened, why it stopped, evidence with
    /// its age, options with their consequence, what is held and reserved, who decides until when (R164).
    /// - Throws: `EngineError.notFound` where there is no such escalation.
    public func explain(_ id: EscalationID) async throws -> Explanation {
        guard let record = try await store.read({ view in try view.escalation(id) }) else {
            throw EngineError.notFound("there is no escalation `\(id)`; `mandate inbox` lists what waits")
        }
        let ids = record.decisions
        // What is about the most money first: it is what the answer is about.
        let decisions = try await store.read { view in try ids.compactMap { try view.record(of: $0) } }
            .filter { record.answer != nil || !($0.decision.map(record.hasAnswer) ?? false) }
            .sorted { $0.share > $1.share }
        let agent = record.escalation.agent
        let waiting = record.waiting
        let (goal, assumptions, objects) = try await store.read { view in
            (
                try view.rulebook(of: agent)?.charter.goal, try view.assumptions(),
                try waiting.compactMap { try view.entity($0)?.facts }
            )
        }
        var package = EscalationPackage(
            record: record, decisions: decisions, asked: try await asked(record), now: surroundings.now())
        package.interest = goal?.interestWords
        package.assumptions = assumptions
        package.objects = objects
        package.former = try await store.read { view in try view.beforeLowered(objects) }
        return Explanation(lines: package.lines, flip: nil, proposals: package.proposals)
    }
}

extension EngineView {
    /// What campaigns had a day before the runtime lowered them to what they have now.
    fileprivate func beforeLowered(_ campaigns: [EntityFacts]) throws -> [EntityRef: Money] {
        var former: [EntityRef: Money] = [:]
        for facts in campaigns {
            guard let budget = facts.dailyBudget,
                let decision = try lastOfSafety(on: facts.ref, by: .setDailyBudget, or: .moveBudget)?.decision,
                let amounts = decision.ruling.effects.changes.first?.amounts, amounts.to == budget.minorUnits
            else { continue }
            former[facts.ref] = Money(minorUnits: amounts.from, budget.currency)
        }
        return former
    }
}

/// An escalation in words. At most twelve lines, however much it stopped.
struct EscalationPackage {
    let record: EscalationRecord
    /// Of what it stopped that which waits; once it is answered all of it.
    let decisions: [DecisionRecord]
    /// Whom it asks by now.
    let asked: [Charter.Approver]
    let now: Instant
    /// In whose interest the agent works; nil where it has no charter any more.
    var interest: String?
    /// What its data rest on.
    var assumptions: [String] = []
    /// What waits, as it is known now.
    var objects: [EntityFacts] = []
    /// What those had a day that the runtime lowered before it asked.
    var former: [EntityRef: Money] = [:]

    private var known: [Decision] { decisions.compactMap(\.decision) }

    var lines: [Explanation.Line] {
        var lines = [
            line("What", what), line("Stopped", stopped), line("Evidence", evidence),
            line("Options", "leave it: \(leaving); `--do-nothing`"),
        ]
        if let undoing { lines.append(line("", undoing)) }
        let other = isSafety ? "something else" : "something else, or what was asked"
        return lines + [
            line("", "\(other): judged on your authority; `--propose FILE`"),
            line("", "change the charter: its objects are free for the next run; `--change-charter`"),
            line("Held", held), line("Decides", decides),
        ] + (interest.map { [line("For whom", $0)] } ?? [])
            + (assumptions.isEmpty ? [] : [line("Rests on", assumptions.joined(separator: "; "))])
    }

    /// What was asked about objects that wait, each object once: what was asked first is what the agent wanted. Nothing where the
    /// runtime acted by itself.
    var proposals: [Proposal] {
        if isSafety { return [] }
        let waiting = Set(record.waiting)
        var seen: Set<EntityRef> = []
        return known.compactMap(\.proposal).filter { read in
            let touched = read.call.touched
            return (touched.isEmpty ? record.answer == nil : waiting.isSuperset(of: touched))
                && touched.allSatisfy { seen.insert($0).inserted }
        }.map(\.proposal)
    }

    /// Whether it asks about what the runtime did for safety, and not about what an agent wanted.
    private var isSafety: Bool { !known.isEmpty && known.allSatisfy { $0.authority == .safety } }

    /// What takes back what the runtime did, which answers this too.
    private var undoing: String? {
        guard isSafety, record.answer == nil, let first = known.first else { return nil }
        let others = known.dropFirst().prefix(4).map { ", `mandate undo \($0.id)`" }.joined()
        let more = known.count > 5 ? " and \(known.count - 5) more" : ""
        return "take it back: `mandate undo \(first.id)`\(others)\(more)"
    }

    private func line(_ heading: String, _ text: String) -> Explanation.Line {
        Explanation.Line(heading: heading, text: text)
    }

    private var what: String {
        var names: [String] = []
        var steps: [String: [String]] = [:]
        for decision in known {
            let tool = decision.proposal?.proposal.tool.text ?? "a malformed proposal"
            if steps[tool] == nil { names.append(tool) }
            let changes = decision.ruling.effects.changes.map { "\($0.entity) from \($0.before) to \($0.after)" }
            let asked = changes.isEmpty ? decision.proposal?.call.asked ?? "" : changes.joined(separator: ", ")
            steps[tool, default: []].append(asked)
        }
        let told = names.map { name in
            let all = steps[name] ?? []
            let more = all.count > 2 ? " and \(all.count - 2) more" : ""
            return "\(all.count) x \(name) (\(all.prefix(2).joined(separator: ", "))\(more))"
        }
        guard !told.isEmpty else { return "\(record.escalation.agent): what it asked for was erased" }
        let who =
            isSafety ? "Mandate itself, for \(record.escalation.agent), did" : "\(record.escalation.agent) asked for"
        return "\(who) \(told.joined(separator: " and "))"
    }

    private var stopped: String {
        if let refusedTwice { return refusedTwice }
        if record.escalation.cause == Escalation.room { return Escalation.roomWords + asItWouldRun }
        let findings = known.flatMap(\.ruling.findings).filter { $0.verdict == .escalate }
        guard let first = findings.first else {
            // The runtime acted for safety and asks afterwards: its reason says why.
            let safe = known.first { $0.authority == .safety }?.proposal?.proposal.reason
            return safe ?? record.escalation.cause
        }
        let place = first.limit.map { " (\($0))" } ?? ""
        return first.message + place + (decisions.first.map { "; `mandate explain \($0.id)` says more" } ?? "")
    }

    /// What each would run at, or that it is not paused any more, since somebody else was there first.
    private var asItWouldRun: String {
        let told = objects.prefix(5).map { facts in
            guard facts.status == .paused else {
                return "\(facts.ref) is \(facts.status?.rawValue ?? "gone") already, so that `--do-nothing` ends this"
            }
            let budget = facts.dailyBudget.map(\.description) ?? "an unknown budget"
            let had = former[facts.ref].map { ", where it had \($0)" } ?? ""
            return "\(facts.ref) would run at \(budget) a day\(had)"
        }
        let more = objects.count > 5 ? ", and \(objects.count - 5) more" : ""
        return told.isEmpty ? "" : ": \(told.joined(separator: ", "))\(more)"
    }

    private var refusedTwice: String? {
        guard record.escalation.cause == FindingCode.repeated.rawValue else { return nil }
        // What the two have in common counts, and not what would have been asked about besides.
        let finding = known.lazy.compactMap { $0.ruling.findings.first { $0.verdict == .refuse } }.first
        return "refused twice for the same reason" + (finding.map { ": \($0.message)" } ?? "")
    }

    private var evidence: String {
        for decision in decisions {
            guard let proposed = decision.decision else { continue }
            let words = ExplanationWords(record: decision, decision: proposed)
            if let data = words.data { return data }
        }
        return "none was given"
    }

    private var leaving: String {
        let options = known.flatMap { $0.proposal?.proposal.rejected ?? [] }
        return options.first { $0.option == "do nothing" }?.because ?? "everything stays as it is"
    }

    /// The objects that wait, all of them once it is answered, those first whose decisions are about the most money.
    private var byMoney: [EntityRef] {
        let objects = record.answer == nil ? record.waiting : record.objects
        let first = known.compactMap { $0.proposal?.call.subject }.filter(objects.contains)
        return first + objects.filter { !first.contains($0) }
    }

    private var held: String {
        let listed = byMoney
        let objects = listed.prefix(3).map(\.description).joined(separator: ", ")
        let more = listed.count > 3 ? " and \(listed.count - 3) more" : ""
        let locked = record.answer == nil ? "left alone until the answer" : "free again"
        let count = record.answer == nil ? record.answers.count : 0
        let answered = count == 0 ? "" : "; \(count) answered already"
        return "\(objects)\(more): \(locked)\(answered); no money is reserved, since an escalation may not be approved "
            + "as it stands"
    }

    private var decides: String {
        let who = (record.answer == nil ? asked : record.escalation.question.ask).map(\.description)
            .joined(separator: " or ")
        if let answer = record.answer {
            let person = record.answeredBy.map { " by \($0)" } ?? ""
            return "\(who) was asked; answered\(person): \(answer.spaced)"
        }
        guard !record.isOverdue(at: now) else {
            return "\(who); overdue since \(record.escalation.deadline), and nothing is done until one of them answers"
        }
        return "\(who), until \(record.escalation.deadline); without an answer nothing is done"
    }
}

extension DecisionRecord {
    /// Money that it is about, minor units of the measured period.
    var share: Int64 { decision?.ruling.effects.share ?? 0 }
}

extension Call {
    /// What a call that changes nothing is about, with the question where it asks one.
    fileprivate var asked: String {
        if case .escalate(let entity, let question) = self { return "\(entity): \(question)" }
        return subject?.description ?? "no object"
    }
}
