public import Schemas

/// What holds for every agent of an organisation; a charter can only be stricter.
public struct Organisation: Hashable, Sendable {
    /// The organisation's name.
    public var name: AgentName
    /// The limits that hold beside each charter's own; their clauses begin with `organisation.`.
    public var constraints: Charter.Constraints
    /// What no agent may do.
    public var prohibitions: [Charter.Prohibition]
    /// Who answers for them.
    public var owner: Charter.Ownership
    /// What it adds to the catalogue of metrics.
    public var metrics: [Metric]

    /// Whether a key of a charter that rules names a clause of its organisation.
    public static func hasClause(_ key: String) -> Bool { key.hasPrefix("organisation.") }

    /// What holds, and who answers for it.
    public init(
        name: AgentName, constraints: Charter.Constraints, prohibitions: [Charter.Prohibition],
        owner: Charter.Ownership, metrics: [Metric] = []
    ) {
        self.name = name
        self.constraints = constraints
        self.prohibitions = prohibitions
        self.owner = owner
        self.metrics = metrics
    }

    /// The charter that rules: its own limits and the organisation's beside each other, the stricter of what
    /// there is only once, and both lists of prohibitions. Never laxer than either. Calendar windows are
    /// those of the charter's zone.
    /// - Throws: `OrganisationConflict` where the two say what cannot hold together, so that neither of them is the stricter.
    public func narrowing(_ charter: Charter) throws(OrganisationConflict) -> Charter {
        var charter = charter
        charter.metrics = metrics
        let forbidden = prohibitions.filter { $0.condition == nil }.map(\.subject)
        charter.actions.permissions.removeAll { forbidden.contains(.tool($0.tool)) }
        charter.actions.prohibitions += prohibitions.filter { one in
            !charter.actions.prohibitions.contains { $0.subject == one.subject && $0.condition == one.condition }
        }
        var limits = charter.constraints
        if constraints.namesMoney, limits.currency != constraints.currency {
            throw conflict(charter, "currency", limits.currency.code, constraints.currency.code)
        }
        limits.money += constraints.money
        limits.change += constraints.change
        limits.touches += constraints.touches
        limits.evidence += constraints.evidence
        limits.data = Self.narrower(limits.data, constraints.data)
        limits.offers = Self.narrower(limits.offers, constraints.offers)
        // The voice is the charter's own; where content comes from is not.
        _ = try only(charter, "content.only_from", limits.content?.onlyFrom, constraints.content?.onlyFrom) { $0 }
        limits.content = limits.content ?? constraints.content
        limits.lawfulBasis = try only(charter, "lawful_basis", limits.lawfulBasis, constraints.lawfulBasis) {
            $0.rawValue
        }
        if !constraints.channels.isEmpty { limits.channels.removeAll { !constraints.channels.contains($0) } }
        if !constraints.markets.isEmpty { limits.markets.removeAll { !constraints.markets.contains($0) } }
        limits.quietHours = try quieter(charter)
        charter.constraints = limits
        return charter
    }

    /// Checks that the metrics of its own that a charter in force names mean here what they mean there: what was measured and
    /// agreed to under a name is not something else from now on.
    /// - Throws: `OrganisationConflict` where one is computed in another way here, or is not there any more.
    public func checkMetrics(of charter: Charter) throws(OrganisationConflict) {
        for metric in charter.metrics where charter.namedMetrics.contains(metric.name) {
            let here = metrics.first { $0.name == metric.name }
            guard let here, here.formula == metric.formula, here.unit == metric.unit, here.better == metric.better
            else {
                throw OrganisationConflict(
                    agent: charter.agent, clause: "metrics.\(metric.name)", charter: metric.computed,
                    organisation: here?.computed ?? "nothing of it")
            }
        }
    }

