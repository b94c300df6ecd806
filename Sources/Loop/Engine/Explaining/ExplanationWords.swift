import Governance
import Vocabulary

/// Puts a decision into words.
struct ExplanationWords {
    let record: DecisionRecord
    let decision: Decision
    /// The charter it was judged by, also where another one is in force by now.
    var rulebook: Rulebook?
    /// What the charter's file says at the clauses that rulings name.
    var clauses: CharterWords?
    var flip: Flip?
    /// What was measured since, where it was carried out and a day is reported.
    var check: ForecastCheck?
    /// What stopped it, where something did.
    var escalation: EscalationRecord?
    /// Who answered for its object with another decision; nil where nobody did.
    var answeredBy: PersonID?
    /// The decision that it took back, where it is a person's undo.
    var takenBack: DecisionRecord?
    /// Which reasoner of which version proposed it; nil where a person or the runtime did.
    var reasoner: String?
    /// How it was taken back, and that again, in words; nil where it never was.
    var undoing: String?

    /// The words of a decision by its own content alone.
    init(record: DecisionRecord, decision: Decision) {
        self.record = record
        self.decision = decision
    }

    /// The words of a decision with what the store knows besides.
    init(_ record: DecisionRecord, _ decision: Decision, _ judgedBy: JudgedBy?, in view: any EngineView) throws {
        self.init(record: record, decision: decision)
        rulebook = judgedBy?.rulebook
        clauses = judgedBy?.words
        escalation = try view.escalation(stopping: decision.id)
        if let answer = try instead.flatMap({ try view.decision($0) }), case .person(let person, _) = answer.authority {
            answeredBy = person
        }
        switch decision.authority {
        case .agent, .rehearsal, .approved: reasoner = try view.reasoner(of: record.run)
        case .person, .undo, .safety: break
        }
        takenBack = try view.takenBack(by: decision)
        undoing = try view.undoing(of: record)
    }

    /// The decision with which a person answered for its object.
    var instead: DecisionID? { decision.proposal?.call.subject.flatMap { escalation?.answers[$0] } }

    func lines(_ assumptions: [String]) -> [Explanation.Line] {
        var lines = [line("What", what), line("Why now", whyNow)]
        if let data { lines.append(line("Data", data)) }
        lines += rules.map { line("Rule", $0) }
        if let expected { lines.append(line("Expected", expected)) }
        if let rejected { lines.append(line("Instead", rejected)) }
        lines.append(line("Agreed", agreed))
        lines.append(line("Outcome", outcome))
        if let interest { lines.append(line("For whom", interest)) }
        if let grounds = grounds(assumptions) { lines.append(line("Rests on", grounds)) }
        lines.append(line("Would flip", flip?.words ?? "nothing that can be varied alone"))
        return lines
    }

    private func line(_ heading: String, _ text: String) -> Explanation.Line {
        Explanation.Line(heading: heading, text: text)
    }

    private var changes: String {
        decision.ruling.effects.changes.map {
            "\($0.entity) \($0.field.spaced) from \($0.before) to \($0.after)"
        }.joined(separator: ", ")
    }

    private var what: String {
        let rehearsed = record.isShadow ? ", rehearsed" : ""
        let by = reasoner.map { ", by reasoner `\($0)` under charter version \(decision.charterVersion)" } ?? ""
        return "\(request); ruling \(decision.ruling.verdict.rawValue)\(rehearsed) at \(decision.at)\(by)"
    }

    /// Who asked for what.
    var request: String {
        let tool = decision.proposal?.proposal.tool.text ?? "a malformed proposal"
        let object = changes.isEmpty ? decision.proposal?.call.subject?.description ?? "" : changes
        return switch (decision.authority, takenBack) {
        case (.undo(let person), let other?): "\(person) took back decision \(other.id): \(object)"
        case (.undo(let person), nil): "\(person) asked for \(tool): \(object)"
        case (.person(let person, let id), _):
            "\(person) answered escalation \(id) with \(tool): \(object)"
        case (.safety, _): "Mandate itself, for safety, asked for \(tool): \(object)"
        case (.agent, _), (.rehearsal, _), (.approved, _): "\(decision.agent) asked for \(tool): \(object)"
        }
    }

    /// Why it was asked for: the proposal's reason, or that a person wanted it back.
    var whyNow: String {
        guard let takenBack else { return decision.proposal?.proposal.reason ?? "the bytes were no proposal" }
        let asked = takenBack.decision?.proposal.map { ", \($0.proposal.tool)" } ?? ""
        return "a person wanted back what was there before decision \(takenBack.id) (\(takenBack.agent)\(asked), "
            + "\(takenBack.at))"
    }

