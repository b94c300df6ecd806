import Governance
import Vocabulary

/// What stands in a charter's file at each clause that rulings name: the file's own words, since those were signed.
struct CharterWords: Sendable {
    private let byKey: [String: String]

    /// The words of a version, and those of the organisation's file that it is under. Nothing is known of a clause whose place in
    /// its file is not.
    init(_ charter: Charter, source: [UInt8], organisation: [UInt8]?) {
        let (own, others) = (CharterWords.lines(source), CharterWords.lines(organisation ?? []))
        let constraints = charter.constraints
        let clauses =
            charter.actions.permissions.map(\.clause) + constraints.money.map(\.clause)
            + constraints.change.map(\.clause) + constraints.evidence.map(\.clause)
            + charter.escalation.triggers.map(\.clause)
        var byKey: [String: String] = [:]
        for clause in clauses where clause.position != .start {
            let lines = Organisation.hasClause(clause.key) ? others : own
            byKey[clause.key] = CharterWords.words(lines, from: clause.position.line - 1)
        }
        self.byKey = byKey
    }

    private static func lines(_ source: [UInt8]) -> [Substring] {
        String(decoding: source, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A key with what the file says there: `constraints.change[2]: share_of_total_spend: 10 %, in_any: 7 d, then: escalate`.
    func described(_ key: String) -> String { byKey[key].map { "\(key): \($0)" } ?? key }

    /// An item of a list: its line, and those after it that are indented deeper, comments and braces left out.
    private static func words(_ lines: [Substring], from first: Int) -> String? {
        guard lines.indices.contains(first) else { return nil }
        let depth = lines[first].prefix { $0 == " " }.count
        let rest = lines[(first + 1)...].prefix { line in
            !line.isEmpty && line.prefix { $0 == " " }.count > depth
        }
        let told = ([lines[first]] + rest).map { plain($0) }.filter { !$0.isEmpty }
        return told.isEmpty ? nil : told.joined(separator: ", ")
    }

    private static func plain(_ line: Substring) -> String {
        let code = line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line
        var words = code.split(separator: " ").joined(separator: " ")
        if words.hasPrefix("- ") { words.removeFirst(2) }
        if words.hasPrefix("{ "), words.hasSuffix(" }") { words = String(words.dropFirst(2).dropLast(2)) }
        return words
    }
}

/// The charter that a decision was judged by, also where another one is in force by now.
struct JudgedBy: Sendable {
    let rulebook: Rulebook
    let words: CharterWords
}

extension EngineView {
    /// The charter that a decision was judged by; nil where that version is gone.
    func charter(of decision: Decision) throws -> JudgedBy? {
        let (agent, number) = (decision.agent, decision.charterVersion)
        guard let rulebook = try rulebook(of: agent, version: number, at: decision.at),
            let version = try charterVersions(agent).first(where: { $0.number == number })
        else { return nil }
        let organisation = try organisationVersions().first { $0.number == version.organisation }
        return JudgedBy(
            rulebook: rulebook,
            words: CharterWords(rulebook.charter, source: version.source, organisation: organisation?.source))
    }

    /// What a decision took back, where it is a person's undo.
    func takenBack(by decision: Decision) throws -> DecisionRecord? {
        guard case .undo = decision.authority, let reason = decision.proposal?.proposal.reason,
            let id = UndoReason.decision(in: reason)
        else { return nil }
        return try record(of: id)
    }

    /// The decisions by which a person took another one back, or tried to, oldest first, of all or of those that stand so. None
    /// where everything was back already.
    func undos(of record: DecisionRecord, in states: Set<DecisionState>? = nil) throws -> [DecisionRecord] {
        let receipts = record.actions.compactMap(\.receipt)
        let objects = Set(receipts.flatMap { ($0.before + $0.after).map(\.entity) })
        var found = try objects.sorted().flatMap { try decisions(on: $0, rehearsed: false, limit: 100) }
        // Where it stands is known without its content.
        if let states { found = try found.filter { try state(of: $0).map(states.contains) ?? false } }
        return try Set(found).compactMap { try self.record(of: $0) }.filter { other in
            guard case .undo? = other.decision?.authority, let reason = other.decision?.proposal?.proposal.reason
            else { return false }
            return UndoReason.decision(in: reason) == record.id
        }.sorted { $0.entry < $1.entry }
    }
}