    /// The limits as JSON in the shape of their file.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "organisation": .string(name.text), "constraints": constraints.json,
                "never": list(prohibitions.map(\.json)),
                "owner": owner.json, "metrics": list(metrics.map(\.json)),
            ]))
    }

    private func conflict(_ charter: Charter, _ key: String, _ here: String, _ there: String) -> OrganisationConflict {
        OrganisationConflict(
            agent: charter.agent, clause: "constraints.\(key)", charter: here, organisation: there)
    }

    /// What both say alike, or one of them alone.
    private func only<Value: Equatable>(
        _ charter: Charter, _ key: String, _ here: Value?, _ there: Value?, _ words: (Value) -> String
    ) throws(OrganisationConflict) -> Value? {
        guard let here, let there, here != there else { return here ?? there }
        throw conflict(charter, key, words(here), words(there))
    }

    /// The hours that hold the other's among them.
    private func quieter(_ charter: Charter) throws(OrganisationConflict) -> Charter.QuietHours? {
        guard let here = charter.constraints.quietHours, let there = constraints.quietHours else {
            return charter.constraints.quietHours ?? constraints.quietHours
        }
        if here.covers(there) { return here }
        if there.covers(here) { return there }
        throw conflict(charter, "quiet_hours", here.span, there.span)
    }

    /// What both show, and nothing that either hides.
    private static func narrower(_ here: Charter.DataRule?, _ there: Charter.DataRule?) -> Charter.DataRule? {
        guard let here, let there else { return here ?? there }
        let hidden = there.mayNotSee.filter { !here.mayNotSee.contains($0) }
        return Charter.DataRule(
            maySee: here.maySee.filter { there.maySee.contains($0) && !there.mayNotSee.contains($0) },
            mayNotSee: here.mayNotSee + hidden)
    }

    /// The lower discounts, and the higher margin. A share that the charter gives none of stays none.
    private static func narrower(_ here: Charter.OfferRule?, _ there: Charter.OfferRule?) -> Charter.OfferRule? {
        guard let here, let there else { return here ?? there }
        func lower(_ own: Percentage?, _ most: Percentage?) -> Percentage? { own.map { min($0, most ?? $0) } }
        return Charter.OfferRule(
            discountAlone: lower(here.discountAlone, there.discountAlone ?? there.discountAtMost),
            discountAtMost: lower(here.discountAtMost, there.discountAtMost),
            marginAtLeast: [here.marginAtLeast, there.marginAtLeast].compactMap { $0 }.max())
    }
}

/// A charter and its organisation say what cannot hold together.
public struct OrganisationConflict: Error, Hashable, Sendable {
    /// Whose charter.
    public let agent: AgentName
    /// The key that both have.
    public let clause: String
    /// What the charter says there.
    public let charter: String
    /// What the organisation says there.
    public let organisation: String

    /// The conflict in one line.
    public var text: String {
        "`\(clause)` of `\(agent)` is `\(charter)`, and the organisation says `\(organisation)`; both cannot hold"
    }
}

extension Metric {
    /// How its values come about, and which are better.
    fileprivate var computed: String { "\(formula.text) in \(unit.rawValue), better \(better.rawValue)" }
}

extension Charter.Constraints {
    /// Whether a limit here is an amount of money.
    public var namesMoney: Bool {
        !money.isEmpty
            || evidence.contains {
                guard case .minimum(_, let spend?, _) = $0.rule else { return false }
                return spend.minorUnits != 0
            }
    }
}

extension Charter.QuietHours {
    /// Whether every quiet minute of others is quiet here, too, by the same clock.
    public func covers(_ other: Charter.QuietHours) -> Bool {
        clock == other.clock && (0..<1_440).allSatisfy { isQuiet(minute: $0) || !other.isQuiet(minute: $0) }
    }

    /// From when until when, by which clock: `21:00 to 08:00 by the recipient's clock`.
    public var span: String {
        "\(Self.clock(from)) to \(Self.clock(to)) by \(clock == .recipient ? "the recipient's" : "the charter's") clock"
    }
}
