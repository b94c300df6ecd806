public import Vocabulary

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

    /// The charter that rules: its own limits and the organisation's beside each other, the stricter of what
    /// there is only once, and both lists of prohibitions. Never laxer than either. Calendar windows are
    /// those of the charter's zone.
    public func narrowing(_ charter: Charter) -> Charter {
        var charter = charter
        charter.actions.prohibitions += prohibitions
        var limits = charter.constraints
        limits.money += constraints.money
        limits.change += constraints.change
        limits.touches += constraints.touches
        limits.evidence += constraints.evidence
        if let data = limits.data, let own = constraints.data {
            let hidden = own.mayNotSee.filter { !data.mayNotSee.contains($0) }
            limits.data = Charter.DataRule(
                maySee: data.maySee.filter { !own.mayNotSee.contains($0) }, mayNotSee: data.mayNotSee + hidden)
        }
        if let offers = limits.offers, let own = constraints.offers {
            limits.offers = Charter.OfferRule(
                discountAlone: Self.lower(offers.discountAlone, own.discountAlone ?? own.discountAtMost),
                discountAtMost: Self.lower(offers.discountAtMost, own.discountAtMost),
                marginAtLeast: [offers.marginAtLeast, own.marginAtLeast].compactMap { $0 }.max())
        }
        if !constraints.channels.isEmpty { limits.channels.removeAll { !constraints.channels.contains($0) } }
        if !constraints.markets.isEmpty { limits.markets.removeAll { !constraints.markets.contains($0) } }
        limits.quietHours = limits.quietHours ?? constraints.quietHours
        charter.constraints = limits
        return charter
    }

    /// The charter's own share, at most the organisation's; none stays none.
    private static func lower(_ own: Percentage?, _ most: Percentage?) -> Percentage? {
        own.map { min($0, most ?? $0) }
    }
}
