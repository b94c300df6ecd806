internal import Vocabulary

/// One step a budget may take, with what it is expected to do; a raise may take its money from another campaign.
struct BudgetStep: Sendable {
    enum Direction: Sendable {
        case up, down
        var opposite: Direction { self == .up ? .down : .up }
    }

    /// The campaign that a raise takes its money from, and what it is left with.
    struct Giver: Sendable {
        /// Index of the campaign.
        let campaign: Int
        /// Its budget afterwards as a multiple of today's.
        let ratio: Double
        let move: BudgetMove
    }

    let campaign: Int
    let direction: Direction
    let change: Percentage
    let access: Permissions.Access
    let from: Money
    let to: Money
    let ratio: Double
    let giver: Giver?
    let assessment: Assessment

    var gain: Double { assessment.monthlyGain }

    /// Whether both change the same to the same.
    func isSame(as other: BudgetStep) -> Bool {
        campaign == other.campaign && to == other.to && giver?.move == other.giver?.move
    }

    /// The budget after a step of at most `change`: rounded towards the present budget, so that it is never more.
    static func amount(_ budget: Money, _ change: Percentage, _ direction: Direction) -> Money? {
        let signed = direction == .up ? change.partsPerMillion : -change.partsPerMillion
        let share = Percentage(partsPerMillion: 1_000_000 + signed)
        guard share.partsPerMillion > 0 else { return nil }
        do { return try budget.scaled(by: share, rounding: direction == .up ? .down : .up) } catch { return nil }
    }
}
