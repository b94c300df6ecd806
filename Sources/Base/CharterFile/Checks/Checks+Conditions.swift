import Expressions
import Vocabulary

extension Checks {
    /// Does every condition compile against the facts that there are, and can they make it true and false?
    mutating func checkConditions() {
        for written in writtenConditions { check(written.node, at: written.place) }
    }

    /// Every condition of the file with the place it stands at. By the file and not by the draft: an entry that could not be read
    /// for another reason has a condition all the same.
    private var writtenConditions: [(node: YAMLNode, place: ConditionPlace)] {
        let actions = draft.root["actions"]
        let entries = ["may", "with_approval"].flatMap { actions?[$0]?.items ?? [] }
        let granted = entries.compactMap { item -> (YAMLNode, ConditionPlace)? in
            guard let node = item["when"] else { return nil }
            let permission = permissions.first { $0.clause.position == item.position }
            return (node, permission.map { ConditionPlace($0) } ?? ConditionPlace())
        }
        let forbidden = [actions?["never"], draft.root["never"]].flatMap { $0?.items ?? [] }
        let refused = forbidden.compactMap { item -> (YAMLNode, ConditionPlace)? in
            guard let node = item["when"] else { return nil }
            let prohibition = draft.actions.prohibitions.first { $0.clause.position == item.position }
            return (node, prohibition.map { ConditionPlace($0) } ?? ConditionPlace())
        }
        let triggers = draft.root["escalation"]?["when"]?.items.compactMap { $0["condition"] } ?? []
        return granted + refused + triggers.map { ($0, ConditionPlace()) }
    }

    private mutating func check(_ node: YAMLNode, at place: ConditionPlace) {
        guard let source = node.text, let facts = Self.facts else { return }
        do throws(ExpressionError) {
            noteConstant(try Expression(compiling: source, against: facts, expecting: .bool), node, place, facts)
        } catch {
            let isName = error.message.hasPrefix("unknown name")
            findings.note(
                isName ? .unknownFact : .badCondition, at: node.position,
                "the condition \(quoted(source)) is wrong at character `\(error.column)`: \(error.message)",
                fix:
                    "write `\(sample(at: place))`: \(isName ? "its facts are in docs/reference/charter.md" : "a comparison of facts")"
            )
        }
    }

    private mutating func noteConstant(
        _ expression: Expression, _ node: YAMLNode, _ place: ConditionPlace, _ facts: Declarations
    ) {
        let fix = "write `\(sample(at: place))`: a comparison of facts"
        if expression.reads.isEmpty {
            findings.note(
                .constantCondition, at: node.position,
                "\(quoted(expression.source)) reads no fact, so it is always the same", fix: fix)
            return
        }
        let search = ConditionSearch(expression, facts)
        let answer = search.answer(errorHolds: place.errorHolds) { domain(of: $0, at: place) }
        guard answer == .always || answer == .never else { return }
        let cause = cause(of: search, expression, at: place)
        let what = answer == .always ? "always" : "never"
        findings.note(
            .constantCondition, at: node.position,
            "\(quoted(expression.source)) is \(what) true"
                + (cause.map { ": \($0)" } ?? ", whatever the facts are"),
            fix: fix)
    }

    /// What by itself makes a condition always the same; nil where it would be so anyway.
    private func cause(of search: ConditionSearch, _ expression: Expression, at place: ConditionPlace) -> String? {
        let bound = search.answer(errorHolds: place.errorHolds) { domain(of: $0, at: place) }
        for fact in expression.reads.compactMap(ConditionFact.init(rawValue:)) {
            let freed = search.answer(errorHolds: place.errorHolds) {
                $0 == fact ? FactDomain() : domain(of: $0, at: place)
            }
            if freed != bound { return domain(of: fact, at: place).why }
        }
        return nil
    }

    /// Whether a condition can only be true where it stands, so that it limits nothing; none is always true.
    func holdsAlways(_ condition: String?, at place: ConditionPlace) -> Bool {
        guard let condition else { return true }
        guard let facts = Self.facts else { return false }
        do throws(ExpressionError) {
            let expression = try Expression(compiling: condition, against: facts, expecting: .bool)
            return ConditionSearch(expression, facts)
                .answer(errorHolds: place.errorHolds) { domain(of: $0, at: place) } == .always
        } catch {
            return false
        }
    }

    /// Whether a permission is asked without a condition that could refuse it.
    func isUnconditional(_ permission: Charter.Permission) -> Bool {
        holdsAlways(permission.condition, at: ConditionPlace(permission))
    }

    /// Whether a prohibition always applies to what it is about.
    func isUnconditional(_ prohibition: Charter.Prohibition) -> Bool {
        holdsAlways(prohibition.condition, at: ConditionPlace(prohibition))
    }

    /// A condition that can be true and false at a place.
    private func sample(at place: ConditionPlace) -> String {
        place.tool == .createCampaign ? "\"proposal.confidence >= 8000\"" : values.value(.condition)
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
