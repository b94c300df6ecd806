import Governance
import Schemas
import Vocabulary

extension EngineView {
    /// How a decision was taken back, by whom and when, and whether that was taken back again; nil where it never was.
    func undoing(of record: DecisionRecord) throws -> String? {
        let undos = try undos(of: record, in: record.state == .undone ? [.done, .undone] : [.undone])
        var told = try undos.map { other in
            let person = if case .undo(let person)? = other.decision?.authority { person.text } else { "a person" }
            let now = other.actions.compactMap { $0.receipt?.told }.joined(separator: ", ")
            let again = try undoing(of: other).map { "; that was \($0)" } ?? ""
            return "taken back at \(other.at) by \(person) (decision \(other.id)): \(now)\(again)"
        }
        if record.state == .undone {
            if undos.allSatisfy({ $0.state == .undone }) {
                told += try foundBack(record, after: undos).map { [$0] } ?? []
            }
        } else if !told.isEmpty {
            told.append("so it stands again")
        }
        return told.isEmpty ? nil : told.joined(separator: "; ")
    }

    /// Who found what was there before a decision to be there again already, and when, as the log says it.
    private func foundBack(_ record: DecisionRecord, after undos: [DecisionRecord]) throws -> String? {
        let later = try undos.flatMap { try self.undos(of: $0) }.map(\.entry)
        var next = ([record.entry] + later).max() ?? record.entry
        var found: String?
        while true {
            let page = try leaves(from: next, limit: 1_000)
            for leaf in page {
                guard let fields = leaf.fields, fields["kind"]?.stringValue == AuditKind.undone.rawValue,
                    fields["word"]?.stringValue == DecisionState.undone.rawValue,
                    fields["subject"]?.stringValue == record.id.description
                else { continue }
                let at = Instant(milliseconds: fields["at"]?.integerValue ?? 0)
                let person = EntryWords(leaf, fields).person?.text ?? "a person"
                found = "taken back at \(at) by \(person), when it was as before already"
            }
            guard page.count == 1_000, let last = page.last else { break }
            next = last.position + 1
        }
        return found
    }
}

extension Receipt {
    /// What is there now, and whose word that is where it was not read back.
    fileprivate var told: String {
        let values = after.map(\.description).joined(separator: ", ")
        return saidBy.map { "\(values), as \($0) said at \(at); it was not read back" } ?? values
    }
}
