import Expressions
import Vocabulary

/// Looks for facts that make a condition true and for some that make it false, over a few values of each fact that are enough
/// to tell: around every number it is compared with, every text, every word. The evaluator of the gate itself answers.
/// Where a condition computes with facts, those values prove nothing, and nothing is said.
struct ConditionSearch {
    /// What a condition comes to.
    enum Answer {
        case always, never, varies
        /// Cannot be told from a few values.
        case open
    }

    /// The most evaluations of one search; a condition that needs more is left alone.
    static let most = 20_000

    private let expression: Expression
    private let slots: [(fact: ConditionFact, slot: Slot)]
    private let empty: Frame

    init(_ expression: Expression, _ declarations: Declarations) {
        self.expression = expression
        slots = expression.reads.compactMap { name in
            guard let fact = ConditionFact(rawValue: name) else { return nil }
            return declarations.slot(name).map { (fact, $0) }
        }
        empty = Frame(declarations)
    }

    /// Whether the condition can be both, given what its facts can be and how many evaluations are left.
    func answer(errorHolds: Bool, within left: inout Int, _ domain: (ConditionFact) -> FactDomain) -> Answer {
        if case .bool(let value)? = expression.constant { return value ? .always : .never }
        let domains = Dictionary(
            slots.map { ($0.fact, domain($0.fact)) }, uniquingKeysWith: { first, _ in first })
        let comparisons = Comparisons(expression.folded, domains)
        guard comparisons.areEnough else { return .open }
        let candidates = slots.map { comparisons.candidates(of: $0.fact) }
        return run(candidates, errorHolds, within: &left)
    }

    private func run(_ candidates: [[Value?]], _ errorHolds: Bool, within left: inout Int) -> Answer {
        var (holds, fails) = (false, false)
        var frame = empty
        var place = Array(repeating: 0, count: slots.count)
        for _ in 0..<min(Self.most, left) {
            left -= 1
            for (index, slot) in slots.enumerated() { frame.set(slot.slot, to: candidates[index][place[index]]) }
            switch expression.holds(frame) {
            case .yes: holds = true
            case .no: fails = true
            case .error: if errorHolds { holds = true } else { fails = true }
            }
            if holds, fails { return .varies }
            guard Self.advance(&place, candidates) else { return holds ? .always : .never }
        }
        return .open
    }

    /// The next combination; false after the last.
    private static func advance(_ place: inout [Int], _ candidates: [[Value?]]) -> Bool {
        for index in place.indices {
            place[index] += 1
            if place[index] < candidates[index].count { return true }
            place[index] = 0
        }
        return false
    }
}

/// What the facts of a condition are compared with.
struct Comparisons {
    private let domains: [ConditionFact: FactDomain]
    /// Facts that are compared with each other, directly or through others.
    private var groups: [Set<ConditionFact>]
    private var numbers: [ConditionFact: Set<Int64>] = [:]
    /// No set: the gate tells texts apart by their code points, and a set takes two spellings of a letter for one.
    private var texts: [ConditionFact: [String]] = [:]
    /// Facts that are asked for with `has`.
    private var asked: Set<ConditionFact> = []
    /// Whether values around what they are compared with show all that the condition can be.
    private(set) var areEnough = false

    init(_ tree: Tree, _ domains: [ConditionFact: FactDomain]) {
        self.domains = domains
        groups = domains.keys.map { [$0] }
        areEnough = isEnough(tree)
        collect(tree)
        for (fact, domain) in domains {
            numbers[fact, default: []].formUnion([domain.least, domain.most].compactMap { $0 })
            texts[fact, default: []] += domain.words ?? []
        }
    }

    /// Values of a fact of which at least one lies in every stretch that the condition tells apart.
    func candidates(of fact: ConditionFact) -> [Value?] {
        let domain = domains[fact] ?? FactDomain()
        if domain.isAbsent { return [nil] }
        let group = groups.first { $0.contains(fact) } ?? [fact]
        let known: [Value] = fact.isText ? words(domain, group) : whole(domain, group)
        return known.map { $0 } + (asked.contains(fact) ? [nil] : [])
    }

    private func words(_ domain: FactDomain, _ group: Set<ConditionFact>) -> [Value] {
        if let words = domain.words { return words.map { .string($0) } }
        let named = group.flatMap { texts[$0] ?? [] }
        // One more for each fact of the group: all of them can be different from everything that is named.
        var others: [String] = []
        var number = 0
        while others.count < group.count {
            let text = "another \(number)"
            if !named.contains(text) { others.append(text) }
            number += 1
        }
        return (named + others).map { .string($0) }
    }

