import Expressions
public import Vocabulary

/// A charter made ready to judge by: its version, its goal as a number, its conditions compiled.
public struct Rulebook: Sendable {
    /// The charter in force.
    public let charter: Charter
    /// Its version, counted from 1 by `charter apply`.
    public let version: Int
    /// The goal as a value of its metric, once the baseline is frozen; nil before.
    public let target: MetricMoney?
    /// Whether the goal's baseline is frozen; before, every tool is in shadow (R044).
    public let isMeasured: Bool
    /// How many holds of one agent may be open.
    public let holdLimit: Int
    let conditions: Conditions

    /// Compiles a charter. A condition that does not compile is kept as one that errs, so it refuses, applies or fires.
    public init(_ charter: Charter, version: Int, target: MetricMoney?, isMeasured: Bool = true, holdLimit: Int = 20) {
        self.charter = charter
        self.version = version
        self.target = target
        self.isMeasured = isMeasured
        self.holdLimit = holdLimit
        conditions = Conditions(charter)
    }

    /// The patterns of what nothing may be done to that can be below an entity of a kind.
    public func protected(below kind: EntityKind) -> [Charter.EntityPattern] {
        charter.actions.prohibitions.compactMap { prohibition in
            guard case .entities(let pattern) = prohibition.subject, pattern.kind > kind else { return nil }
            return pattern
        }
    }
}

/// The charter's conditions, compiled over the facts they may read.
struct Conditions: Sendable {
    private let declarations: Declarations?
    private let slots: [(fact: ConditionFact, slot: Slot)]
    private let compiled: [String: Expression]

    init(_ charter: Charter) {
        let facts = ConditionFact.allCases.map { (name: $0.rawValue, type: $0.isText ? ValueType.string : .int) }
        let declarations: Declarations? = {
            do { return try Declarations(facts) } catch { return nil }
        }()
        self.declarations = declarations
        slots = ConditionFact.allCases.compactMap { fact in
            declarations?.slot(fact.rawValue).map { (fact, $0) }
        }
        var compiled: [String: Expression] = [:]
        for source in Conditions.sources(of: charter) where compiled[source] == nil {
            guard let declarations else { break }
            do { compiled[source] = try Expression(compiling: source, against: declarations) } catch { continue }
        }
        self.compiled = compiled
    }

    /// Whether a condition holds; nil where that cannot be said.
    func holds(_ source: String, _ frame: Frame?) -> Bool? {
        guard let frame, let expression = compiled[source] else { return nil }
        switch expression.holds(frame) {
        case .yes: return true
        case .no: return false
        case .error: return nil
        }
    }

    /// The row of facts that conditions read about one entity of a proposal; what is not known is absent.
    func frame(_ subject: Subject, _ entity: EntityRef?, _ facts: Facts) -> Frame? {
        guard let declarations else { return nil }
        var frame = Frame(declarations)
        let entity = entity.flatMap { facts[$0] }
        for (fact, slot) in slots {
            if let text = Self.text(fact, subject, entity) {
                frame.set(slot, to: text)
            } else if let number = Self.number(fact, subject, entity, facts) {
                frame.set(slot, to: number)
            }
        }
        return frame
    }

    /// What a condition reads of an entity, in words: `entity.clicks` is 143. Nil where it reads nothing that is known.
    func figures(_ source: String, _ subject: Subject, _ entity: EntityRef?, _ facts: Facts) -> String? {
        let entity = entity.flatMap { facts[$0] }
        let known = (reads(source) ?? []).compactMap { name -> String? in
            guard let fact = ConditionFact(rawValue: name) else { return nil }
            let value =
                Self.text(fact, subject, entity) ?? Self.number(fact, subject, entity, facts).map { "\($0)" }
            return value.map { "`\(name)` is `\($0)`" }
        }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }

    /// The names that a condition reads; nil where it does not compile.
    func reads(_ source: String) -> [String]? { compiled[source]?.reads }

    private static func text(_ fact: ConditionFact, _ subject: Subject, _ entity: EntityFacts?) -> String? {
        fact == .proposalTool ? subject.proposal.tool.text : entity?.text(fact)
    }

    private static func number(_ fact: ConditionFact, _ subject: Subject, _ entity: EntityFacts?, _ facts: Facts)
        -> Int64?
    {
        switch fact {
        case .accountDays: facts.account.map { Int64($0.days) }
        case .accountSpend: facts.account?.spend.flatMap { minor($0, .down) }
        case .proposalConfidence: Int64(subject.proposal.confidence.tenThousandths)
        case .proposalDailyBudget:
            if case .createCampaign(let new) = subject.call {
                new.dailyBudget.minorUnits
            } else {
                subject.changes.first { $0.entity == entity?.ref }?.amounts?.to
            }
        default: entity?.number(fact, at: facts.now)
        }
    }

    static func minor(_ money: MetricMoney, _ rounding: Rounding) -> Int64? {
        do { return try money.rounded(rounding).minorUnits } catch { return nil }
    }

    private static func sources(of charter: Charter) -> [String] {
        charter.actions.permissions.compactMap(\.condition) + charter.actions.prohibitions.compactMap(\.condition)
            + charter.escalation.triggers.compactMap { trigger in
                if case .condition(let source) = trigger.cause { source } else { nil }
            }
    }
}

extension EntityFacts {
    /// Spend over purchases in the measured period, rounded up; nil without purchases or where either is not known.
    var costPerPurchase: MetricMoney? {
        guard let spend, let purchases, purchases > 0,
            let cost = spend.amount.divided(by: purchases.exact, rounding: .up)
        else { return nil }
        return MetricMoney(cost, spend.currency)
    }
}
