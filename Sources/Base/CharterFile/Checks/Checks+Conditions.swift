import Expressions
import Vocabulary

extension Checks {
    /// Does every condition compile against the facts that there are?
    mutating func checkConditions() {
        let lists = ["may", "with_approval", "never"].map { draft.root["actions"]?[$0] } + [draft.root["never"]]
        let entries = lists.flatMap { $0?.items ?? [] }
        let triggers = draft.root["escalation"]?["when"]?.items ?? []
        let nodes = entries.compactMap { $0["when"] } + triggers.compactMap { $0["condition"] }
        guard !nodes.isEmpty, let facts = Self.facts else { return }
        for node in nodes { check(node, against: facts) }
    }

    private mutating func check(_ node: YAMLNode, against facts: Declarations) {
        guard let source = node.text else { return }
        do throws(ExpressionError) {
            let expression = try Expression(compiling: source, against: facts, expecting: .bool)
            guard expression.reads.isEmpty else { return }
            findings.note(
                .constantCondition, at: node.position, "\(quoted(source)) reads no fact, so it is always the same",
                fix: "write `\(values.value(.condition))`: a comparison of facts")
        } catch {
            let isName = error.message.hasPrefix("unknown name")
            findings.note(
                isName ? .unknownFact : .badCondition, at: node.position,
                "the condition \(quoted(source)) is wrong at character `\(error.column)`: \(error.message)",
                fix:
                    "write `\(values.value(.condition))`: \(isName ? "its facts are in docs/reference/charter.md" : "a comparison of facts")"
            )
        }
    }

    /// The facts as the gate declares them: texts and whole numbers.
    static let facts: Declarations? = {
        do throws(DeclarationError) {
            return try Declarations(ConditionFact.allCases.map { ($0.rawValue, $0.isText ? .string : .int) })
        } catch {
            return nil
        }
    }()
}
