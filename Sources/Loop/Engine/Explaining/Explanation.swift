import Execution
import Governance
import Reasoning
public import Schemas
public import Vocabulary

/// Why a decision was taken, in at most twelve plain lines.
public struct Explanation: Sendable {
    /// The lines, in order: what, why now, on which data, which rules, who agreed, what came of it, what it rests on, what would
    /// have changed it.
    public let lines: [Line]
    /// The nearest change that flips the ruling.
    public let flip: Flip?

    /// One line with its heading.
    public struct Line: Hashable, Sendable {
        /// `What`, `Why now`, `Data`.
        public let heading: String
        /// The rest.
        public let text: String
    }

    /// The explanation as JSON.
    public var json: JSON {
        let lines = lines.map { JSON.object(["heading": .string($0.heading), "text": .string($0.text)]) }
        return .object(
            JSONObject(present: [
                "flip": flip.map { ["to": $0.verdict.json, "words": .string($0.words)] }, "lines": .array(lines),
            ]))
    }
}

extension Engine {
    /// Explains a decision; the same for one that was rehearsed.
    public func explain(_ id: DecisionID) async throws -> Explanation {
        guard let record = try await store.read({ view in try view.record(of: id) }) else {
            throw EngineError.notFound("there is no decision `\(id)`")
        }
        guard let decision = record.decision else {
            return Explanation(
                lines: [
                    .init(heading: "What", text: "the content of decision \(id) was erased; its leaf still verifies")
                ],
                flip: nil)
        }
        let (rulebook, assumptions, escalation) = try await store.read { view in
            (
                try view.rulebook(of: decision.agent), try view.imports().flatMap(\.assumptions),
                try view.escalation(stopping: id)
            )
        }
        let judge = rulebook.flatMap { $0.version == decision.charterVersion ? Judge($0, tools: tools) : nil }
        let flip = judge.flatMap { Flip.nearest(of: decision, by: $0) }
        let check = try await forecastChecks(decision.agent).first { $0.decision == id }
        var words = ExplanationWords(
            record: record, decision: decision, rulebook: rulebook, flip: flip, check: check)
        words.escalation = escalation
        return Explanation(lines: words.lines(assumptions), flip: flip)
    }
}

/// Puts a decision into words.
struct ExplanationWords {
    let record: DecisionRecord
    let decision: Decision
    let rulebook: Rulebook?
    let flip: Flip?
    /// What was measured since, where it was carried out and a day is reported.
    var check: ForecastCheck?
    /// What stopped it, where something did.
    var escalation: EscalationRecord?

    func lines(_ assumptions: [String]) -> [Explanation.Line] {
        var lines = [
            line("What", what), line("Why now", decision.proposal?.proposal.reason ?? "the bytes were no proposal"),
        ]
        if let data { lines.append(line("Data", data)) }
        lines += rules.map { line("Rule", $0) }
        if let expected { lines.append(line("Expected", expected)) }
        if let rejected { lines.append(line("Instead", rejected)) }
        lines.append(line("Agreed", agreed))
        lines.append(line("Outcome", outcome))
        if let interest { lines.append(line("For whom", interest)) }
        if !assumptions.isEmpty {
            lines.append(line("Rests on", unique(assumptions).joined(separator: "; ")))
        }
        lines.append(line("Would flip", flip?.words ?? "nothing that can be varied alone"))
        return lines
    }

    private func line(_ heading: String, _ text: String) -> Explanation.Line {
        Explanation.Line(heading: heading, text: text)
    }

    private func unique(_ texts: [String]) -> [String] {
        texts.reduce(into: []) { kept, text in if !kept.contains(text) { kept.append(text) } }
    }

    private var what: String {
        let changes = decision.ruling.effects.changes.map {
            "\($0.entity) \($0.field.replacing("_", with: " ")) from \($0.before) to \($0.after)"
        }
        let tool = decision.proposal?.proposal.tool.text ?? "a malformed proposal"
        let object =
            changes.isEmpty ? decision.proposal?.call.subject?.description ?? "" : changes.joined(separator: ", ")
        let rehearsed = record.isShadow ? " (rehearsed)" : ""
        return "\(decision.agent) asked for \(tool): \(object); ruling \(decision.ruling.verdict.rawValue)\(rehearsed)"
    }

