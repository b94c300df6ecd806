import Governance
public import Schemas
public import Vocabulary

/// What a person gets with an escalation, always in these six parts (R164): enough to decide without looking elsewhere.
public struct EscalationPackage: Hashable, Sendable {
    /// What the agent wanted, on which objects.
    public let happened: String
    /// Which rule stopped it, with both numbers.
    public let stopped: String
    /// What it rests on, with its age.
    public let evidence: [String]
    /// What a person can answer, each with its consequence.
    public let options: [String]
    /// What is locked and what is reserved meanwhile.
    public let held: String
    /// Who decides, until when, and what silence means.
    public let decides: String

    /// The six parts in their order, with their headings.
    public var parts: [(heading: String, text: String)] {
        [
            ("What happened", happened), ("Why it stopped", stopped), ("Evidence", evidence.joined(separator: "; ")),
            ("Options", options.joined(separator: "; ")), ("Held", held), ("Who decides", decides),
        ]
    }

    /// The package as JSON.
    public var json: JSON {
        [
            "evidence": evidence.json, "happened": .string(happened), "held": .string(held), "options": options.json,
            "stopped": .string(stopped), "who_decides": .string(decides),
        ]
    }
}

extension Engine {
    /// The package of an escalation.
    /// - Throws: `EngineError.notFound` where there is none, or the content of its decisions was erased.
    public func package(of id: EscalationID) async throws -> EscalationPackage {
        let (found, decisions) = try await store.read { view in
            let record = try view.escalation(id)
            return (record, try record?.decisions.compactMap { try view.decision($0) } ?? [])
        }
        guard let record = found, let first = decisions.first else {
            throw EngineError.notFound("there is no escalation `\(id)` whose content is still there")
        }
        return PackageWords(record: record, decision: first, others: decisions.count - 1).package
    }
}

/// Puts an escalation into words.
private struct PackageWords {
    let record: EscalationRecord
    let decision: Decision
    let others: Int

    var package: EscalationPackage {
        EscalationPackage(
            happened: happened, stopped: stopped, evidence: evidence, options: options, held: held, decides: decides)
    }

    private var wanted: String {
        let changes = decision.ruling.effects.changes.map {
            "\($0.entity) \($0.field.replacing("_", with: " ")) from \($0.before) to \($0.after)"
        }
        let object =
            changes.isEmpty ? decision.proposal?.call.subject?.description ?? "" : changes.joined(separator: ", ")
        return "\(decision.proposal?.proposal.tool.text ?? "a malformed proposal") \(object)"
    }

    private var happened: String {
        let more = others > 0 ? "; and \(others) more for the same cause" : ""
        return "\(record.escalation.agent) wanted \(wanted): \(decision.proposal?.proposal.reason ?? "")\(more)"
    }

    private var stopped: String {
        let findings = decision.ruling.findings
        let finding = findings.first { $0.verdict == .escalate } ?? findings.first
        let place = finding?.limit.map { " (\($0))" } ?? ""
        let again = record.escalation.cause == FindingCode.repeated.rawValue ? "the same mistake twice: " : ""
        return again + (finding?.message ?? record.escalation.cause) + place
    }

    private var evidence: [String] {
        let cited = (decision.proposal?.proposal.evidence ?? []).map { item in
            let age = Duration.seconds(max(0, decision.facts.now.since(item.asOf).wholeSeconds) / 3_600 * 3_600)
            return "\(item.entity) \(item.metric) \(item.value) (\(item.source), \(age.brief) old)"
        }
        return cited.isEmpty ? ["the proposal cites nothing"] : cited
    }

    private var options: [String] {
        let proposal = decision.proposal?.proposal
        let expected = proposal?.expected.map {
            ": \($0.metric) is expected at \($0.after) in place of \($0.before), 80 % between \($0.low) and \($0.high)"
        }
        return [
            "do nothing: everything stays as it is and goes on spending as it does",
            "propose \(wanted)\(expected ?? ": it is judged again, on your authority")",
            "change the charter: the limit moves for every later decision too",
        ]
    }

    private var held: String {
        let objects = record.objects.map(\.description).joined(separator: ", ")
        return
            "locked until an answer: \(objects.isEmpty ? "nothing" : objects); no money is reserved, nothing was sent"
    }

    private var decides: String {
        let who = record.escalation.question.ask.map(\.description).joined(separator: " or ")
        return "\(who), until \(record.escalation.deadline); silence is no, and the objects stay as they are"
    }
}
