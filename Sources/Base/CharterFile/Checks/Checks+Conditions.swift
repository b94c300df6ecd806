import Expressions
import Vocabulary

extension Checks {
    /// Does every condition compile against the facts that there are, and can they make it true and false?
    mutating func checkConditions() {
        for written in writtenConditions { check(written) }
    }

    private struct Written {
        /// The entry it belongs to.
        let item: SourcePosition
        let node: YAMLNode
        let place: ConditionPlace
    }

    /// Every condition of the file. By the file and not by the draft: an entry that could not be read for another reason has a
    /// condition all the same.
    private var writtenConditions: [Written] {
        func written(_ items: [YAMLNode], _ key: String, _ place: (SourcePosition) -> ConditionPlace?) -> [Written] {
            items.compactMap { item in
                item[key].map {
                    Written(item: item.position, node: $0, place: place(item.position) ?? ConditionPlace())
                }
            }
        }
        let actions = draft.root["actions"]
        let forbidden = [actions?["never"], draft.root["never"]].flatMap { $0?.items ?? [] }
        let triggers = draft.root["escalation"]?["when"]?.items ?? []
        let permissions = Dictionary(
            permissions.map { ($0.clause.position, ConditionPlace($0)) }, uniquingKeysWith: { first, _ in first })
        let prohibitions = Dictionary(
            draft.actions.prohibitions.map { ($0.clause.position, ConditionPlace($0)) },
            uniquingKeysWith: { first, _ in first })
        return written(grantEntries, "when") { permissions[$0] } + written(forbidden, "when") { prohibitions[$0] }
            + written(triggers, "condition") { _ in nil }
    }

    private mutating func check(_ written: Written) {
        guard let source = written.node.text, let facts = Self.facts else { return }
        do throws(ExpressionError) {
            let expression = try Expression(compiling: source, against: facts, expecting: .bool)
            guard !expression.dividesByZero else {
                findings.note(
                    .badCondition, at: written.node.position,
                    "the condition \(quoted(source)) divides by `0`, which is an error whatever the facts are",
                    fix: "write `\(sample(at: written.place))`: a comparison of facts")
                return
            }
            noteConstant(expression, written, facts)
        } catch {
            let isName = error.message.hasPrefix("unknown name")
            findings.note(
                isName ? .unknownFact : .badCondition, at: written.node.position,
                "the condition \(quoted(source)) is wrong at character `\(error.column)`: \(error.message)",
                fix:
                    "write `\(sample(at: written.place))`: \(isName ? "its facts are in docs/reference/charter.md" : "a comparison of facts")"
            )
        }
    }

    private mutating func noteConstant(_ expression: Expression, _ written: Written, _ facts: Declarations) {
        let search = ConditionSearch(expression, facts)
        let answer = answer(of: search, at: written.place)
        if answer == .always { alwaysTrue.insert(written.item) }
        let isFactless = expression.reads.isEmpty
        guard isFactless || answer == .always || answer == .never else { return }
        let cause = isFactless ? nil : cause(of: search, answer, expression, at: written.place)
        let what = answer == .always ? "always true" : "never true"
        findings.note(
            .constantCondition, at: written.node.position,
            isFactless
                ? "\(quoted(expression.source)) reads no fact, so it is always the same"
                : "\(quoted(expression.source)) is \(what)" + (cause.map { ": \($0)" } ?? ", whatever the facts are"),
            fix: "write `\(sample(at: written.place))`: a comparison of facts")
    }

    /// What a condition comes to where it stands; one fact can be freed of what limits it there.
    private mutating func answer(
        of search: ConditionSearch, at place: ConditionPlace, freeing free: ConditionFact? = nil
    ) -> ConditionSearch.Answer {
        let here = self
        return search.answer(errorHolds: place.errorHolds, within: &evaluations) {
            $0 == free ? FactDomain() : here.domain(of: $0, at: place)
        }
    }

    /// What by itself makes a condition always the same; nil where it would be so anyway.
    private mutating func cause(
        of search: ConditionSearch, _ bound: ConditionSearch.Answer, _ expression: Expression, at place: ConditionPlace
    ) -> String? {
        for fact in expression.reads.compactMap(ConditionFact.init(rawValue:))
        where answer(of: search, at: place, freeing: fact) != bound {
            return domain(of: fact, at: place).why
        }
        return nil
    }

    /// Whether a permission is asked without a condition that could refuse it.
    func isUnconditional(_ permission: Charter.Permission) -> Bool {
        permission.condition == nil || alwaysTrue.contains(permission.clause.position)
    }

    /// Whether a prohibition always applies to what it is about.
    func isUnconditional(_ prohibition: Charter.Prohibition) -> Bool {
        prohibition.condition == nil || alwaysTrue.contains(prohibition.clause.position)
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
