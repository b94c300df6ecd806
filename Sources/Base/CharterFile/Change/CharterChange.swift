public import Vocabulary

/// One difference between two versions of a charter, and which way it moves the agent's authority.
public struct CharterChange: Sendable, Hashable {
    /// Which way a change goes. What is not provably narrower counts as wider.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Something may be allowed that was not; applying it takes a second person.
        case widening
        /// Nothing is allowed that was not, and something no longer is.
        case narrowing
        /// The gate decides as before.
        case neutral
    }

    /// Where: the keys from the file's top, such as `constraints.money[per day, over account].cap`.
    public let path: String
    /// Which way it goes.
    public let direction: Direction
    /// What was there; nil for something new.
    public let before: String?
    /// What is there now; nil for something gone.
    public let after: String?

    /// Notes a difference.
    public init(_ path: String, _ direction: Direction, from before: String?, to after: String?) {
        self.path = path
        self.direction = direction
        self.before = before
        self.after = after
    }

    /// `widening constraints.money[…].cap: 1250.00 GBP -> 2000.00 GBP`.
    public var text: String {
        "\(direction.rawValue) \(path): \(before ?? "nothing") -> \(after ?? "nothing")"
    }
}

/// Everything that differs between two versions of a charter.
public struct CharterComparison: Sendable, Hashable {
    /// The differences, in the order of the file.
    public let changes: [CharterChange]

    /// Compares the charter in force with the one to come. Pure; places in the file do not count.
    public init(from old: Charter, to new: Charter) {
        var comparer = Comparer()
        comparer.compare(old, new)
        changes = comparer.changes
    }

    /// Compares the organisation's limits in force with those to come; the first ones with none at all.
    public init(from old: Organisation?, to new: Organisation) {
        var none = new
        none.constraints = Charter.Constraints(zone: new.constraints.zone, currency: new.constraints.currency)
        none.prohibitions = []
        var comparer = Comparer()
        comparer.compare(old ?? none, new)
        changes = comparer.changes
    }

    /// Whether any part may widen, so that a second person has to agree.
    public var widens: Bool { changes.contains { $0.direction == .widening } }
}