    var data: String? {
        guard let evidence = decision.proposal?.proposal.evidence, let first = evidence.first else { return nil }
        var objects: [EntityRef] = []
        var values: [EntityRef: [String]] = [:]
        for fact in evidence.prefix(5) {
            if values[fact.entity] == nil { objects.append(fact.entity) }
            let name = fact.metric.words
            values[fact.entity, default: []].append("\(name) \(Figure.short(fact.value.description))")
        }
        let told = objects.map { "\($0): \((values[$0] ?? []).joined(separator: ", "))" }.joined(separator: "; ")
        let age = Duration.seconds(max(0, decision.facts.now.since(first.asOf).wholeSeconds) / 3_600 * 3_600)
        return "\(told) (\(first.source), as of \(first.asOf), \(age.brief) old)"
    }

    /// At most two lines: the strictest findings, the rest counted.
    private var rules: [String] {
        let findings = decision.ruling.findings
        guard !findings.isEmpty else { return [unopposed] }
        var lines = findings.prefix(2).map(words)
        if findings.count > 2 { lines[1] += "; and \(findings.count - 2) more" }
        return lines
    }

    /// A finding with what the charter's file says there.
    func words(_ finding: Finding) -> String {
        let place = finding.limit.map { " (\(clauses?.described($0) ?? $0))" } ?? ""
        let more = finding.code == .approval ? beyondAlone ?? "" : ""
        return "\(finding.verdict.rawValue): \(finding.message)\(place)\(more)"
    }

    /// By how much a change passes what the agent may do of it alone, with the place that says so.
    private var beyondAlone: String? {
        for change in decision.ruling.effects.changes {
            for permission in rulebook?.charter.actions.permissions ?? [] {
                guard permission.tool == change.tool, permission.grant == .may, let most = permission.bounds.change,
                    let amounts = change.amounts,
                    most.isExceeded(by: Int64(clamping: amounts.difference.magnitude), of: amounts.from),
                    let share = Percentage.of(
                        Int64(clamping: amounts.difference.magnitude), in: amounts.from, rounding: .up)
                else { continue }
                let place = clauses?.described(permission.clause.key) ?? permission.clause.key
                return "; it changes by `\(share.brief)`, and alone by at most `\(most)` (\(place))"
            }
        }
        return nil
    }

    /// What was judged where no rule spoke.
    var unopposed: String {
        switch decision.authority {
        case .undo, .person:
            return
                "judged on a person's authority, not by a permission of the charter: no money cap and no stop objects"
        case .safety:
            return
                "what only narrows the runtime may do by itself at any time, for a money cap or a floor, and nothing objects"
        case .agent, .rehearsal, .approved:
            let clause =
                decision.ruling.permission.map { "\(clauses?.described($0) ?? $0) permits it" } ?? "nothing permits it"
            return "charter version \(decision.charterVersion): \(clause), no limit objects"
        }
    }

    private var expected: String? {
        decision.proposal?.proposal.expected.map {
            "\($0.metric.words) from \(Figure.short($0.before)) to \(Figure.short($0.after)) in "
                + "\(numbered($0.horizonDays, "day")), 80 % "
                + ($0.high.map { [low = $0.low] in "between \(Figure.short(low)) and \(Figure.short($0))" }
                    ?? "over \(Figure.short($0.low))") + "; confidence "
                + (decision.proposal?.proposal.confidence.description ?? "")
        }
    }

    private var rejected: String? {
        guard let options = decision.proposal?.proposal.rejected, !options.isEmpty else { return nil }
        return options.prefix(2).map { "\($0.option): \($0.because)" }.joined(separator: "; ")
    }

    private var interest: String? { takenBack == nil ? rulebook?.charter.goal.interestWords : nil }

    private func grounds(_ assumptions: [String]) -> String? {
        guard takenBack == nil else { return "the value that was read and recorded before it was changed" }
        return assumptions.isEmpty ? nil : assumptions.joined(separator: "; ")
    }
}

extension Charter.Goal {
    /// In whose interest it is pursued, in words.
    var interestWords: String { "in the interest of \(interest == .both ? "company and customer" : interest.rawValue)" }
}

extension EngineView {
    /// What was assumed where reports were silent, each once.
    func assumptions() throws -> [String] {
        try imports().flatMap(\.assumptions).reduce(into: []) { kept, text in
            if !kept.contains(text) { kept.append(text) }
        }
    }
}