    private func whole(_ domain: FactDomain, _ group: Set<ConditionFact>) -> [Value] {
        let named = group.reduce(into: Set<Int64>()) { $0.formUnion(numbers[$1] ?? []) }
        // As many on either side as there are facts in the group, which can then stand in any order between two numbers.
        let reach = Int64(group.count)
        var values: Set<Int64> = []
        for number in named.isEmpty ? [0] : named {
            for step in -reach...reach {
                let (value, overflow) = number.addingReportingOverflow(step)
                if !overflow, value >= domain.least ?? .min, value <= domain.most ?? .max { values.insert(value) }
            }
        }
        return values.sorted().map { .int($0) }
    }

    private func isEnough(_ tree: Tree) -> Bool {
        // Facts with a few words only are tried out in full, whatever is done with them.
        if tree.facts.allSatisfy({ domains[$0]?.words != nil || domains[$0]?.isAbsent == true }) { return true }
        switch tree.kind {
        case .hasSlot: return true
        case .conditional(let condition, let first, let second):
            return [condition, first, second].allSatisfy { $0.type == .bool && isEnough($0) }
        case .operation(let symbol, let parts):
            switch symbol {
            case .and, .or, .not: return parts.allSatisfy(isEnough)
            case .equal, .notEqual:
                return parts.allSatisfy(\.isPlain) || parts.allSatisfy { $0.type == .bool && isEnough($0) }
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return parts.allSatisfy { $0.isPlain && $0.type != .string }
            case .isIn: return parts[0].isPlain && parts[1].isPlainList
            default: return false
            }
        default: return false
        }
    }

    private mutating func collect(_ tree: Tree) {
        if case .hasSlot(let slot) = tree.kind, let fact = ConditionFact(rawValue: slot.name) { asked.insert(fact) }
        if case .operation(let symbol, let parts) = tree.kind, symbol.compares {
            note(symbol == .isIn ? [parts[0]] + (parts[1].elements ?? []) : parts)
        }
        for child in tree.children { collect(child) }
    }

    /// Parts that are compared with each other.
    private mutating func note(_ parts: [Tree]) {
        let facts = parts.compactMap(\.fact)
        guard let first = facts.first else { return }
        for part in parts {
            for value in part.values {
                switch value {
                case .int(let number): numbers[first, default: []].insert(number)
                case .uint(let number):
                    if number <= UInt64(Int64.max) { numbers[first, default: []].insert(Int64(number)) }
                case .double(let number):
                    // The whole numbers on both sides of a fraction are among its neighbours.
                    if abs(number) < 9e18 { numbers[first, default: []].insert(Int64(number)) }
                case .string(let text): texts[first, default: []].append(text)
                default: break
                }
            }
        }
        var joined = Set(facts)
        for group in groups where !group.isDisjoint(with: facts) { joined.formUnion(group) }
        groups = groups.filter { $0.isDisjoint(with: joined) } + [joined]
    }
}

extension Expression {
    /// Whether a whole number is divided by a written zero.
    var dividesByZero: Bool {
        var isFound = false
        folded.visit { part in
            guard case .operation(let symbol, let parts) = part.kind, symbol == .divide || symbol == .remainder,
                case .literal(let divisor)? = parts.last?.kind
            else { return }
            isFound = isFound || divisor == .int(0) || divisor == .uint(0)
        }
        return isFound
    }
}

extension Operator {
    fileprivate var compares: Bool { isOrdering || self == .equal || self == .notEqual || self == .isIn }
}

extension Tree {
    /// The facts that this part reads or asks for.
    fileprivate var facts: Set<ConditionFact> {
        var facts: Set<ConditionFact> = []
        visit { part in
            switch part.kind {
            case .slot(let slot), .hasSlot(let slot):
                if let fact = ConditionFact(rawValue: slot.name) { facts.insert(fact) }
            default: break
            }
        }
        return facts
    }

    /// The fact that this part is.
    fileprivate var fact: ConditionFact? {
        if case .slot(let slot) = kind { ConditionFact(rawValue: slot.name) } else { nil }
    }

    /// A fact or a value, with nothing computed.
    fileprivate var isPlain: Bool {
        switch kind {
        case .slot: true
        case .literal(.list), .literal(.map): false
        case .literal: true
        default: false
        }
    }

    /// A list of facts and values, with nothing computed.
    fileprivate var isPlainList: Bool {
        switch kind {
        case .list(let elements): elements.allSatisfy(\.isPlain)
        case .literal(.list(let values)):
            values.allSatisfy {
                switch $0 {
                case .list, .map: false
                default: true
                }
            }
        default: false
        }
    }

    /// The elements of a list as written; nil for anything else.
    fileprivate var elements: [Tree]? {
        switch kind {
        case .list(let elements): elements
        case .literal(.list): [self]
        default: nil
        }
    }

    /// The values that are written here.
    fileprivate var values: [Value] {
        switch kind {
        case .literal(.list(let values)): values
        case .literal(let value): [value]
        default: []
        }
    }
}
