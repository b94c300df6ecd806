import Vocabulary

/// The reference pages of docs/reference, made from the tables that the reader uses; a test holds the files
/// to them.
public enum CharterReference: Sendable {
    /// docs/reference/charter.md: every key, what may stand under it, and how a change of it moves authority.
    public static let keys: String =
        CharterReferenceText.opening + records + CharterReferenceText.values + valueTable
        + CharterReferenceText.facts + factTable + CharterReferenceText.tools + toolTable
        + CharterReferenceText.organisation + (CharterShape.organisation.field("metrics").map(nested) ?? "")
        + CharterReferenceText.metrics + CharterReferenceText.closing

    /// docs/reference/charter-findings.md: every finding with what it means, how it comes about and how to
    /// put it right.
    public static let findings: String =
        CharterReferenceText.findingsOpening + summary
        + FindingEntry.groups.map { "\n## \($0.title)\n" + $0.entries.map { entry($0.0, $0.1) }.joined() }.joined()

    private static var summary: String {
        let codes = CharterFinding.Code.allCases
        func count(_ severity: CharterFinding.Severity) -> Int { codes.count { $0.severity == severity } }
        return "There are \(codes.count) findings: \(count(.error)) errors, \(count(.warning)) warnings and "
            + "\(count(.advice)) advice.\n"
    }

    private static func entry(_ code: CharterFinding.Code, _ entry: FindingEntry) -> String {
        """

        ### \(code.rawValue)

        *\(entry.severity.rawValue)* \(entry.meaning)

        ```yaml
        # not this
        \(entry.bad)
        # but this
        \(entry.good)
        ```

        """
    }

    private static var records: String {
        let parts: [(String, Record)] = [
            ("The file", CharterShape.charter), ("goal", CharterShape.goal), ("actions", CharterShape.actions),
            ("constraints", CharterShape.constraints), ("escalation", CharterShape.escalation),
            ("review", CharterShape.review), ("owner", CharterShape.owner), ("autonomy", CharterShape.autonomy),
        ]
        return parts.map { "\n## \($0)\n\n" + table($1) + $1.fields.map { nested($0) }.joined() }.joined()
    }

    /// The tables of what stands under a key of a part; parts themselves have sections of their own.
    private static func nested(_ field: Field) -> String {
        let parts: Set<String> = ["goal", "actions", "constraints", "escalation", "review", "owner", "autonomy"]
        guard !parts.contains(field.key) else { return "" }
        return field.shape.records.map { record in
            "\n### \(field.key): \(record.noun)\n\n" + table(record) + record.fields.map(nested).joined()
        }.joined()
    }

    private static func table(_ record: Record) -> String {
        let rows = record.fields.map { field in
            "| `\(field.key)` | \(field.isRequired ? "yes" : "") | \(field.shape.text) | \(field.meaning) | \(field.moves.text) |\n"
        }
        let rules = record.rules.map { "\n\($0.text)\n" }
        return "| key | needed | value | what it says | wider when |\n| --- | --- | --- | --- | --- |\n" + rows.joined()
            + rules.joined()
    }

    private static var valueTable: String {
        Leaf.allCases.map { "| \($0.noun) | \($0.rule) | `\($0.example)` |\n" }.joined()
    }

    private static var factTable: String {
        ConditionFact.allCases.map { "| `\($0.rawValue)` | \($0.isText ? "text" : "whole number") |\n" }.joined()
    }

    private static var toolTable: String {
        ToolRegister.builtIn.sorted.map { tool in
            let needs = tool.concerns.compactMap(\.need).sorted().joined(separator: "; ")
            return "| `\(tool.name)` | \(tool.phrase) | \(tool.effect.rawValue) | \(needs) |\n"
        }.joined()
    }
}

extension ToolTraits.Concern {
    /// What a charter that grants such a tool has to say.
    fileprivate var need: String? {
        switch self {
        case .spends: "a money cap"
        case .setsAmount: "bounds or a limit on change, and beside a relative bound a cumulative limit"
        case .makes: nil
        case .switches: "evidence or a limit on change"
        case .targets: "channels and markets; evidence or a limit on change"
        case .contacts: "touches, a lawful basis, quiet hours"
        case .publishes: "content"
        case .offers: "offers"
        }
    }
}

extension Shape {
    /// The records that may stand under a key.
    fileprivate var records: [Record] {
        switch self {
        case .record(let record): [record]
        case .variants(let records): records
        case .list(let item, _), .oneOrMany(let item): item.records
        case .mappingOr(let record, _): [record]
        case .leaf, .word: []
        }
    }

    /// What may stand there, for the reference.
    fileprivate var text: String {
        switch self {
        case .leaf(let leaf): leaf.noun
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let item, _): "a list: \(item.text)"
        case .oneOrMany(let item): "\(item.text), or a list"
        case .record(let record): record.noun
        case .variants(let records): records.map(\.noun).joined(separator: ", ")
        case .mappingOr(let record, let other): "\(other.text), or \(record.noun)"
        }
    }
}

extension Moves {
    /// When a change is wider, for the reference.
    fileprivate var text: String {
        switch self {
        case .neutral: "never"
        case .fixed: "changed"
        case .larger: "larger, or gone"
        case .smaller: "smaller, or gone"
        case .allowance: "larger, or new"
        case .moreItems: "longer, or gone"
        case .fewerItems: "shorter, or gone"
        case .identity: "another item"
        case .inside: "gone"
        case .part: "new or gone"
        }
    }
}

extension KeyRule {
    fileprivate var text: String {
        switch self {
        case .exactlyOne(let keys): "Exactly one of \(keys.map { "`\($0)`" }.joined(separator: ", "))."
        case .atLeastOne(let keys, _): "At least one of \(keys.map { "`\($0)`" }.joined(separator: ", "))."
        }
    }
}