    var data: String? {
        guard let evidence = decision.proposal?.proposal.evidence, let first = evidence.first else { return nil }
        let values = evidence.prefix(5).map {
            "\($0.entity) \($0.metric.text.replacing("_", with: " ")) \(ExplanationWords.short($0.value.description))"
        }.joined(separator: ", ")
        let age = Duration.seconds(max(0, decision.facts.now.since(first.asOf).wholeSeconds) / 3_600 * 3_600)
        return "\(values) (\(first.source), as of \(first.asOf), \(age.brief) old)"
    }

    /// An amount with at most two digits behind its point; what is longer is spelt out in `--json` and in the log.
    static func short(_ text: String) -> String {
        guard let point = text.firstIndex(of: ".") else { return text }
        let digits = text[point...].dropFirst().prefix { $0.isNumber }
        guard digits.count > 2, let value = Decimal12(parsing: text[..<digits.endIndex]) else { return text }
        let cent = Decimal12.one / 100
        let rounded = Rounding.nearest.divide(value.units, by: cent) * cent
        return "\(Decimal12(units: rounded))\(text[digits.endIndex...])"
    }

    /// At most two lines: the strictest findings, the rest counted.
    private var rules: [String] {
        let findings = decision.ruling.findings
        let clause = decision.ruling.permission.map { "\($0) permits it" } ?? "nothing permits it"
        guard !findings.isEmpty else {
            return ["charter version \(decision.charterVersion): \(clause), no limit objects"]
        }
        var lines = findings.prefix(2).map { finding in
            let place = finding.limit.map { " (\($0))" } ?? ""
            return "\(finding.verdict.rawValue): \(finding.message)\(place)"
        }
        if findings.count > 2 { lines[1] += "; and \(findings.count - 2) more" }
        return lines
    }

    private var expected: String? {
        decision.proposal?.proposal.expected.map {
            "\($0.metric) from \($0.before) to \($0.after) in \($0.horizonDays) days, 80 % between \($0.low) and \($0.high); "
                + "confidence \(decision.proposal?.proposal.confidence.description ?? "")"
        }
    }

    private var rejected: String? {
        guard let options = decision.proposal?.proposal.rejected, !options.isEmpty else { return nil }
        return options.prefix(2).map { "\($0.option): \($0.because)" }.joined(separator: "; ")
    }

    private var agreed: String {
        let answers = record.answers.map { "\($0.person) said \($0.isYes ? "yes" : "no") at \($0.at)" }
        if !answers.isEmpty { return answers.joined(separator: "; ") }
        switch record.state {
        case .held:
            let who = decision.ruling.question?.ask.map(\.description).joined(separator: " or ") ?? "owner"
            return "nobody yet; \(who) is asked, and silence is no"
        case .escalated:
            guard let answer = escalation?.answer, let person = escalation?.answeredBy else {
                return "nobody; a person is asked for judgement"
            }
            return "nobody to this; \(person) answered: \(answer.replacing("_", with: " "))"
        case .refused: return "nobody was asked"
        default:
            let owner = rulebook?.charter.owner.person.text ?? "the owner"
            return "charter version \(decision.charterVersion), for which \(owner) answers"
        }
    }

    private var outcome: String {
        let done =
            record.actions.isEmpty
            ? "\(record.state.rawValue); nothing was sent" : RegisterEntry.words(record.actions)
        return ([done] + (measured.map { [$0] } ?? [])).joined(separator: "; ")
    }

    private var measured: String? {
        guard let check, let span = check.span else { return nil }
        let value = check.measured.map(ExplanationWords.short) ?? "nothing to divide by"
        let end = span.high.map { "to \(ExplanationWords.short($0))" } ?? "up"
        return "\(check.expectation.metric) of \(check.campaign) in \(check.days) days: \(value), forecast "
            + "\(ExplanationWords.short(check.expectation.after)) (80 % from \(ExplanationWords.short(span.low)) \(end))"
    }

    private var interest: String? {
        rulebook.map {
            "in the interest of \($0.charter.goal.interest == .both ? "company and customer" : $0.charter.goal.interest.rawValue)"
        }
    }
}
